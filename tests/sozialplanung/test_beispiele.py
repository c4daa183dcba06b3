"""``manage.py beispiele_entfernen``: all examples go, nothing real does, and none comes back."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import models
from django.utils import timezone

from dialoge.entscheiden import decide, merge_hinweise
from dialoge.models import (
    Entscheidung,
    Folgegremium,
    Frage,
    Hinweis,
    Hinweisgruppe,
    Kante,
    Runde,
    Teilnahme,
    Themenspeicher,
    Thementisch,
    Veranstaltung,
    Zahlenangabe,
)
from navigator.models import (
    Beitrag,
    Datenstand,
    Einzelangabe,
    Ergebnis,
    Exkurs,
    Indexberechnung,
    Indexmethode,
    Indikator,
    Indikatorwert,
    Institution,
    Sozialbericht,
    Sozialquartier,
)
from sozialplanung import beispiele
from sozialplanung.beispiele import example_models
from tests.demo import load_demo_data, shared_records
from tests.factories import create_hinweis

MADE_OF_EXAMPLES = [
    Indikatorwert,
    Indexberechnung,
    Ergebnis,
    Beitrag,
    Hinweis,
    Entscheidung,
    Themenspeicher,
    Hinweisgruppe,
]


@pytest.fixture(scope="module")
def _demo(django_db_setup, django_db_blocker):
    with shared_records(django_db_blocker):
        load_demo_data()
        yield


@pytest.fixture(autouse=True)
def _own_transaction(_demo, db):
    """Let every test begin with the demo data."""


def run(*arguments):
    out = io.StringIO()
    call_command("beispiele_entfernen", *arguments, stdout=out)
    return out.getvalue()


def add_wert(ersetzt=None, **fields):
    """Correct ``ersetzt``, or else the first example."""
    ersetzt = ersetzt or Indikatorwert.objects.order_by("pk").first()
    own = {
        "indikator": ersetzt.indikator,
        "sozialquartier": ersetzt.sozialquartier,
        "jahr": ersetzt.jahr,
        "zaehler": 10,
        "nenner": 100,
        "quelle": "Statistikstelle",
        "ersetzt": ersetzt,
    }
    return Indikatorwert.objects.create(**own | fields)


def real_edition(**fields):
    return Indexberechnung.objects.create(
        berichtsjahr=2024, datenstand=2024, methode=Indexmethode.objects.first(), **fields
    )


def test_all_examples_go_and_everything_else_stays():
    real = [Institution, Indikator, Indexmethode, Sozialquartier, Sozialbericht]
    real += [Runde, Veranstaltung, Thementisch, Teilnahme, Zahlenangabe, Folgegremium, Frage, Kante]
    before = {model: model.objects.count() for model in real}
    assert Sozialbericht.objects.filter(berechnung__ist_beispiel=True).count() == 3
    version = Datenstand.objects.read_version()
    werte, entscheidungen = Indikatorwert.objects.count(), Entscheidung.objects.count()

    said = run("--ja")

    assert {Indikatorwert, Indexberechnung, Hinweis, Entscheidung} <= set(example_models())
    assert {model: model.objects.count() for model in MADE_OF_EXAMPLES} == dict.fromkeys(
        MADE_OF_EXAMPLES, 0
    )
    assert {model: model.objects.count() for model in real} == before
    assert not Sozialbericht.objects.exclude(berechnung=None).exists()
    assert Datenstand.objects.read_version() > version
    assert Datenstand.objects.get().beispiele_entfernt_am is not None
    assert f"{werte} Indikatorwerte" in said
    assert "3 Indexberechnungen" in said
    assert f"{entscheidungen} Entscheidungen" in said
    assert "Beziehung" not in said


def test_a_second_run_says_that_nothing_is_left():
    run("--ja")
    day = Datenstand.objects.get().beispiele_entfernt_am

    assert run() == "Es sind keine Beispiele mehr da.\n"
    assert Datenstand.objects.get().beispiele_entfernt_am == day


def test_examples_are_never_loaded_again():
    run("--ja")

    call_command("beispieldaten_laden", stdout=io.StringIO())

    assert [model for model in MADE_OF_EXAMPLES if model.objects.exists()] == []


@pytest.mark.parametrize("answer", ["", "nein", "Entfernen bitte"])
def test_another_answer_removes_nothing(monkeypatch, answer):
    monkeypatch.setattr("builtins.input", lambda question: answer)
    before = Indikatorwert.objects.count()

    with pytest.raises(CommandError, match="Es wurde nichts entfernt"):
        run()

    assert Indikatorwert.objects.count() == before
    assert Datenstand.objects.get().beispiele_entfernt_am is None


def test_the_word_removes(monkeypatch):
    monkeypatch.setattr("builtins.input", lambda question: "entfernen")

    run()

    assert not Indikatorwert.objects.exists()


def test_a_real_record_that_needs_an_example_is_named_and_nothing_is_written():
    example = Indexberechnung.objects.published().first()
    real = real_edition(status="ersetzt", freigegeben_am=timezone.now(), ersetzt_durch=example)
    before = [model.objects.count() for model in MADE_OF_EXAMPLES]

    with pytest.raises(CommandError) as refusal:
        run("--ja")

    assert f"Indexberechnung „{real}“" in str(refusal.value)
    assert [model.objects.count() for model in MADE_OF_EXAMPLES] == before
    assert Sozialbericht.objects.filter(berechnung__ist_beispiel=True).count() == 3
    assert Datenstand.objects.get().beispiele_entfernt_am is None


def test_a_real_edition_that_took_the_place_of_an_example_stays():
    real = real_edition()
    examples = models.QuerySet(Indexberechnung).filter(berichtsjahr=2022)
    examples.update(status="ersetzt", ersetzt_durch=real)

    run("--ja")

    assert list(Indexberechnung.objects.all()) == [real]


def test_report_keeps_the_real_edition_that_took_the_place_of_an_example():
    real = real_edition(status="freigegeben", freigegeben_am=timezone.now())
    examples = models.QuerySet(Indexberechnung).filter(berichtsjahr=2022)
    examples.update(status="ersetzt", ersetzt_durch=real)

    run("--ja")

    assert Sozialbericht.objects.get(jahr=2022).berechnung == real
    assert Sozialbericht.objects.get(jahr=2020).berechnung is None


def test_real_records_keep_their_past_and_reports_get_one_version_more():
    kept = [Indikator, Indexmethode, Exkurs, Einzelangabe, Institution, Sozialquartier]
    before = {model: model.history.count() for model in kept}
    assert all(before.values())
    reports = Sozialbericht.history.count()

    run("--ja")

    assert {model: model.history.count() for model in kept} == before
    assert Sozialbericht.history.count() == reports + 3
    newest = Sozialbericht.objects.get(jahr=2022).history.first()
    assert (newest.history_change_reason, newest.berechnung_id) == ("Beispiele entfernt", None)


@pytest.mark.parametrize("model", [Indikator, Indexmethode, Sozialbericht, Exkurs, Einzelangabe])
def test_versions_of_examples_go_with_them(monkeypatch, model):
    """No such noun is marked today; whichever will be leaves nothing behind."""
    beispiele.remove_beispiele()  # what protects them
    gone = model.objects.order_by("pk").first()
    exkurse = list(gone.exkurse.values_list("pk", flat=True)) if model is Sozialbericht else []
    others = model.history.exclude(id=gone.pk).count()
    monkeypatch.setattr(beispiele, "example_models", lambda: [model])
    monkeypatch.setattr(beispiele, "examples_of", lambda one: one.objects.filter(pk=gone.pk))

    beispiele.take_away(model, beispiele.examples_of(model))

    assert not model.objects.filter(pk=gone.pk).exists()
    assert not model.history.filter(id=gone.pk).exists()
    assert model.history.exclude(id=gone.pk).count() == others
    assert not Exkurs.history.filter(id__in=exkurse).exists()


def test_a_real_value_that_corrected_an_example_stays_and_holds():
    real = add_wert()

    run("--ja")

    assert list(Indikatorwert.objects.current()) == [real]
    assert Indikatorwert.objects.get().ersetzt is None


def test_a_real_value_that_an_example_covered_holds_again():
    real = add_wert()
    again = add_wert(ersetzt=real, status="beispiel")
    add_wert(ersetzt=again, status="beispiel")
    assert not Indikatorwert.objects.get(pk=real.pk).is_aktuell

    run("--ja")

    assert list(Indikatorwert.objects.current()) == [real]


def test_of_several_real_values_only_the_newest_holds():
    first = add_wert()
    example = add_wert(ersetzt=first, status="beispiel")
    last = add_wert(ersetzt=example, zaehler=11)

    run("--ja")

    assert list(Indikatorwert.objects.current()) == [last]
    assert Indikatorwert.objects.count() == 2


# ---- Hinweise and their answers ----------------------------------------------------------------


def answer(hinweis, antwort="ja"):
    kante = Kante.objects.get(frage__slug="gibt-es-das-schon", antwort=antwort)
    return decide(hinweis, kante, grund="Weil.", rolle="Sozialplanung")


def test_chain_of_superseded_answers_and_merged_hinweise_goes():
    main = Hinweis.objects.to_decide().first()
    for antwort in ("ja", "nein", "ja", "ja"):
        answer(main, antwort)
    assert Entscheidung.objects.filter(abgeloest_durch__abgeloest_durch__isnull=False).exists()
    assert Hinweis.objects.exclude(zusammengefasst_in=None).exists()

    run("--ja")

    assert not Entscheidung.objects.exists()
    assert not Hinweis.objects.exists()


def test_no_version_of_an_example_is_left():
    assert Hinweis.history.exists()

    run("--ja")

    assert [model.history.count() for model in (Hinweis, Themenspeicher, Hinweisgruppe)] == [0] * 3
    assert Veranstaltung.history.exists()


def test_hinweis_of_the_office_stays_with_its_answers_where_examples_stood_beside_it():
    event = Veranstaltung.objects.get(slug="expertinnendialog-osterfeld")
    real = create_hinweis(veranstaltung=event, text="Es fehlt ein Bus.")
    first, second = answer(real, "ja"), answer(real, "nein")

    run("--ja")

    assert list(Hinweis.objects.all()) == [real]
    assert list(Entscheidung.objects.order_by("pk")) == [first, second]
    assert Entscheidung.objects.get(pk=first.pk).abgeloest_durch == second


def test_hinweis_of_the_office_for_which_an_example_stands_is_named():
    example = Hinweis.objects.to_decide().first()
    real = create_hinweis(veranstaltung=example.veranstaltung, text="Dasselbe fehlt auch hier.")
    merge_hinweise(example, [real])
    number = Hinweis.objects.count()

    with pytest.raises(CommandError, match="Dasselbe fehlt auch hier"):
        run("--ja")

    assert Hinweis.objects.count() == number
