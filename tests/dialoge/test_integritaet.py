"""``manage.py integritaet_pruefen``: a Hinweis whose standing its answers do not give is named."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.db import models

from dialoge.entscheiden import create_entscheidungsweg, decide, merge_hinweise
from dialoge.models import Entscheidung, Frage, Hinweis, Kante, Themenspeicher
from tests.factories import create_hinweis, create_veranstaltung

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def weg():
    create_entscheidungsweg()


def run():
    """Return the lines of the command, and the sentence it fails with."""
    out, failure = io.StringIO(), ""
    try:
        call_command("integritaet_pruefen", stdout=out)
    except CommandError as error:
        failure = str(error)
    lines = out.getvalue().splitlines()
    return [line for line in lines if "Handlungsempfehlungen geprüft" not in line], failure


def answer(hinweis, *answers):
    for frage, antwort in answers:
        kante = Kante.objects.get(frage__slug=frage, antwort=antwort)
        decide(hinweis, kante, grund="Weil.", rolle="Team")
    return hinweis


def past_the_portal(hinweis, **values):
    models.QuerySet(Hinweis).filter(pk=hinweis.pk).update(**values)


def to_themenspeicher():
    return answer(create_hinweis(), ("gibt-es-das-schon", "nein"), ("bedarf", "nein"))


def test_standing_that_follows_from_the_answers_is_one_sentence():
    to_themenspeicher()
    create_hinweis(art="laeuft-gut")
    main = create_hinweis()
    merge_hinweise(main, [create_hinweis(veranstaltung=main.veranstaltung)])
    answer(main, ("gibt-es-das-schon", "ja"))

    lines, failure = run()

    assert lines[-1] == "4 Hinweise geprüft: Der Stand passt zu den Antworten."
    assert failure == ""


def test_without_questions_nothing_is_decided_and_nothing_is_wrong():
    Kante.objects.all().delete()
    Frage.objects.all().delete()
    create_hinweis()

    assert run()[1] == ""


def test_another_standing_than_that_of_the_answers_is_named():
    hinweis = answer(create_hinweis(), ("gibt-es-das-schon", "ja"))
    past_the_portal(hinweis, ausgang="handlungsempfehlung")

    lines, failure = run()

    assert lines[-1] == (
        f"{hinweis.veranstaltung}, Hinweis {hinweis.nummer}: Gespeichert ist "
        "„Handlungsempfehlung“, aus den Antworten folgt „in Bearbeitung“."
    )
    assert failure == "Der Stand von Hinweisen passt nicht zu ihren Antworten; sie stehen oben."


def test_hinweis_missing_in_the_themenspeicher_is_named():
    to_themenspeicher()
    Themenspeicher.objects.all().delete()

    assert run()[0][-1].endswith("Im Themenspeicher fehlt er.")


def test_hinweis_left_in_the_themenspeicher_is_named():
    hinweis = to_themenspeicher()
    answer(hinweis, ("bedarf", "ja"))
    models.QuerySet(Themenspeicher).update(erledigt_am=None)

    lines, _ = run()

    assert lines[-1].endswith("Im Themenspeicher liegt er zu Unrecht.")


@pytest.mark.parametrize(
    ("same_event", "says"),
    [(True, "ist selbst zusammengefasst."), (False, "gehört zu einer anderen Veranstaltung.")],
)
def test_merging_that_cannot_be_is_named(same_event, says):
    event = create_veranstaltung()
    first, second = (create_hinweis(veranstaltung=event) for _ in range(2))
    third = create_hinweis(veranstaltung=event if same_event else create_veranstaltung())
    past_the_portal(second, zusammengefasst_in=third, ausgang="zusammengefasst")
    if same_event:
        past_the_portal(third, zusammengefasst_in=first, ausgang="zusammengefasst")

    lines, failure = run()

    assert failure
    assert lines[-1].endswith(says)


def test_answer_superseded_by_that_of_another_hinweis_is_named():
    hinweis = answer(create_hinweis(), ("gibt-es-das-schon", "ja"), ("gibt-es-das-schon", "ja"))
    other = answer(create_hinweis(), ("gibt-es-das-schon", "ja"))
    old = models.QuerySet(Entscheidung).filter(hinweis=hinweis, is_aktuell=False)
    old.update(abgeloest_durch=other.entscheidungen.get())

    lines, _ = run()

    assert lines[-1].endswith("durch die Antwort eines anderen Hinweises abgelöst.")
