"""A paper with something in every part, and the edition of the Sozialindex it rests on."""

import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.test import Client

from handlungsempfehlungen.models import Evidenz
from navigator.models import Einzelangabe, Indikator, Sozialquartier
from tests.demo import NoOutput
from tests.factories import (
    create_handlungsempfehlung,
    create_hinweis,
    create_massnahme,
    create_sachstand,
    create_strategiepapier,
    create_veranstaltung,
    square,
)
from tests.indexausgaben import create_werte
from tests.office import create_konto, log_in
from tests.papiere import release


@pytest.fixture(autouse=True)
def _empty_cache():
    """Time series are remembered by the data version, and each test begins with the same one."""
    for cache in caches.all():
        cache.clear()


@pytest.fixture
def ausgabe():
    """A released edition of a handful of quarters in one Sozialraum; their outlines too."""
    create_werte(anzahl=4)
    for place, quartier in enumerate(Sozialquartier.objects.all()):
        quartier.geometry = square(6.8 + place / 100, 51.5)
        quartier.save()
    return release()


@pytest.fixture
def papier(ausgabe):
    """A paper in which every kind of block has something to show."""
    raum = Sozialquartier.objects.first().sozialraum
    papier = create_strategiepapier(
        sozialraum=raum,
        datum="02/2023",
        berechnung=ausgabe,
        zusatz="zugleich Aktualisierung",
        adresse="https://www.oberhausen.example/papier.pdf",
    )
    he = create_handlungsempfehlung(strategiepapier=papier, nummer=3, datum="02/2023")
    create_sachstand(he, "in-umsetzung", datum="15.09.2026")
    Evidenz.objects.create(
        fassung=he.fassungen.get(),
        indikator=Indikator.objects.get(),
        sozialquartier=Sozialquartier.objects.first(),
        berechnung=ausgabe,
        wert="24,6 %",
        stadt="16,8 %",
    )
    event = create_veranstaltung(sozialraeume=[raum])
    hinweis = create_hinweis(
        veranstaltung=event, text="Es fehlt ein Treffpunkt.", is_published=True, sozialraeume=[raum]
    )
    he.hinweise.add(hinweis)
    create_massnahme(titel="Offene Sprechstunde").strategiepapiere.add(papier)
    Einzelangabe.objects.create(
        raum=raum.name, sozialraum=raum, bezeichnung="Kinder", wert="31.4", quelle="Bericht"
    )
    return papier


@pytest.fixture
def roles():
    call_command("rollen_anlegen", stdout=NoOutput())


@pytest.fixture
def planung(roles):
    """An account of the Sozialplanung."""
    return create_konto("petra", "Sozialplanung")


@pytest.fixture
def office(planung):
    """A browser in which the Sozialplanung has logged in."""
    return log_in(Client(), planung)
