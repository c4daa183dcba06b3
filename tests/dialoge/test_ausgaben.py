"""What leaves the portal: nothing internal on any outlet, files with the published fields."""

import datetime as dt
import io

import openpyxl
import pytest
import vobject
from django.core.files.base import ContentFile

from dialoge.entscheiden import create_entscheidungsweg, merge_hinweise
from dialoge.models import (
    Teilnahme,
    Themenspeicher,
)
from sozialplanung.dates import Zeitangabe
from tests.factories import (
    answer_hinweis,
    create_hinweis,
    create_sozialquartier,
    create_sozialraum,
    create_stelle,
    create_veranstaltung,
)

pytestmark = pytest.mark.django_db
HIDDEN = "Geheimwort"


# ---- what is never public ------------------------------------------------------------------------


def test_what_is_internal_appears_on_no_outlet(client):
    create_entscheidungsweg()
    raum = create_sozialraum()
    quartier = create_sozialquartier(sozialraum=raum)
    fields = {"sozialraeume": [raum]}
    dialog = create_veranstaltung(
        interne_bemerkung=HIDDEN, datum=Zeitangabe.parse("10.10.2019"), **fields
    )
    hidden = create_veranstaltung(
        titel=f"{HIDDEN} Dialog",
        is_published=False,
        datum=Zeitangabe.parse("2.2.2020"),
        runde=dialog.runde,
        **fields,
    )
    shown = create_hinweis(
        veranstaltung=dialog, is_published=True, interne_bemerkung=HIDDEN, **fields
    )
    answer_hinweis(
        create_hinweis(veranstaltung=dialog, text=f"{HIDDEN} intern", **fields),
        "gibt-es-das-schon-nein",
    )
    create_hinweis(veranstaltung=hidden, text=f"{HIDDEN} öffentlich", is_published=True, **fields)
    merged = create_hinweis(veranstaltung=dialog, text=f"{HIDDEN} ähnlich", **fields)
    merge_hinweise(shown, [merged])
    kept = answer_hinweis(
        create_hinweis(veranstaltung=hidden, text=f"{HIDDEN} Speicher"),
        "gibt-es-das-schon-nein",
        "bedarf-nein",
    )
    Themenspeicher.objects.filter(hinweis=kept).update(wiedervorlage=dialog)
    Teilnahme.objects.create(veranstaltung=hidden, stelle=create_stelle(name=HIDDEN))

    outlets = [
        dialog.get_absolute_url(),
        f"/dialoge/{dialog.slug}.ics",
        "/dialoge/",
        "/dialoge/?seite=1",
        f"/dialoge/?sozialraum={raum.slug}",
        f"/dialoge/?runde={dialog.runde.nummer}",
        "/dialoge.csv",
        "/dialoge/netzwerk/",
        "/sozialkonferenzen/",
        raum.get_absolute_url(),
        quartier.get_absolute_url(),
        raum.stadtbezirk.get_absolute_url(),
        "/sitemap.xml",
    ]
    answers = {path: client.get(path) for path in outlets}

    assert {path: one.status_code for path, one in answers.items() if one.status_code != 200} == {}
    assert [path for path, one in answers.items() if HIDDEN.lower() in one.text.lower()] == []
    assert hidden.slug not in answers["/sitemap.xml"].text


@pytest.mark.parametrize("ending", ["/", ".ics", ".pdf"])
def test_unpublished_event_has_no_address(client, ending):
    hidden = create_veranstaltung(is_published=False, datum=Zeitangabe.parse("10.10.2019"))
    hidden.dokumentation_datei.save("doku.pdf", ContentFile(b"%PDF-1.7"))

    assert client.get(f"/dialoge/{hidden.slug}{ending}").status_code == 404


def test_internal_one_is_not_counted_among_the_merged(client):
    main = create_hinweis(is_published=True)
    public = create_hinweis(veranstaltung=main.veranstaltung, is_published=True)
    merge_hinweise(main, [public, create_hinweis(veranstaltung=main.veranstaltung)])

    html = client.get(main.veranstaltung.get_absolute_url()).text

    assert "steht auch für 1 ähnlichen Hinweis" in html
    assert public.text in html


def test_xlsx_holds_the_published_fields_and_marks_examples(client):
    create_hinweis(is_published=True, ist_beispiel=True, interne_bemerkung=HIDDEN, text="Bus")

    workbook = openpyxl.load_workbook(io.BytesIO(client.get("/dialoge.xlsx").content))

    headings, row = workbook.active.iter_rows(values_only=True)
    record = dict(zip(headings, row, strict=True))
    assert (record["Hinweis"], record["Beispiel"]) == ("Bus", "ja")
    assert "Interne Bemerkung" not in headings
    assert HIDDEN not in map(str, row)


def test_pages_are_public_and_conditional(client):
    dialog = create_veranstaltung()

    for path in ("/dialoge/", "/dialoge/?seite=1", dialog.get_absolute_url(), "/dialoge/netzwerk/"):
        first = client.get(path)
        again = client.get(path, headers={"if-none-match": first.headers["ETag"]})
        assert (again.status_code, bool(first.cookies)) == (304, False)


# ---- calendar ------------------------------------------------------------------------------------


def read_event(client, veranstaltung):
    response = client.get(f"/dialoge/{veranstaltung.slug}.ics")
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = vobject.readOne(response.text)
    assert calendar.validate(raiseException=True)
    return calendar.vevent


def test_event_without_a_time_fills_the_day(client):
    dialog = create_veranstaltung(titel="Dialog, Süd", datum=Zeitangabe.parse("10.10.2019"))

    event = read_event(client, dialog)

    assert event.summary.value == "Dialog, Süd"
    assert (event.dtstart.value, event.dtend.value) == (
        dt.date(2019, 10, 10),
        dt.date(2019, 10, 11),
    )
    assert event.url.value == f"http://testserver{dialog.get_absolute_url()}"


def test_calendar_says_of_an_example_that_it_is_one(client):
    dialog = create_veranstaltung(
        titel="Dialog", ist_beispiel=True, datum=Zeitangabe.parse("10.10.2019")
    )

    assert read_event(client, dialog).summary.value == "Beispiel: Dialog"


def test_calendar_keeps_to_the_format(client):
    dialog = create_veranstaltung(
        titel="Größe, Süße; Äpfel\\" * 9, ort="Haus 1\nHof", datum=Zeitangabe.parse("10.10.2019")
    )

    text = client.get(f"/dialoge/{dialog.slug}.ics").content.decode()

    lines = text.split("\r\n")
    assert "\n" not in "".join(lines)
    assert max(len(line.encode()) for line in lines) <= 75
    assert "DTSTART;VALUE=DATE:20191010" in lines
    assert "LOCATION:Haus 1\\nHof" in lines
    assert "SUMMARY:" + "Größe\\, Süße\\; Äpfel\\\\" * 9 in text.replace("\r\n ", "")
    assert [line[:8] for line in lines if line.startswith(("UID", "DTSTAMP"))] == [
        "UID:http",
        "DTSTAMP:",
    ]


def test_times_are_those_of_the_city(client):
    dialog = create_veranstaltung(
        datum=Zeitangabe.parse("10.7.2025"), beginn=dt.time(9), ende=dt.time(13, 30), ort="Haus"
    )

    event = read_event(client, dialog)

    assert event.dtstart.value == dt.datetime(2025, 7, 10, 7, tzinfo=dt.UTC)
    assert event.dtend.value == dt.datetime(2025, 7, 10, 11, 30, tzinfo=dt.UTC)
    assert event.location.value == "Haus"


@pytest.mark.parametrize(
    ("datum", "satz"),
    [
        ("09/2023", "Bekannt ist nur der Monat."),
        ("2025", "Bekannt ist nur das Jahr."),
        ("", "Das Datum ist nicht bekannt."),
    ],
)
def test_without_a_day_there_is_no_calendar_file_and_the_page_says_why(client, datum, satz):
    dialog = create_veranstaltung(datum=Zeitangabe.parse(datum))

    html = client.get(dialog.get_absolute_url()).text

    assert f"Keine Kalenderdatei: {satz}" in html
    assert client.get(f"/dialoge/{dialog.slug}.ics").status_code == 404
