"""Old addresses of Institutionen lead on, whichever page of them was asked for."""

import pytest

from navigator.models import Institution, Meldung, Weiterleitung
from tests.factories import create_institution
from tests.office import add, errors, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def treff():
    return create_institution(name="Neuer Treff")


def redirect(slug, institution):
    return Weiterleitung.objects.create(slug=slug, institution=institution)


@pytest.mark.parametrize("rest", ["/", ".vcf", "/melden/", "/melden/danke/", "/?von=lesezeichen"])
def test_every_page_of_the_old_address_leads_to_the_new_one(client, treff, rest):
    redirect("alter-treff", treff)

    response = client.get(f"/institutionen/alter-treff{rest}")

    assert response.status_code == 301
    assert response.headers["Location"] == f"/institutionen/neuer-treff{rest}"
    assert client.get(response.headers["Location"]).status_code == 200


def test_redirect_sets_no_cookie(client, treff):
    redirect("alter-treff", treff)

    response = client.get("/institutionen/alter-treff/")

    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")


def test_what_was_typed_into_a_form_is_sent_on(client, treff):
    redirect("alter-treff", treff)

    response = client.post("/institutionen/alter-treff/melden/", {"text": "Die Nummer ist alt."})

    assert response.status_code == 308
    assert response.headers["Location"] == "/institutionen/neuer-treff/melden/"
    assert not Meldung.objects.exists()


@pytest.mark.parametrize("status", ["entwurf", "archiviert"])
def test_address_of_something_hidden_leads_nowhere(client, treff, status):
    redirect("alter-treff", treff)
    treff.status = status
    treff.save()

    assert client.get("/institutionen/alter-treff/").status_code == 404


def test_unknown_address_is_not_found(client, treff):
    assert client.get("/institutionen/gibt-es-nicht/").status_code == 404


def test_published_entry_goes_before_a_redirect(client, treff):
    other = create_institution(name="Alter Treff")
    redirect("alter-treff", treff)

    assert client.get(other.get_absolute_url()).status_code == 200


def test_known_page_asks_for_no_redirect(client, treff, django_assert_num_queries):
    with django_assert_num_queries(2):  # the version of the data, the entry
        client.get("/institutionen/neuer-treff.vcf")


def test_new_institution_does_not_take_an_address_that_leads_on(treff):
    redirect("alter-treff", treff)

    assert create_institution(name="Alter Treff").slug == "alter-treff-2"


# ---- in the office -------------------------------------------------------------------------------


def test_editor_adds_a_redirect(admin_client, client, treff):
    response = add(admin_client, Weiterleitung, slug="ganz-alt", institution=treff.pk)

    assert response.status_code == 302
    assert client.get("/institutionen/ganz-alt/").headers["Location"] == treff.get_absolute_url()
    assert "/institutionen/ganz-alt/" in admin_client.get(url(Weiterleitung, "changelist")).text


@pytest.mark.parametrize(
    ("slug", "sentence"),
    [
        ("neuer-treff", "Das ist schon die Adresse dieser Institution."),
        (
            "anderer-treff",
            "Unter dieser Adresse steht eine veröffentlichte Institution. Führen Sie beide "
            "zusammen oder archivieren Sie diese zuerst.",
        ),
        ("alter-treff", "Diese alte Adresse wird schon weitergeleitet."),
    ],
)
def test_redirect_that_cannot_work_is_refused(admin_client, treff, slug, sentence):
    create_institution(name="Anderer Treff")
    redirect("alter-treff", treff)

    response = add(admin_client, Weiterleitung, slug=slug, institution=treff.pk)

    assert errors(response) == {"slug": [sentence]}


def test_redirect_to_something_that_moved_itself_leads_to_the_end(treff):
    middle = create_institution(name="Mittlerer Treff", status="archiviert")
    redirect(middle.slug, treff)

    assert redirect("uralter-treff", middle).institution == treff


def test_redirects_go_with_their_institution(treff):
    redirect("alter-treff", treff)

    Institution.objects.filter(pk=treff.pk).delete()

    assert not Weiterleitung.objects.exists()
