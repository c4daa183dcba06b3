"""Each constraint twice: a German sentence before saving, and a refusal by the database.

And what is append-only stays as it is.
"""

import datetime as dt
import json

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from handlungsempfehlungen.models import (
    Entwicklung,
    Entwicklungsschritt,
    Evidenz,
    Kooperation,
    Massnahmenpartner,
    Ruecknahme,
    Verwendung,
)
from navigator.models import FrozenError, Indexberechnung, Indexmethode, Indikator
from sozialplanung.dates import Zeitangabe
from tests.constraints import (
    assert_database_refuses,
    is_own_sentence,
    known_constraints,
    messages_of,
    sentence_of,
    set_values,
)
from tests.factories import (
    create_befassung,
    create_fassung,
    create_gremium,
    create_handlungsempfehlung,
    create_institution,
    create_massnahme,
    create_sachstand,
    create_sitzung,
    create_sozialquartier,
    create_sozialraum,
    create_stadtbezirk,
    create_strategiepapier,
)

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 5, 1)
MODELS = [
    model
    for model in apps.get_app_config("handlungsempfehlungen").get_models()
    if model._meta.constraints
]


def create_first_fassung():
    return create_handlungsempfehlung().fassungen.get()


def create_second_fassung():
    he = create_handlungsempfehlung(fassungen=["12/2021"])
    return create_fassung(he, datum="02/2023")


def create_second_empfehlung():
    papier = create_strategiepapier()
    create_handlungsempfehlung(strategiepapier=papier, nummer=1)
    return create_handlungsempfehlung(strategiepapier=papier, nummer=2)


def create_second_papier():
    raum = create_sozialraum()
    create_strategiepapier(sozialraum=raum, datum="2021")
    return create_strategiepapier(sozialraum=raum, datum="2023")


def create_one_sachstand():
    return create_sachstand(create_handlungsempfehlung(), "in-umsetzung", grund="")


def create_ruecknahme():
    gone = Ruecknahme(
        handlungsempfehlung=create_handlungsempfehlung(), grund="Doppelt.", rolle="Sozialplanung"
    )
    gone.datum = Zeitangabe.parse("01.03.2024")
    gone.save()
    return gone


def create_evidenz():
    settings = {"vorlage": "oberhausen", "indikatoren": {"sgb2": 1}, "stadtzeile": "Stadt"}
    methode = Indexmethode.objects.create(name="Methode", einstellungen=json.dumps(settings))
    return Evidenz.objects.create(
        fassung=create_first_fassung(),
        indikator=Indikator.objects.create(
            kuerzel="sgb2", name="SGB II", position=1, art="anteil", richtung=1
        ),
        sozialquartier=create_sozialquartier(),
        berechnung=Indexberechnung.objects.create(
            berichtsjahr=2022, datenstand=2022, methode=methode
        ),
        wert="24,6 %",
        stadt="17,1 %",
    )


def create_verwendung():
    return Verwendung.objects.create(
        handlungsempfehlung=create_handlungsempfehlung(), art="antrag", text="Antrag."
    )


def create_entwicklung():
    return Entwicklung.objects.create(titel="Neuer Treff", quelle="Presse")


def create_schritt():
    return Entwicklungsschritt.objects.create(entwicklung=create_entwicklung(), text="Eröffnet.")


def create_kooperation():
    return Kooperation.objects.create(titel="iSTEK", plan="istek", quelle="Rat")


def create_partner():
    return Massnahmenpartner.objects.create(
        massnahme=create_massnahme(), rolle="traeger", bezeichnung="VHS"
    )


def create_bezirksvertretung():
    return create_gremium(art="bezirksvertretung", stadtbezirk=create_stadtbezirk())


def create_second_sitzung():
    gremium = create_gremium()
    create_sitzung(gremium=gremium, datum=DAY)
    return create_sitzung(gremium=gremium, datum=dt.date(2026, 6, 1))


def create_second_befassung():
    sitzung = create_sitzung()
    create_befassung(sitzung=sitzung, drucksache="B/17/1")
    return create_befassung(sitzung=sitzung, drucksache="B/17/2")


def same_papier(he):
    return {"nummer": 1}


def same_number(fassung):
    return {"nummer": 1}


def two_raeume(evidenz):
    return {"sozialraum": evidenz.sozialquartier.sozialraum}


def two_partners(partner):
    return {"institution": create_institution()}


def two_records(ruecknahme):
    return {"massnahmensteckbrief": create_massnahme()}


def a_substitute(sachstand):
    return {"ersatz": create_handlungsempfehlung()}


def a_stadtbezirk(gremium):
    return {"stadtbezirk": create_stadtbezirk()}


UNDATED = {"datum_bis": None, "datum_genauigkeit": "unbekannt"}
NOT_PRECISE = {"datum_bis": DAY, "datum_genauigkeit": "unbekannt"}
DATED = {
    "strategiepapier": create_strategiepapier,
    "fassung": create_first_fassung,
    "sachstand": create_one_sachstand,
    "ruecknahme": create_ruecknahme,
    "verwendung": create_verwendung,
    "entwicklung": create_entwicklung,
    "entwicklungsschritt": create_schritt,
    "kooperation": create_kooperation,
}
# constraint, record, what somebody enters, and what the database refuses where that differs
ENTERED = [
    *((f"{name}_datum_with_genauigkeit", make, NOT_PRECISE, None) for name, make in DATED.items()),
    ("befassung_once_per_drucksache", create_second_befassung, {"drucksache": "B/17/1"}, None),
    ("evidenz_of_one_raum", create_evidenz, {"sozialquartier": None}, None),
    ("evidenz_of_one_raum", create_evidenz, two_raeume, None),
    ("fassung_one_per_tag", create_second_fassung, {"datum_bis": dt.date(2021, 12, 31)},
     {"wirksam_am": dt.date(2021, 12, 31)}),
    ("gremium_bezirk_with_bezirksvertretung", create_gremium, a_stadtbezirk, None),
    (
        "gremium_bezirk_with_bezirksvertretung",
        create_bezirksvertretung,
        {"stadtbezirk": None},
        None,
    ),
    ("handlungsempfehlung_nummer_from_1", create_second_empfehlung, {"nummer": 0}, None),
    ("handlungsempfehlung_once_per_nummer", create_second_empfehlung, same_papier, None),
    ("massnahme_beginn_with_genauigkeit", create_massnahme, {"beginn_bis": DAY}, None),
    ("massnahme_beginn_with_genauigkeit", create_massnahme, {"beginn_genauigkeit": "jahr"}, None),
    ("massnahme_ende_with_genauigkeit", create_massnahme, {"ende_bis": DAY}, None),
    (
        "massnahme_ende_after_beginn",
        lambda: create_massnahme(beginn="01.05.2026"),
        {"ende_bis": dt.date(2026, 4, 30), "ende_genauigkeit": "tag"},
        None,
    ),
    (
        "massnahme_unbefristet_without_ende",
        lambda: create_massnahme(ende="2027"),
        {"befristung": "unbefristet"},
        None,
    ),
    ("massnahmenpartner_names_one", create_partner, two_partners, None),
    ("massnahmenpartner_names_one", create_partner, {"bezeichnung": ""}, None),
    ("ruecknahme_of_one", create_ruecknahme, two_records, None),
    ("ruecknahme_of_one", create_ruecknahme, {"handlungsempfehlung": None}, None),
    ("ruecknahme_with_grund", create_ruecknahme, {"grund": ""}, None),
    ("sachstand_ersatz_when_gone", create_one_sachstand, a_substitute, None),
    ("sachstand_pruefung_later", create_one_sachstand,
     {"naechste_pruefung": dt.date(2024, 2, 1)}, None),
    ("sachstand_with_grund", create_one_sachstand, {"umsetzungsstand": "zurueckgestellt"}, None),
    ("sitzung_once_per_tag", create_second_sitzung, {"datum": DAY}, None),
    (
        "strategiepapier_once_per_jahr",
        create_second_papier,
        {"datum_bis": dt.date(2021, 12, 31)},
        {"jahr": 2021},
    ),
    ("strategiepapier_with_datum", create_strategiepapier, UNDATED, None),
    ("fassung_with_datum", create_first_fassung, UNDATED, None),
]  # fmt: skip
# What the model fills in, or the form asks for, before; only a write that passes it by breaks it.
DERIVED = [
    ("fassung_with_empfehlung", create_first_fassung, {"empfehlung": ""}, None),
    ("sachstand_with_text", create_one_sachstand, {"text": ""}, None),
    ("fassung_once_per_nummer", create_second_fassung, same_number, None),
]
# Choices are checked first, in Django's words.
CHOICES = [
    ("sachstand_umsetzungsstand_known", create_one_sachstand, {"umsetzungsstand": "fertig"}, None),
    ("verwendung_art_known", create_verwendung, {"art": "vortrag"}, None),
]
CASES = ENTERED + DERIVED + CHOICES


CONSTRAINTS = known_constraints(MODELS)


@pytest.mark.parametrize(("constraint", "create", "entered", "_stored"), ENTERED)
def test_full_clean_says_in_german_what_is_wrong(constraint, create, entered, _stored):
    record = create()
    set_values(record, entered)

    assert sentence_of(record, constraint) in messages_of(record.full_clean)


@pytest.mark.parametrize(("constraint", "create", "entered", "_stored"), DERIVED)
def test_constraint_of_derived_columns_speaks_german(constraint, create, entered, _stored):
    record = create()
    set_values(record, entered)

    assert sentence_of(record, constraint) in messages_of(record.validate_constraints)


@pytest.mark.parametrize(
    ("create", "column"),
    [(create_first_fassung, "empfehlung"), (create_one_sachstand, "text")],
)
def test_form_asks_for_the_text_first(create, column):
    record = create()
    setattr(record, column, "")

    with pytest.raises(ValidationError) as refusal:
        record.full_clean()

    assert refusal.value.message_dict[column] == ["Dieses Feld darf nicht leer sein."]


@pytest.mark.parametrize(("constraint", "create", "entered", "_stored"), CHOICES)
def test_unknown_choice_is_refused_in_german(constraint, create, entered, _stored):
    record = create()
    (value,) = set_values(record, entered).values()

    assert f"Wert '{value}' ist keine gültige Option." in messages_of(record.full_clean)


@pytest.mark.parametrize(("constraint", "create", "entered", "stored"), CASES)
def test_database_refuses_it_as_well(constraint, create, entered, stored):
    record = create()
    values = stored or set_values(record, entered)

    assert_database_refuses(constraint, record, values)


def test_every_constraint_is_tested_here():
    assert CONSTRAINTS.keys() == {case[0] for case in CASES}


@pytest.mark.parametrize("name", CONSTRAINTS)
def test_every_constraint_has_a_sentence_of_its_own(name):
    assert is_own_sentence(CONSTRAINTS[name])


# ---- what was said stays -------------------------------------------------------------------------


@pytest.mark.parametrize("create", [create_one_sachstand, create_ruecknahme])
@pytest.mark.parametrize(
    "change",
    [
        lambda record: record.save(),
        lambda record: record.delete(),
        lambda record: type(record).objects.filter(pk=record.pk).update(grund="Anders."),
        lambda record: type(record).objects.filter(pk=record.pk).delete(),
        lambda record: type(record).objects.bulk_update([record], ["grund"]),
    ],
)
def test_append_only_record_cannot_be_changed(create, change):
    record = create()

    with pytest.raises(FrozenError):
        change(record)

    assert type(record).objects.filter(pk=record.pk, grund=record.grund).exists()


def test_withdrawal_is_given_once():
    gone = create_ruecknahme()

    with pytest.raises(IntegrityError), transaction.atomic():
        Ruecknahme(
            handlungsempfehlung=gone.handlungsempfehlung, grund="Nochmal.", rolle="Sozialplanung"
        ).save()


def test_what_happened_to_an_example_is_one():
    he = create_handlungsempfehlung(ist_beispiel=True)
    sachstand = create_sachstand(he)
    gone = Ruecknahme(sachstand=sachstand, grund="Falsch.", rolle="Sozialplanung")
    gone.save()

    assert (sachstand.ist_beispiel, gone.ist_beispiel) == (True, True)
