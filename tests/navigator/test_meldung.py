"""The case itself: its days, its rules, its order, and the texts to answer with."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from navigator.antworten import (
    OMBUDSSTELLE_UNBEKANNT,
    build_betreff,
    suggest_antwort,
    suggest_zwischennachricht,
    to_plain_text,
)
from navigator.grunddaten import read_seite
from navigator.laden import fixture
from navigator.models import Anfragezaehler, Meldung, Seite
from tests.factories import create_institution, create_meldung, create_seite

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 11, 22)
ARRIVED = dt.datetime(2026, 11, 1, 23, 30, tzinfo=dt.UTC)  # the 2nd in Oberhausen


def day(number):
    return TODAY + dt.timedelta(days=number)


# ---- days --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("art", "due", "first_word"),
    [
        ("fehler", dt.date(2026, 11, 16), None),
        ("kontakt", dt.date(2026, 11, 16), None),
        ("barriere", dt.date(2026, 12, 14), dt.date(2026, 11, 16)),
    ],
)
def test_days_follow_from_the_day_of_entry_in_oberhausen(art, due, first_word):
    meldung = create_meldung(art=art, eingegangen_am=ARRIVED)

    assert (meldung.faellig_am, meldung.zwischennachricht_bis) == (due, first_word)


def test_promised_day_stays():
    meldung = create_meldung(faellig_am=day(3))

    meldung.save()

    assert meldung.faellig_am == day(3)


@pytest.mark.parametrize(
    ("status", "first_word", "answered", "closed"),
    [
        ("offen", False, False, False),
        ("zwischennachricht", True, False, False),
        ("beantwortet", True, True, True),
        ("erledigt", True, False, True),
        ("spam", True, False, True),
    ],
)
def test_status_sets_its_days(status, first_word, answered, closed):
    meldung = create_meldung(art="barriere", status="zwischennachricht")

    meldung.status = status
    meldung.save()

    days = (meldung.zwischennachricht_am, meldung.beantwortet_am, meldung.abgeschlossen_am)
    today = timezone.localdate()
    assert days == tuple(today if is_set else None for is_set in (first_word, answered, closed))


def test_case_opened_again_forgets_that_it_was_closed():
    meldung = create_meldung(status="beantwortet")

    meldung.status = "offen"
    meldung.save()

    assert (meldung.beantwortet_am, meldung.abgeschlossen_am) == (None, None)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"faellig_am": day(9)}, "noch 9 Tage: Antwort bis 01.12.2026"),
        ({"faellig_am": day(1)}, "noch 1 Tag: Antwort bis 23.11.2026"),
        ({"faellig_am": day(0)}, "heute fällig: Antwort bis 22.11.2026"),
        ({"faellig_am": day(-1)}, "überfällig seit 1 Tag: Antwort bis 21.11.2026"),
        ({"faellig_am": day(-3)}, "überfällig seit 3 Tagen: Antwort bis 19.11.2026"),
        (
            {"art": "barriere", "zwischennachricht_bis": day(2), "faellig_am": day(30)},
            "noch 2 Tage: Zwischennachricht bis 24.11.2026",
        ),
        (
            {
                "art": "barriere",
                "status": "zwischennachricht",
                "zwischennachricht_bis": day(-2),
                "faellig_am": day(26),
            },
            "noch 26 Tage: Antwort bis 18.12.2026",
        ),
        ({"status": "spam", "faellig_am": day(-9)}, "nichts mehr fällig"),
    ],
)
def test_what_is_due_is_said_in_words(fields, words):
    assert create_meldung(**fields).frist_in_worten(TODAY) == words


# ---- questions ---------------------------------------------------------------------------------


def test_overdue_counts_the_first_word_of_a_barrier():
    late = create_meldung(faellig_am=day(-1))
    barrier = create_meldung(art="barriere", zwischennachricht_bis=day(-1), faellig_am=day(27))
    create_meldung(faellig_am=day(0))
    create_meldung(faellig_am=day(-1), status="beantwortet")
    create_meldung(
        art="barriere",
        status="zwischennachricht",
        zwischennachricht_bis=day(-1),
        faellig_am=day(27),
    )

    assert set(Meldung.objects.overdue(TODAY)) == {late, barrier}


def test_what_is_due_first_stands_first():
    closed = create_meldung(faellig_am=day(-9), status="erledigt")
    later = create_meldung(faellig_am=day(5))
    barrier = create_meldung(art="barriere", zwischennachricht_bis=day(2), faellig_am=day(30))
    late = create_meldung(faellig_am=day(-2))

    assert list(Meldung.objects.due_first()) == [late, barrier, later, closed]
    assert set(Meldung.objects.open()) == {late, barrier, later}


def test_case_outlives_its_institution():
    institution = create_institution(name="Treff")
    meldung = create_meldung(art="fehler", institution=institution)

    institution.delete()

    meldung.refresh_from_db()
    assert meldung.institution is None


def test_name_of_a_case_tells_nothing_of_the_person():
    meldung = create_meldung(name="Erika", email="e@example.org", text="Geheim")

    assert str(meldung) == f"Nachricht Nr. {meldung.pk}"


# ---- rules -------------------------------------------------------------------------------------

RULES = [
    ("meldung_institution_only_for_fehler", {"institution": create_institution}, None),
    ("meldung_has_text", {"text": ""}, None),
    ("meldung_erased_is_empty", {"geloescht_personen_am": TODAY}, None),
    ("meldung_art_known", {"art": "lob"}, "art"),
    ("meldung_status_known", {"status": "neu"}, "status"),
    ("meldung_zwischennachricht_for_barriere", {"zwischennachricht_bis": TODAY}, None),
    ("meldung_closed_with_day", {"abgeschlossen_am": TODAY}, "derived"),
    ("meldung_answered_with_day", {"status": "beantwortet", "abgeschlossen_am": TODAY}, "derived"),
]


def constraint(name):
    return next(one for one in Meldung._meta.constraints if one.name == name)


@pytest.mark.parametrize(("name", "values", "special"), RULES)
def test_rule_speaks_german_and_the_database_holds_it(name, values, special):
    values = {field: value() if callable(value) else value for field, value in values.items()}
    meldung = create_meldung()
    for field, value in values.items():
        setattr(meldung, field, value)

    check = meldung.validate_constraints if special else meldung.full_clean
    with pytest.raises(ValidationError) as refusal:
        check()
    assert constraint(name).violation_error_message in refusal.value.messages
    # an unknown status is neither open nor closed, so it breaks two rules
    broken = f"{name}|meldung_closed_with_day" if special == "status" else name
    with pytest.raises(IntegrityError, match=broken), transaction.atomic():
        Meldung.objects.filter(pk=meldung.pk).update(**values)


def test_every_rule_is_tested_here():
    assert {one.name for one in Meldung._meta.constraints} == {rule[0] for rule in RULES}


def test_connection_is_counted_once_per_day_and_form():
    row = {"tag": TODAY, "formular": "kontakt", "kennung": "a"}
    Anfragezaehler.objects.create(**row)

    with pytest.raises(ValidationError) as refusal:
        Anfragezaehler(**row).full_clean()
    assert refusal.value.messages == ["Für diesen Tag wird hier schon gezählt."]
    with pytest.raises(IntegrityError), transaction.atomic():
        Anfragezaehler.objects.create(**row)


# ---- texts to answer with ----------------------------------------------------------------------


def test_answer_greets_by_name_and_says_what_it_is_about():
    meldung = create_meldung(
        art="fehler",
        name="Erika Muster",
        institution=create_institution(name="Treff"),
        eingegangen_am=ARRIVED,
    )

    paragraphs = suggest_antwort(meldung).split("\n\n")

    assert paragraphs[0] == "Guten Tag Erika Muster,"
    assert paragraphs[1] == "vielen Dank für Ihren Hinweis zum Eintrag „Treff“ vom 02.11.2026."
    assert paragraphs[-1].startswith("Freundliche Grüße\nStadt Oberhausen")
    assert build_betreff(meldung).endswith(f"(Nr. {meldung.pk})")


def test_answer_works_without_name_and_institution():
    paragraphs = suggest_antwort(create_meldung(art="fehler", eingegangen_am=ARRIVED)).split("\n\n")

    assert paragraphs[:2] == ["Guten Tag,", "vielen Dank für Ihren Hinweis vom 02.11.2026."]


@pytest.mark.parametrize("suggest", [suggest_antwort, suggest_zwischennachricht])
def test_answers_to_a_barrier_name_the_ombudsstelle(suggest):
    meldung = create_meldung(art="barriere", seite="/karte/", eingegangen_am=ARRIVED)

    text = suggest(meldung, "Schreiben Sie der [Ombudsstelle](https://example.org).")

    assert "am 02.11.2026 eine Barriere gemeldet (Seite: /karte/)" in text
    assert "\n\nSchreiben Sie der Ombudsstelle.\n\n" in text
    assert OMBUDSSTELLE_UNBEKANNT in suggest(meldung)


def test_first_word_names_the_last_day_and_is_for_barriers_only():
    barrier = create_meldung(art="barriere", eingegangen_am=ARRIVED)

    assert "spätestens am 14.12.2026" in suggest_zwischennachricht(barrier)
    assert suggest_zwischennachricht(create_meldung()) == ""


@pytest.mark.parametrize("art", ["fehler", "kontakt"])
def test_other_answers_need_no_ombudsstelle(art):
    assert "Ombudsstelle" not in suggest_antwort(create_meldung(art=art), "Ombudsstelle")


def test_section_of_a_page_is_found_by_its_heading():
    create_seite(
        "barrierefreiheit", text="## A\r\n\r\nEins\r\n\r\n### Mehr\r\n\r\n## B\r\n\r\nZwei"
    )

    assert Seite.objects.section("barrierefreiheit", "A") == "Eins\n\n### Mehr"
    assert Seite.objects.section("barrierefreiheit", "B") == "Zwei"
    assert Seite.objects.section("barrierefreiheit", "C") == ""
    assert Seite.objects.section("fehlt", "A") == ""


def test_our_own_page_has_the_address_of_the_ombudsstelle():
    read_seite(fixture("seiten/barrierefreiheit.md")).save()

    text = to_plain_text(Seite.objects.section("barrierefreiheit", "Ombudsverfahren"))

    assert "\nFürstenwall 25\n40219 Düsseldorf\n" in text
    assert "E-Mail: ombudsstelle-barrierefreie-it@mags.nrw.de" in text
    assert not set("[]\\*") & set(text)
