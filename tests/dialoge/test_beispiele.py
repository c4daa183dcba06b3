"""Example records are told apart wherever somebody meets them: lists of the office, pages."""

import pytest
from django.db import models

from tests.factories import (
    create_entscheidung,
    create_hinweis,
    create_hinweisgruppe,
    create_themenspeicher,
    create_veranstaltung,
    create_ziel,
)
from tests.office import url

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "create",
    [
        create_veranstaltung,
        create_hinweis,
        create_hinweisgruppe,
        create_ziel,
        create_entscheidung,
        create_themenspeicher,
    ],
)
def test_lists_mark_examples_where_they_are_named(admin_client, create):
    real = create()
    address = url(type(real), "changelist")
    assert "(Beispiel)" not in admin_client.get(address).text

    models.QuerySet(type(real)).filter(pk=real.pk).update(ist_beispiel=True)

    assert "(Beispiel)" in admin_client.get(address).text
    assert admin_client.get(address, {"ist_beispiel__exact": "0"}).context["cl"].result_count == 0


def test_heading_of_an_example_group_is_marked_at_a_real_hinweis(client):
    gruppe = create_hinweisgruppe(titel="Treffpunkte", ist_beispiel=True)
    create_hinweis(veranstaltung=gruppe.veranstaltung, gruppe=gruppe, is_published=True)

    html = client.get(gruppe.veranstaltung.get_absolute_url()).text

    assert "Treffpunkte (Beispiel)" in html
