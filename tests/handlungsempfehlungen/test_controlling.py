"""The Controlling at work: what is due, reminders, sheets, the work list."""

import io
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from handlungsempfehlungen.controlling import group_by_stelle, read_positionen
from handlungsempfehlungen.models import Handlungsempfehlung, Massnahmensteckbrief, Sachstand
from navigator.arbeitsvorrat import collect
from navigator.models import Importlauf
from sozialplanung.dates import Zeitangabe
from tests.factories import (
    create_handlungsempfehlung,
    create_institution,
    create_massnahme,
    create_sachstand,
    create_stelle,
)
from tests.faelliges import create_due, create_fachbereich, in_days, open_book
from tests.office import create_konto, log_in, url

pytestmark = pytest.mark.django_db
CONTROLLING = url(Sachstand, "controlling")
ENTER = url(Sachstand, "eintragen")


# ---- what is due ---------------------------------------------------------------------------------


def test_what_is_due_is_counted_by_office(planung):
    first, second = create_stelle(name="A"), create_stelle(name="B")
    create_due(first, 30)
    create_due(first, 61)
    create_due(first, None)
    create_due(first, -5, "umgesetzt")
    create_due(second, -1)
    create_due(second, 0)
    create_handlungsempfehlung(is_published=False, federfuehrung=second)

    found = group_by_stelle(read_positionen(planung))

    counts = [(one.name, one.ueberfaellig, one.bald, one.ohne, one.gesamt) for one in found]
    assert counts == [("B", 1, 1, 0, 2), ("A", 0, 1, 1, 4)]


def test_who_said_the_last_answers_else_who_leads(planung):
    leads, said = create_stelle(), create_stelle()
    create_handlungsempfehlung(federfuehrung=leads)
    moved = create_handlungsempfehlung(federfuehrung=leads)
    create_sachstand(moved, stelle=said)
    create_handlungsempfehlung()

    found = {one.stelle: one.gesamt for one in group_by_stelle(read_positionen(planung))}

    assert found == {leads: 1, said: 1, None: 1}


def test_overview_leads_to_entries_sheet_and_reminder(office):
    stelle = create_stelle()
    create_due(stelle, -1)

    page = office.get(CONTROLLING)

    (entry,) = page.context["listen"]
    assert entry["urls"] == {
        "eintragen": f"{ENTER}?stelle={stelle.pk}",
        "bogen": f"{url(Sachstand, 'bogen')}?stelle={stelle.pk}",
        "erinnerung": url(Sachstand, "erinnerung", stelle.pk),
    }
    assert "überfällig seit 1 Tag" in page.text


def test_overview_for_who_only_looks_has_no_buttons(roles):
    create_due(create_stelle(), -1)
    client = log_in(Client(), create_konto("ich", "Statistik"))

    page = client.get(CONTROLLING)

    assert page.status_code == 200
    assert [one["urls"] for one in page.context["listen"]] == [{}]
    assert client.get(ENTER).status_code == 403


@pytest.mark.parametrize("view", ["bogen", "dialoge"])
def test_sheets_and_dialogues_are_for_who_keeps_the_recommendations(roles, view):
    client = log_in(Client(), create_fachbereich(create_stelle()))

    assert client.get(url(Sachstand, view)).status_code == 403


# ---- reminder ------------------------------------------------------------------------------------


def test_reminder_lists_what_is_due_and_sends_nothing(office, mailoutbox):
    stelle = create_stelle(name="Soziales", institution=create_institution(email="amt@example.org"))
    late = create_due(stelle, -20, titel="Beratung öffnen")
    create_due(stelle, 300, titel="Später")

    page = office.get(url(Sachstand, "erinnerung", stelle.pk))

    mail = page.context["erinnerung"]
    assert mail.betreff == "Sachstand zu einer Handlungsempfehlung"
    assert "Guten Tag an das Team „Soziales“," in mail.text
    assert f"1. {late.kennung} Beratung öffnen" in mail.text
    assert "Stand bisher: in Umsetzung (01.02.2024)" in mail.text
    assert f"überfällig seit 20 Tagen, vorgesehen war der {in_days(-20):%d.%m.%Y}" in mail.text
    assert f"http://testserver{ENTER}?stelle={stelle.pk}" in mail.text
    assert "Später" not in mail.text
    assert mailoutbox == []


def test_reminder_opens_in_the_mail_program(office):
    stelle = create_stelle(institution=create_institution(email="amt@example.org"))
    create_due(stelle, -1)

    mail = office.get(url(Sachstand, "erinnerung", stelle.pk)).context["erinnerung"]

    parts = urlsplit(mail.mailto)
    assert (parts.scheme, parts.path) == ("mailto", "amt%40example.org")
    assert parse_qs(parts.query) == {
        "subject": [mail.betreff],
        "body": [mail.text.replace("\n", "\r\n")],
    }


def test_office_without_anything_due_is_not_reminded(office):
    stelle = create_stelle()

    page = office.get(url(Sachstand, "erinnerung", stelle.pk))

    assert page.context["erinnerung"] is None
    assert "Es gibt nichts zu erinnern." in page.text


# ---- sheets out and in ---------------------------------------------------------------------------


def test_sheets_go_out_for_one_office_and_for_all(office):
    first, second = create_stelle(name="Soziales"), create_stelle(name="Gesundheit")
    create_due(first, -1)
    create_due(second, -1)

    one = open_book(office.get(url(Sachstand, "bogen"), {"stelle": first.pk}))
    everything = open_book(office.get(url(Sachstand, "bogen")))

    assert one.sheetnames == ["Soziales", "Erklärung"]
    assert everything.sheetnames == ["Gesundheit", "Soziales", "Erklärung"]
    assert office.get(url(Sachstand, "bogen"), {"stelle": "x"}).status_code == 404


def test_filled_sheet_comes_back_with_a_preview(office):
    stelle = create_stelle(name="Soziales")
    he = create_due(stelle, -1)
    book = open_book(office.get(url(Sachstand, "bogen"), {"stelle": stelle.pk}))
    sheet = book["Soziales"]
    column = {cell.value: cell.column for cell in sheet[1]}
    answer = {"Neuer Stand": "umgesetzt", "Was ist geschehen?": "Fertig.", "Stand vom": "10.2026"}
    for heading, value in answer.items():
        sheet.cell(2, column[heading], value)
    out = io.BytesIO()
    book.save(out)

    upload = SimpleUploadedFile("bogen.xlsx", out.getvalue())
    preview = office.post(url(Sachstand, "einlesen"), {"datei": upload})
    assert he.sachstaende.count() == 1
    office.post(preview.url, {"einlesen": "1"})

    newest = he.sachstaende.newest_first().first()
    assert (newest.umsetzungsstand, newest.text) == ("umgesetzt", "Fertig.")
    assert Importlauf.objects.get().zustand == "eingelesen"


def test_fachbereich_reads_no_files_in(roles):
    client = log_in(Client(), create_fachbereich(create_stelle()))

    assert client.get(url(Sachstand, "einlesen")).status_code == 403


# ---- work list -----------------------------------------------------------------------------------


def tasks(user):
    return {one.titel: one for _, rows in collect(user) for one in rows}


def test_checks_wait_with_their_deadline_by_office(planung):
    stelle = create_stelle(name="Soziales")
    create_due(stelle, -20)
    create_due(stelle, -3)
    create_due(stelle, 30)
    create_due(create_stelle(name="Gesundheit"), None)

    found = tasks(planung)

    late, soon = found["Prüfung überfällig"], found["Prüfung bald fällig"]
    assert (late.anzahl, late.frist.tag, late.url) == (2, in_days(-20), CONTROLLING)
    assert [(teil.titel, teil.anzahl) for teil in late.teile] == [("Soziales", 2)]
    assert (soon.anzahl, soon.frist.tag) == (1, in_days(30))
    assert found["Ohne geplante Prüfung"].anzahl == 1


def test_fachbereich_finds_only_its_own_checks(roles):
    own = create_stelle()
    create_due(own, -1)
    create_due(create_stelle(), -1)

    found = tasks(create_fachbereich(own))

    assert (found["Prüfung überfällig"].anzahl, found["Prüfung überfällig"].url) == (1, ENTER)
    assert "Empfehlungen ohne Federführung" not in found
    assert "Prüfung überfällig" not in tasks(create_konto("ich", "Redaktion"))


def test_gaps_and_drafts_lead_to_lists_that_hold_them(office, planung):
    for _ in range(2):
        create_handlungsempfehlung(federfuehrung=None)
        create_handlungsempfehlung(fassungen=[], is_published=False)
        create_massnahme()
        create_massnahme(ende=f"{in_days(100):%d.%m.%Y}", befristung="befristet")
    create_handlungsempfehlung(federfuehrung=create_stelle())
    create_massnahme(befristung="unbefristet")
    create_massnahme(ende=f"{in_days(181):%d.%m.%Y}")

    found = tasks(planung)

    for titel in (
        "Empfehlungen ohne Federführung",
        "Empfehlungen ohne geltende Fassung",
        "Handlungsempfehlungen im Entwurf",
        "Steckbriefe ohne Laufzeit",
        "Maßnahmen, die bald enden",
    ):
        assert found[titel].anzahl == 2, titel
        assert office.get(found[titel].url).context["cl"].result_count == 2, titel
    assert found["Maßnahmen, die bald enden"].frist.tag == in_days(100)


def test_measure_that_ended_on_the_last_day_of_a_month_is_no_longer_ending(planung):
    massnahme = create_massnahme()
    massnahme.ende = Zeitangabe.parse(f"{in_days(-40):%m/%Y}")
    massnahme.save()

    assert not Massnahmensteckbrief.objects.ending_soon(timezone.localdate(), 180).exists()


def test_withdrawn_recommendation_is_asked_for_nowhere(planung, office):
    he = create_due(create_stelle(), -1)
    office.post(
        "/verwaltung/handlungsempfehlungen/ruecknahme/add/",
        {
            "handlungsempfehlung": he.pk,
            "grund": "Doppelt.",
            "datum": f"{timezone.localdate():%d.%m.%Y}",
            "rolle": "Sozialplanung",
        },
    )

    assert Handlungsempfehlung.objects.standing().count() == 0
    assert read_positionen(planung) == []
    assert "Prüfung überfällig" not in tasks(planung)
