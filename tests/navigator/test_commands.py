"""Commands that load the portal's data: into empty tables only, all or nothing."""

import datetime as dt
import io

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.utils import timezone

from navigator import grunddaten
from navigator.grunddaten import read_seite
from navigator.imports import ImportProblems
from navigator.models import (
    Datenstand,
    Haltestelle,
    Institution,
    Kategorie,
    Seite,
    Sozialquartier,
    Sozialraum,
    Stadtbezirk,
    Strassenpunkt,
    Suchwort,
    Zielgruppe,
)
from tests.factories import create_institution, create_kategorie, create_seite

pytestmark = pytest.mark.django_db

BASE_MODELS = [Stadtbezirk, Sozialraum, Sozialquartier, Kategorie, Zielgruppe, Seite]
FIXTURES = {
    "haltestellen": "name,breite,laenge\nMarkt,51.47,6.85\n",
    "strassenpunkte": "strasse,breite,laenge\nMarkt,51.47,6.85\n",
    "institutionen": "name,kategorie\nTreff,beratung\n",
    "suchwoerter": "wort,institutionen,herkunft\nGeld,Treff,Test\n",
    "einzelangaben": "raum,bezeichnung,wert,quelle\nStadt Oberhausen,Einwohner*innen,210000,Test\n",
    "sozialberichte": "jahr,titel\n2020,Sozialbericht 2020\n",
    "exkurse": "sozialbericht,position,titel\n2020,1,Armut und Bildung\n",
    "dialoge/folgegremien": "name,quelle\nRunder Tisch,Test\n",
    "dialoge/runden": "nummer,zeitraum,quelle\n1,2019,Test\n",
    "dialoge/veranstaltungen": "kennung,art,runde,titel,datum\nd,dialog,1,Dialog,2019\n",
    "dialoge/thementische": "veranstaltung,nummer,titel\nd,1,Bildung\n",
    "dialoge/zahlenangaben": "veranstaltung,art,wortlaut,von,quelle\nd,teilnehmende,9,9,Test\n",
    "dialoge/teilnahmen": "veranstaltung,institution\nd,Treff\n",
}


def run(name):
    out = io.StringIO()
    call_command(name, stdout=out)
    return out.getvalue().splitlines()


@pytest.fixture
def fixtures(settings, tmp_path, monkeypatch):
    """A folder of small example tables in place of the portal's own; returns it."""
    monkeypatch.setattr("handlungsempfehlungen.beispieldaten.PUBLISHED", {})
    settings.BASE_DIR = tmp_path
    folder = tmp_path / "fixtures"
    folder.mkdir()
    (folder / "dialoge").mkdir()
    for name, text in FIXTURES.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    create_kategorie("beratung")
    # The example values need 27 quarters: tests/test_pages.py loads them all.
    removed = {"beispiele_entfernt_am": timezone.now()}
    Datenstand.objects.update_or_create(pk=1, defaults=removed)
    return folder


# ---- base data ---------------------------------------------------------------------------------


def test_base_data_fills_empty_tables_once():
    first, second = run("grunddaten_laden"), run("grunddaten_laden")

    assert first == [
        "Stadtbezirke: 3",
        "Sozialräume: 6",
        "Sozialquartiere: 27",
        "Kategorien: 9",
        f"Zielgruppen: {Zielgruppe.objects.count()}",
        "Handlungsfelder: 4",
        "Felder des iSTEK: 4",
        "Themenfelder des iSTEK: 8",
        "Indikatoren: 8",
        "Indexmethoden: 1",
        f"Seiten: {Seite.objects.count()}",
        "Fragen: 3",
    ]
    assert second == []
    assert not Sozialquartier.objects.filter(geometry=None).exists()
    assert not Sozialquartier.objects.exclude(angenaehert=True).exists()
    assert not Sozialraum.objects.filter(umriss_quelle="").exists()


def test_tables_that_hold_something_are_left_alone():
    create_kategorie("kitas", name="Unsere Kitas")
    create_seite("impressum", titel="Unser Impressum")

    run("grunddaten_laden")

    assert [one.name for one in Kategorie.objects.all()] == ["Unsere Kitas"]
    assert [one.titel for one in Seite.objects.all()] == ["Unser Impressum"]
    assert Stadtbezirk.objects.count() == 3


def test_base_data_is_loaded_as_a_whole_or_not_at_all(monkeypatch):
    def fail(path):
        raise ValidationError("kaputt")

    monkeypatch.setattr(grunddaten, "read_seite", fail)

    with pytest.raises(ValidationError):
        run("grunddaten_laden")

    assert [model.objects.count() for model in BASE_MODELS] == [0] * len(BASE_MODELS)


def test_page_is_read_from_markdown(tmp_path):
    path = tmp_path / "leichte-sprache.md"
    path.write_text(
        "# Leichte Sprache\n\n> Worum es geht.\n\nErster Absatz.\n\n## Mehr\n", encoding="utf-8"
    )

    seite = read_seite(path)

    assert (seite.slug, seite.titel) == ("leichte-sprache", "Leichte Sprache")
    assert seite.einleitung == "Worum es geht."
    assert seite.text == "Erster Absatz.\n\n## Mehr"
    assert seite.geprueft_am is None


def test_page_without_introduction_is_read(tmp_path):
    path = tmp_path / "impressum.md"
    path.write_text("# Impressum\n\nText.\n", encoding="utf-8")

    seite = read_seite(path)

    assert (seite.einleitung, seite.text) == ("", "Text.")
    assert seite.naechste_pruefung_am - seite.geprueft_am >= dt.timedelta(days=365)


def test_page_without_text_is_refused(tmp_path):
    path = tmp_path / "impressum.md"
    path.write_text("# Impressum\n", encoding="utf-8")

    with pytest.raises(ValidationError):
        read_seite(path)


# ---- example data ------------------------------------------------------------------------------


def test_examples_are_published(fixtures):
    assert run("beispieldaten_laden") == [
        "Haltestellen: 1",
        "Straßenpunkte: 1",
        "Institutionen: 1",
        "Suchwörter: 1",
        "Einzelangaben: 1",
        "Sozialberichte: 1",
        "Exkurse: 1",
        "Folgegremien: 1",
        "Runden: 1",
        "Veranstaltungen: 1",
        "Thementische: 1",
        "Zahlenangaben: 1",
        "Teilnahmen: 1",
    ]
    assert Institution.objects.get().status == "veroeffentlicht"
    assert list(Suchwort.objects.get().institutionen.all()) == [Institution.objects.get()]


def test_examples_are_loaded_once(fixtures):
    run("beispieldaten_laden")

    assert run("beispieldaten_laden") == []


def test_own_entries_are_left_alone(fixtures):
    create_institution(name="Treff", beschreibung="Unserer.")

    run("beispieldaten_laden")

    assert Institution.objects.get().beschreibung == "Unserer."


def test_examples_are_loaded_as_a_whole_or_not_at_all(fixtures):
    (fixtures / "suchwoerter.csv").write_text("wort,institutionen,herkunft\nGeld,Mars,Test\n")

    with pytest.raises(ImportProblems, match="Zeile 2"):
        run("beispieldaten_laden")

    for model in (Haltestelle, Strassenpunkt, Institution, Suchwort):
        assert not model.objects.exists()
