"""Handlungsfelder and the terms of the iSTEK: each once, in an order, as they were published."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils.text import capfirst

from navigator.models import Handlungsfeld, IstekFeld, IstekThemenfeld
from tests.demo import NoOutput

pytestmark = pytest.mark.django_db
BEGRIFFE = [Handlungsfeld, IstekFeld, IstekThemenfeld]


def create(model, **fields):
    known = {} if model is Handlungsfeld else {"quelle": "Vortrag"}
    return model.objects.create(**known | fields)


def create_two(model):
    return create(model, name="Wohnen", position=1), create(model, name="Arbeit", position=2)


@pytest.mark.parametrize("name", ["name", "position"])
@pytest.mark.parametrize("model", BEGRIFFE)
def test_name_and_place_are_given_once(model, name):
    first, second = create_two(model)
    setattr(second, name, getattr(first, name))

    with pytest.raises(ValidationError) as refusal:
        second.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        second.save()

    kind, field = capfirst(model._meta.verbose_name), model._meta.get_field(name).verbose_name
    assert refusal.value.messages == [
        f"{kind} mit diesem Wert für das Feld {field} existiert bereits."
    ]


@pytest.mark.parametrize("model", BEGRIFFE)
def test_two_names_with_one_address_are_refused_twice(model):
    first, second = create_two(model)
    again = model(name="WOHNEN!", position=3, **({} if model is Handlungsfeld else {"quelle": "V"}))

    with pytest.raises(ValidationError, match="Diesen Begriff gibt es schon"):
        again.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()

    assert set(model.objects.all()) == {first, second}


@pytest.mark.parametrize("model", BEGRIFFE)
def test_name_needs_a_letter(model):
    begriff = create_two(model)[0]
    begriff.name = "?!"

    with pytest.raises(ValidationError, match="mindestens einen Buchstaben"):
        begriff.full_clean()


@pytest.mark.parametrize("model", [IstekFeld, IstekThemenfeld])
def test_term_of_the_istek_needs_a_source(model):
    begriff = create_two(model)[0]
    begriff.quelle = ""

    with pytest.raises(ValidationError) as refusal:
        begriff.full_clean()

    assert refusal.value.message_dict.keys() == {"quelle"}


def test_what_comes_along_is_as_published():
    call_command("grunddaten_laden", stdout=NoOutput())

    assert [one.name for one in Handlungsfeld.objects.all()] == [
        "Familie im Stadtteil",
        "Bildungsteilhabe",
        "Arbeitsmarkt und existenzsichernde Leistungen",
        "Lebensraum und Zusammenleben",
    ]
    assert [one.name for one in IstekFeld.objects.all()] == [
        "Die Lebenswerte Stadt",
        "Die Prosperierende Stadt",
        "Die Nachhaltige Stadt",
        "Die Chancenstadt",
    ]
    assert IstekThemenfeld.objects.count() == 8
    for model in (IstekFeld, IstekThemenfeld):
        assert not model.objects.exclude(ziele="").exists()
        assert not model.objects.filter(quelle="").exists()
