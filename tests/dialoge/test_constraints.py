"""Each constraint twice: a German sentence before saving, and a refusal by the database."""

import datetime as dt

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from dialoge.entscheiden import create_entscheidungsweg, decide
from dialoge.models import Frage, Kante, Runde, Themenspeicher
from tests.constraints import (
    assert_database_refuses,
    is_own_sentence,
    known_constraints,
    messages_of,
    sentence_of,
    set_values,
)
from tests.factories import (
    create_folgegremium,
    create_hinweis,
    create_hinweisgruppe,
    create_institution,
    create_runde,
    create_sozialkonferenz,
    create_stelle,
    create_teilnahme,
    create_thementisch,
    create_veranstaltung,
    create_zahlenangabe,
    create_ziel,
)

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 5, 1)


def get_kante(frage="gibt-es-das-schon", antwort="nein"):
    create_entscheidungsweg()
    return Kante.objects.get(frage__slug=frage, antwort=antwort)


def create_entscheidung(hinweis=None):
    return decide(hinweis or create_hinweis(), get_kante(), grund="Weil.", rolle="Team")


def create_superseded():
    """An answer in whose place another one holds."""
    first = create_entscheidung()
    create_entscheidung(first.hinweis)
    first.refresh_from_db()
    return first


def create_themenspeicher(hinweis=None):
    entscheidung = create_entscheidung(hinweis)
    return Themenspeicher.objects.create(hinweis=entscheidung.hinweis, entscheidung=entscheidung)


def create_second_themenspeicher():
    create_themenspeicher()
    return create_themenspeicher()


def another(model_name):
    """Return the values that make the newest record look like the first one."""

    def values(record):
        first = type(record).objects.exclude(pk=record.pk).first()
        return {name: getattr(first, name) for name in model_name.split()}

    return values


def two(create, **shared):
    """Return a maker of two records that share what the calls of ``shared`` give."""

    def create_second():
        fields = {name: make() for name, make in shared.items()}
        create(**fields)
        return create(**fields)

    return create_second


def at_a_conference(**fields):
    return create_ziel(veranstaltung=create_sozialkonferenz(), **fields)


# constraint, record, values that break it; the database is given the same ones, or those of the
# fourth column
ENTERED = [
    (
        "veranstaltung_runde_with_dialog",
        create_veranstaltung,
        {"runde": None},
        None,
    ),
    (
        "veranstaltung_runde_with_dialog",
        create_sozialkonferenz,
        lambda record: {"runde": create_runde()},
        None,
    ),
    ("veranstaltung_ende_after_beginn", create_veranstaltung, {"ende": dt.time(9)}, None),
    (
        "veranstaltung_ende_after_beginn",
        create_veranstaltung,
        {"beginn": dt.time(10), "ende": dt.time(10)},
        None,
    ),
    ("veranstaltung_datum_with_genauigkeit", create_veranstaltung, {"datum_bis": DAY}, None),
    (
        "veranstaltung_datum_with_genauigkeit",
        create_veranstaltung,
        {"datum_genauigkeit": "tag"},
        None,
    ),
    (
        "thementisch_once_per_nummer",
        two(create_thementisch, veranstaltung=create_veranstaltung),
        another("nummer"),
        None,
    ),
    ("thementisch_teiltische_from_1", create_thementisch, {"teiltische": 0}, None),
    (
        "zahlenangabe_of_one",
        create_zahlenangabe,
        {"veranstaltung": None},
        None,
    ),
    ("zahlenangabe_of_one", create_zahlenangabe, lambda record: {"runde": create_runde()}, None),
    ("zahlenangabe_von_to_bis", create_zahlenangabe, {"bis": 99}, None),
    ("teilnahme_names_one", create_teilnahme, {"bezeichnung": ""}, None),
    (
        "teilnahme_names_one",
        create_teilnahme,
        lambda record: {"institution": create_institution()},
        None,
    ),
    (
        "teilnahme_institution_once",
        lambda: (
            create_teilnahme(institution=create_institution()),
            create_teilnahme(institution=create_institution()),
        )[1],
        another("veranstaltung institution"),
        None,
    ),
    (
        "teilnahme_stelle_once",
        lambda: (
            create_teilnahme(stelle=create_stelle()),
            create_teilnahme(stelle=create_stelle()),
        )[1],
        another("veranstaltung stelle"),
        None,
    ),
    (
        "hinweisgruppe_once",
        two(create_hinweisgruppe, veranstaltung=create_veranstaltung),
        another("titel"),
        None,
    ),
    ("hinweis_with_text", create_hinweis, {"text": " "}, {"text": ""}),
    ("ziel_datum_with_genauigkeit", create_ziel, {"datum_genauigkeit": "jahr"}, None),
    (
        "ziel_operativ_serves",
        create_ziel,
        lambda record: {"dient": create_ziel(veranstaltung=record.veranstaltung)},
        None,
    ),
    (
        "kante_once_per_antwort",
        get_kante,
        {"antwort": "ja"},
        None,
    ),
    ("kante_leads_somewhere", get_kante, {"naechste_frage": None}, None),
    (
        "themenspeicher_once_per_hinweis",
        create_second_themenspeicher,
        another("hinweis"),
        None,
    ),
    ("themenspeicher_done_with_ergebnis", create_themenspeicher, {"erledigt_am": DAY}, None),
]
# What no form shows, because the services and ``derive`` set it.
DERIVED = [
    (
        "hinweis_once_per_nummer",
        two(create_hinweis, veranstaltung=create_veranstaltung),
        another("nummer"),
        None,
    ),
    (
        "hinweis_merged_says_so",
        create_hinweis,
        lambda record: {"zusammengefasst_in": create_hinweis(veranstaltung=record.veranstaltung)},
        None,
    ),
    ("hinweis_published_with_day", create_hinweis, {"is_published": True}, None),
    (
        "entscheidung_one_holds",
        create_superseded,
        {"is_aktuell": True, "abgeloest_durch": None},
        None,
    ),
    ("entscheidung_holds_or_superseded", create_entscheidung, {"is_aktuell": False}, None),
    (
        "entscheidung_holds_or_superseded",
        create_superseded,
        {"abgeloest_durch": None},
        None,
    ),
]
# Choices are checked first, in Django's words.
CHOICES = [
    ("veranstaltung_status_known", create_veranstaltung, {"status": "abgesagt"}, None),
    ("hinweis_art_known", create_hinweis, {"art": "lob"}, None),
]
# A blank text is refused before its constraint is looked at.
BLANK = [
    ("entscheidung_with_grund", create_entscheidung, {"grund": ""}, None),
    ("entscheidung_with_rolle", create_entscheidung, {"rolle": ""}, None),
]
ALL = ENTERED + DERIVED + CHOICES + BLANK
# A value that another record of its kind has already.
UNIQUE = [
    (create_runde, "nummer", "Runde mit diesem Wert für das Feld Nummer existiert bereits."),
    (create_folgegremium, "name", "Folgegremium mit diesem Wert für das Feld Name existiert"),
]


CONSTRAINTS = known_constraints(apps.get_app_config("dialoge").get_models())


@pytest.mark.parametrize(("constraint", "create", "entered", "_stored"), ENTERED)
def test_full_clean_says_in_german_what_is_wrong(constraint, create, entered, _stored):
    record = create()
    set_values(record, entered)

    assert sentence_of(record, constraint) in messages_of(record.full_clean)


@pytest.mark.parametrize(("constraint", "create", "entered", "stored"), ENTERED + DERIVED + BLANK)
def test_constraint_itself_speaks_german(constraint, create, entered, stored):
    record = create()
    set_values(record, stored or entered)

    assert sentence_of(record, constraint) in messages_of(record.validate_constraints)


@pytest.mark.parametrize(("constraint", "create", "entered", "_stored"), CHOICES)
def test_unknown_choice_is_refused_in_german(constraint, create, entered, _stored):
    record = create()
    (value,) = set_values(record, entered).values()

    assert messages_of(record.full_clean) == [f"Wert '{value}' ist keine gültige Option."]


@pytest.mark.parametrize(("constraint", "create", "entered", "_stored"), BLANK)
def test_blank_text_is_refused_in_german(constraint, create, entered, _stored):
    record = create()
    set_values(record, entered)

    assert messages_of(record.full_clean) == ["Dieses Feld darf nicht leer sein."]


@pytest.mark.parametrize(("constraint", "create", "entered", "stored"), ALL)
def test_database_refuses_it_as_well(constraint, create, entered, stored):
    record = create()
    values = stored or set_values(record, entered)

    assert_database_refuses(constraint, record, values)


def test_every_constraint_is_tested_here():
    assert CONSTRAINTS.keys() == {case[0] for case in ALL}


@pytest.mark.parametrize("name", CONSTRAINTS)
def test_every_constraint_has_a_sentence_of_its_own(name):
    assert is_own_sentence(CONSTRAINTS[name])


# ---- columns that are unique by themselves -----------------------------------------------------


@pytest.mark.parametrize(("create", "name", "says"), UNIQUE)
def test_value_of_another_record_is_refused_twice(create, name, says):
    first, second = create(), create()
    setattr(second, name, getattr(first, name))

    with pytest.raises(ValidationError) as refusal:
        second.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        second.save()

    assert refusal.value.messages[0].startswith(says)


@pytest.mark.parametrize("name", ["text", "slug", "position"])
def test_two_questions_share_neither_words_nor_place(name):
    create_entscheidungsweg()
    first, second = Frage.objects.all()[:2]
    setattr(second, name, getattr(first, name))

    with pytest.raises(ValidationError, match="existiert bereits"):
        second.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        second.save()


def test_answer_lies_in_the_themenspeicher_once():
    known = create_themenspeicher()
    again = Themenspeicher(hinweis=known.hinweis, entscheidung=known.entscheidung)

    with pytest.raises(ValidationError, match="existiert bereits"):
        again.full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()


# ---- rules that look at other records ----------------------------------------------------------


def test_goal_serves_a_strategic_one_of_the_same_conference():
    strategic = at_a_conference()
    operative = at_a_conference(ebene="operativ")

    for dient, says in [(operative, "ein strategisches Ziel wählen"), (strategic, "einer anderen")]:
        goal = at_a_conference(ebene="operativ")
        goal.dient = dient
        with pytest.raises(ValidationError, match=says):
            goal.full_clean()


def test_only_a_sozialkonferenz_agrees_on_goals():
    goal = create_ziel(veranstaltung=create_veranstaltung())

    with pytest.raises(ValidationError, match="Ziele vereinbart eine Sozialkonferenz"):
        goal.full_clean()


@pytest.mark.parametrize("name", ["thementisch", "gruppe"])
def test_table_and_group_of_a_hinweis_are_of_its_event(name):
    hinweis = create_hinweis()
    foreign = {"thementisch": create_thementisch, "gruppe": create_hinweisgruppe}[name]()
    setattr(hinweis, name, foreign)

    with pytest.raises(ValidationError, match="gehört zu einer anderen Veranstaltung"):
        hinweis.full_clean()


@pytest.mark.parametrize("title", ["Netzwerk", "***"])
def test_title_that_gives_no_address_is_refused(title):
    event = create_veranstaltung()
    event.titel, event.slug = title, ""

    with pytest.raises(ValidationError, match="für eine Seite des Portals vergeben oder leer"):
        event.full_clean()


def test_rounds_are_listed_from_the_latest():
    first, second = create_runde(nummer=1), create_runde(nummer=2)

    assert list(Runde.objects.all()) == [second, first]
