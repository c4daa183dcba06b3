"""What the papers say: of their day, of a year, on two pages; the same data, the same bytes."""

import datetime as dt
import os
import re

import pytest
from django.utils import timezone

from handlungsempfehlungen.models import Entwicklung, Ruecknahme, Verwendung
from handlungsempfehlungen.pdf.bausteine import zeitstempel
from handlungsempfehlungen.pdf.bezirksblatt import build_bezirksblatt
from handlungsempfehlungen.pdf.controllingbericht import list_jahre
from handlungsempfehlungen.pdf.engine import compile_pdf
from handlungsempfehlungen.pdf.strategiepapier import build_strategiepapier
from sozialplanung.dates import Zeitangabe
from tests.factories import (
    create_befassung,
    create_entwicklung,
    create_fassung,
    create_gremium,
    create_handlungsempfehlung,
    create_sachstand,
    create_sitzung,
    create_strategiepapier,
)
from tests.papiere import Papier, bezirk_of, letters_of, make, make_bericht, make_blatt, release

MANY = 60  # more than any Stadtbezirk will have

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]  # a PDF is set from plain data


# ---- what the papers say -----------------------------------------------------------------------


def test_paper_without_its_words_says_where_they_stand(papier):
    text = make(papier).text

    assert "Der Wortlaut der Sozialraumanalyse liegt dem Portal nicht vor." in text
    assert "www.oberhausen.example/papier.pdf" in text


def test_edition_that_replaces_the_papers_own_stands_in_its_place(papier):
    """A corrected edition takes no Sozialraumanalyse away."""
    before = make(papier).text
    assert "Zu diesem Papier ist keine Ausgabe" not in before

    release()
    papier.berechnung.refresh_from_db()

    assert papier.berechnung.status == "ersetzt"
    assert make(papier).text == before


def test_fassung_of_the_papers_day_stands_and_a_later_one_is_named(papier):
    he = papier.handlungsempfehlungen.get()
    create_fassung(he, datum="09/2025", titel="Neu", aenderungsgrund="Weil es so ist.")

    text = make(papier).text

    assert f"{he.kennung} Beratung öffnen" in text
    assert "Neue Fassung ab September 2025." in text
    assert "Weil es so ist." in text
    assert he.get_absolute_url() in text


def test_withdrawn_recommendation_says_when_and_why(papier):
    he = papier.handlungsempfehlungen.get()
    gone = Ruecknahme(handlungsempfehlung=he, grund="Doppelt.", rolle="Sozialplanung")
    gone.datum = Zeitangabe.parse("01.03.2024")
    gone.save()

    text = make(papier).text

    assert "Zurückgenommen am 01.03.2024. Doppelt." in text
    assert "zurückgenommen" in text


def test_unknown_stays_unknown(papier):
    text = make(papier).text

    assert "Federführung keine Angabe" in text
    assert "Priorität keine Angabe" in text


def test_overdue_check_is_said(papier):
    he = papier.handlungsempfehlungen.get()
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    create_sachstand(he, "in-umsetzung", datum="20.09.2026", naechste_pruefung=yesterday)

    assert f"Prüfung war am {yesterday:%d.%m.%Y} fällig" in make(papier).text


# ---- Bezirksblatt ------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [0, 1, MANY])
def test_bezirksblatt_has_two_pages(number):
    papier = create_strategiepapier()
    for place in range(1, number + 1):
        he = create_handlungsempfehlung(
            strategiepapier=papier,
            nummer=place,
            titel=f"Sehr ausführlicher Titel einer Empfehlung Nummer {place} " * 3,
        )
        create_sachstand(
            he,
            ["in-umsetzung", "umgesetzt", "offen"][place % 3],
            datum="01.09.2026",
            text="Ein langer Bericht über das, was geschehen ist. " * 20,
            naechste_pruefung=dt.date(2026, 10, 1),
        )
        entwicklung = Entwicklung(titel=f"Erreicht {place}", quelle="q", is_published=True)
        entwicklung.text = "Es ist viel geschehen. " * 30
        entwicklung.datum = Zeitangabe.parse("2025")
        entwicklung.save()
        entwicklung.sozialraeume.add(papier.sozialraum)

    blatt = make_blatt(bezirk_of(papier))

    assert len(blatt.seiten) == 2
    if number == MANY:
        shown = [len(re.findall(r"[A-Z]{2}-\d{2,} ", text)) for text in blatt.seiten]
        assert min(shown) > 2
        assert blatt.text.count("weitere:") == 3
        assert f"und {MANY - shown[0]} weitere:" in blatt.seiten[0]
        assert letters_of(f"stadtbezirk={bezirk_of(papier).slug}") in blatt.letters


@pytest.mark.parametrize("stand", [None, dt.date(2024, 9, 30)])
def test_address_below_a_list_shows_exactly_the_records_of_the_list(client, stand):
    papier = create_strategiepapier()
    bezirk, raum = bezirk_of(papier), papier.sozialraum
    here = {"strategiepapier": papier, "datum": "02/2023"}
    late = {"naechste_pruefung": dt.date(2024, 6, 1)}
    create_sachstand(create_handlungsempfehlung(**here), datum="01.02.2024", **late)
    create_sachstand(
        create_handlungsempfehlung(**here),
        datum="01.02.2026",
        **late | {"naechste_pruefung": dt.date(2026, 3, 1)},
    )
    stadtweit = create_handlungsempfehlung(fassungen=())
    create_fassung(stadtweit, datum="02/2023", stadtweit=True)
    create_fassung(
        create_handlungsempfehlung(strategiepapier=papier, fassungen=()), datum="02/2023"
    )
    create_handlungsempfehlung(datum="02/2023")  # of another Stadtbezirk
    for datum in ("2023", "05/2026"):
        entwicklung = create_entwicklung(sozialraeume=[raum])
        entwicklung.datum = Zeitangabe.parse(datum)
        entwicklung.save()

    blatt = build_bezirksblatt(bezirk, stand, seit=dt.date(2023, 1, 1))

    counts = {}
    for name in ("geaendert", "ueberfaellig", "erreicht"):
        response = client.get(blatt[name]["mehr"]["adresse"].removeprefix("http://testserver"))
        shown = response.context.get("zeilen", response.context.get("entwicklungen"))
        assert len(shown) == blatt[name]["gesamt"], name
        counts[name] = len(shown)
    late = 1 if stand else 2
    assert counts == {"geaendert": 4, "ueberfaellig": late, "erreicht": late}


def test_bezirksblatt_tells_what_changed_since_the_last_sitting():
    papier = create_strategiepapier()
    bezirk = bezirk_of(papier)
    gremium = create_gremium(name="Bezirksvertretung", art="bezirksvertretung", stadtbezirk=bezirk)
    for tag in (dt.date(2026, 3, 12), dt.date(2025, 3, 1), dt.date(2027, 3, 1)):
        create_sitzung(gremium=gremium, datum=tag)
    quiet, moved = (
        create_handlungsempfehlung(strategiepapier=papier, nummer=n, titel=titel)
        for n, titel in ((1, "Still"), (2, "Bewegt"))
    )
    create_sachstand(quiet, "offen", datum="01.03.2026")
    create_sachstand(moved, "in-vorbereitung", datum="01.03.2026")
    create_sachstand(moved, "umgesetzt", datum="01.04.2026", text="Fertig geworden.")

    text = make_blatt(bezirk).seiten[0]

    assert "seit der letzten Sitzung am 12.03.2026" in text
    assert "Geändert seit 12.03.2026" in text
    assert "Bewegt" in text
    assert "Still" not in text
    assert "vorher: in Vorbereitung" in text
    assert "Fertig geworden." in text


def test_bezirksblatt_of_a_past_day_knows_nothing_later():
    papier = create_strategiepapier()
    he = create_handlungsempfehlung(strategiepapier=papier, titel="Beratung")
    create_sachstand(he, "in-umsetzung", datum="01.02.2024")
    create_sachstand(he, "umgesetzt", datum="01.02.2025")

    text = make_blatt(bezirk_of(papier), dt.date(2024, 6, 30), dt.date(2024, 1, 1)).text

    assert "1 × in Umsetzung" in text
    assert "umgesetzt" not in text


def test_bezirksblatt_shows_only_its_own_district():
    papier = create_strategiepapier()
    other = create_handlungsempfehlung(titel="Woanders")
    create_sachstand(other, "umgesetzt", datum="01.09.2026")

    assert "Woanders" not in make_blatt(bezirk_of(papier)).text


# ---- Controllingbericht ------------------------------------------------------------------------


def test_controllingbericht_is_of_the_last_day_of_its_year():
    papier = create_strategiepapier()
    he = create_handlungsempfehlung(strategiepapier=papier, titel="Beratung öffnen")
    create_sachstand(he, "in-umsetzung", datum="01.02.2024", text="Begonnen.")
    create_sachstand(he, "umgesetzt", datum="01.01.2025", text="Fertig.")
    verwendung = Verwendung(handlungsempfehlung=he, art="antrag", text="Antrag zum Haushalt")
    verwendung.datum = Zeitangabe.parse("05/2024")
    verwendung.save()
    create_befassung(he, datum=dt.date(2024, 5, 16), drucksache="B/17/1")

    text = make_bericht(2024).text

    assert "Am 31.12.2024 galt eine Empfehlung. Umgesetzt oder dauerhaft etabliert: 0." in text
    assert "Begonnen." in text
    assert "Fertig." not in text
    assert "Antrag zum Haushalt" in text
    assert "B/17/1" in text


def test_controllingbericht_exists_from_the_first_recommendation_to_this_year():
    assert list_jahre() == []

    create_handlungsempfehlung(datum="02/2023")

    assert list_jahre() == list(range(2023, timezone.localdate().year + 1))


# ---- speed -------------------------------------------------------------------------------------


def test_long_paper_is_set_in_less_than_three_seconds(papier):
    """In seconds of the processor: the machine of the tests is shared."""
    text = "\n\n".join(["Ein Absatz mit einigen Worten, der eine Zeile füllt und mehr."] * 12)
    for number in range(10, 75):
        he = create_handlungsempfehlung(
            strategiepapier=papier, nummer=number, datum="02/2023", empfehlung=text
        )
        create_sachstand(he, "in-umsetzung", datum="15.09.2026", text=text[:1500])
    make(papier)

    before = os.times()
    pdf = compile_pdf("bericht", build_strategiepapier(papier))
    after = os.times()

    assert len(Papier(pdf).reader.pages) >= 60
    assert sum(after[place] - before[place] for place in range(4)) < 3  # own and of the child


def test_same_data_gives_the_same_bytes(papier):
    first, second = (compile_pdf("bericht", build_strategiepapier(papier)) for _ in range(2))

    assert first == second
    made = Papier(first).reader.metadata.creation_date
    assert made.date() == dt.date(2026, 9, 15)  # the day of the newest Sachstand
    assert zeitstempel(made.date()) == made.timestamp()
