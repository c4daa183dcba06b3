"""The decision path: every edge, superseding, merging without loss, releasing."""

import pytest
from django.db import IntegrityError, models, transaction

from dialoge.entscheiden import (
    EntscheidungError,
    Entscheidungsweg,
    create_entscheidungsweg,
    decide,
    merge_hinweise,
    publish_hinweise,
    split_hinweis,
    unpublish_hinweise,
)
from dialoge.models import Entscheidung, Frage, Hinweis, Kante, Themenspeicher
from navigator.models import FrozenError
from tests.factories import (
    create_hinweis,
    create_sozialraum,
    create_veranstaltung,
    create_zielgruppe,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def weg():
    create_entscheidungsweg()


def kante(frage, antwort):
    return Kante.objects.get(frage__slug=frage, antwort=antwort)


def answer(hinweis, *answers):
    for frage, antwort in answers:
        decide(hinweis, kante(frage, antwort), grund="Weil es so ist.", rolle="Sozialplanung")
    hinweis.refresh_from_db()
    return hinweis


BESTAND, BEDARF, BEFRISTET = "gibt-es-das-schon", "bedarf", "befristet"


@pytest.mark.parametrize(
    ("answers", "ausgang"),
    [
        ([], "offen"),
        ([(BESTAND, "nein")], "in-arbeit"),
        ([(BESTAND, "nein"), (BEDARF, "ja")], "handlungsempfehlung"),
        ([(BESTAND, "nein"), (BEDARF, "nein")], "themenspeicher"),
        ([(BESTAND, "ja")], "in-arbeit"),
        ([(BESTAND, "ja"), (BEFRISTET, "ja")], "handlungsempfehlung"),
        ([(BESTAND, "ja"), (BEFRISTET, "nein")], "nur-steckbrief"),
    ],
)
def test_every_way_arrives_where_the_drawing_says(answers, ausgang):
    hinweis = answer(create_hinweis(), *answers)

    assert hinweis.ausgang == ausgang


def test_path_has_the_labels_of_the_talk_and_two_edges_of_its_own():
    drawn = Kante.objects.exclude(ergebnis__in=["themenspeicher", "nur-steckbrief"])

    answers = sorted(drawn.values_list("antwort", flat=True))

    assert answers == ["ja", "ja", "ja", "nein"]


def test_answer_keeps_words_reason_role_date_and_evidence():
    hinweis = create_hinweis()
    evidenz = [{"art": "institution", "titel": "Treff", "adresse": "/institutionen/treff/"}]

    decide(hinweis, kante(BESTAND, "nein"), grund=" Nein. ", rolle="Team", evidenz=evidenz)
    Frage.objects.filter(slug=BESTAND).update(text="Neu gefragt?")

    kept = Entscheidung.objects.get()
    assert (kept.frage_text, kept.antwort_text) == ("Gibt es das schon?", "Nein")
    assert (kept.grund, kept.rolle, kept.evidenz) == ("Nein.", "Team", evidenz)


def test_question_off_the_way_is_refused_and_nothing_is_written():
    hinweis = create_hinweis()

    with pytest.raises(EntscheidungError, match="Gehen Sie den Weg der Reihe nach"):
        decide(hinweis, kante(BEFRISTET, "ja"), grund="Weil.", rolle="Team")

    assert Entscheidung.objects.count() == 0


def test_other_answer_supersedes_what_was_answered_after_it():
    hinweis = answer(create_hinweis(), (BESTAND, "ja"), (BEFRISTET, "nein"))

    answer(hinweis, (BESTAND, "nein"))

    current = hinweis.entscheidungen.current()
    assert [(one.frage.slug, one.kante.antwort) for one in current] == [(BESTAND, "nein")]
    assert hinweis.entscheidungen.filter(abgeloest_durch=current[0]).count() == 2
    assert hinweis.ausgang == "in-arbeit"


def test_same_answer_with_a_better_reason_keeps_what_followed():
    hinweis = answer(create_hinweis(), (BESTAND, "ja"), (BEFRISTET, "nein"))

    answer(hinweis, (BESTAND, "ja"))

    assert hinweis.ausgang == "nur-steckbrief"
    assert hinweis.entscheidungen.count() == 3
    assert hinweis.entscheidungen.current().count() == 2


def test_themenspeicher_takes_in_and_lets_go():
    hinweis = answer(create_hinweis(), (BESTAND, "nein"), (BEDARF, "nein"))
    assert Themenspeicher.objects.waiting().get().hinweis == hinweis

    answer(hinweis, (BEDARF, "ja"))

    assert Themenspeicher.objects.get().ergebnis == "Neu entschieden."
    assert Themenspeicher.objects.waiting().count() == 0


def test_themenspeicher_keeps_a_hinweis_that_comes_back_twice():
    hinweis = answer(create_hinweis(), (BESTAND, "nein"), (BEDARF, "nein"))

    answer(hinweis, (BEDARF, "ja"), (BEDARF, "nein"), (BEDARF, "nein"))

    assert Themenspeicher.objects.waiting().count() == 1
    assert Themenspeicher.objects.count() == 2


@pytest.mark.parametrize("art", ["laeuft-gut"])
def test_what_runs_well_is_documented_not_decided(art):
    hinweis = create_hinweis(art=art)

    with pytest.raises(EntscheidungError, match="dokumentiert und nicht entschieden"):
        decide(hinweis, kante(BESTAND, "ja"), grund="Weil.", rolle="Team")

    assert hinweis.ausgang == "dokumentiert"


def test_answer_neither_changes_nor_goes():
    entscheidung = decide(create_hinweis(), kante(BESTAND, "ja"), grund="Weil.", rolle="Team")

    with pytest.raises(FrozenError, match="Beantworten Sie die Frage neu"):
        entscheidung.save()
    with pytest.raises(FrozenError):
        entscheidung.delete()
    with pytest.raises(FrozenError):
        Entscheidung.objects.update(grund="Anders.")


def test_database_refuses_a_second_answer_that_holds():
    entscheidung = decide(create_hinweis(), kante(BESTAND, "ja"), grund="Weil.", rolle="Team")
    entscheidung.pk = None

    with pytest.raises(IntegrityError), transaction.atomic():
        models.Model.save(entscheidung, force_insert=True)


def test_way_in_a_circle_is_refused():
    edge = kante(BEFRISTET, "ja")
    edge.naechste_frage = Frage.objects.get(slug=BESTAND)

    with pytest.raises(Exception, match="im Kreis"):
        edge.full_clean()


def test_merge_loses_no_word_and_gathers_areas_and_groups():
    event, raum = create_veranstaltung(), create_sozialraum()
    gruppe = create_zielgruppe()
    main = create_hinweis(veranstaltung=event, text="Kita-Plätze fehlen.")
    other = create_hinweis(veranstaltung=event, text="Zu wenig Kitas!", sozialraeume=[raum])
    other.zielgruppen.add(gruppe)

    merge_hinweise(main, [main, other])

    other.refresh_from_db()
    assert (other.text, other.ausgang) == ("Zu wenig Kitas!", "zusammengefasst")
    assert list(main.zusammengefasste.all()) == [other]
    assert (list(main.sozialraeume.all()), list(main.zielgruppen.all())) == ([raum], [gruppe])
    assert list(Hinweis.objects.to_decide()) == [main]


def test_merging_a_merged_one_takes_what_it_stood_for_along():
    event = create_veranstaltung()
    first, second, third = (create_hinweis(veranstaltung=event) for _ in range(3))
    merge_hinweise(second, [third])

    merge_hinweise(first, [second])

    assert set(first.zusammengefasste.all()) == {second, third}


def test_merge_refuses_decided_and_foreign_ones():
    main = create_hinweis()
    decided = answer(create_hinweis(veranstaltung=main.veranstaltung), (BESTAND, "ja"))

    with pytest.raises(EntscheidungError, match="schon entschieden"):
        merge_hinweise(main, [decided])
    with pytest.raises(EntscheidungError, match="anderen Veranstaltung"):
        merge_hinweise(main, [create_hinweis()])


def test_split_one_stands_for_itself_again():
    main = create_hinweis()
    other = create_hinweis(veranstaltung=main.veranstaltung)
    merge_hinweise(main, [other])
    other.refresh_from_db()

    split_hinweis(other)

    assert set(Hinweis.objects.to_decide()) == {main, other}


def test_release_and_back():
    hinweis = create_hinweis()
    assert Hinweis.objects.published().count() == 0

    assert publish_hinweise([hinweis]) == 1
    assert publish_hinweise([hinweis]) == 0
    assert list(Hinweis.objects.published()) == [hinweis]
    assert unpublish_hinweise([hinweis]) == 1
    assert Hinweis.objects.published().count() == 0


def test_way_is_read_in_two_queries(django_assert_num_queries):
    with django_assert_num_queries(2):
        weg = Entscheidungsweg()
        ways = [weg.follow([]) for _ in range(5)]

    assert {frage.slug for _, frage in ways} == {BESTAND}
