"""The workbench over HTTP: every edge, evidence, answering anew, wrong input."""

import datetime as dt

import pytest

from dialoge.entscheiden import create_entscheidungsweg, decide
from dialoge.models import Entscheidung, Frage, Kante
from navigator.models import Institution
from tests.factories import create_hinweis, create_institution, create_sozialraum
from tests.hinweiswege import BEDARF, BEFRISTET, BESTAND, address, answer, kante

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def weg():
    create_entscheidungsweg()


@pytest.fixture
def hinweis():
    return create_hinweis(text="Es fehlt ein Lesekreis.", sozialraeume=[create_sozialraum()])


# ---- the way -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answers", "ausgang"),
    [
        ([(BESTAND, "nein"), (BEDARF, "ja")], "Handlungsempfehlung"),
        ([(BESTAND, "nein"), (BEDARF, "nein")], "Themenspeicher"),
        ([(BESTAND, "ja"), (BEFRISTET, "ja")], "Handlungsempfehlung"),
        ([(BESTAND, "ja"), (BEFRISTET, "nein")], "nur Steckbrief"),
    ],
)
def test_every_way_is_walked_on_one_screen(admin_client, hinweis, answers, ausgang):
    first, second = (answer(admin_client, hinweis, *one) for one in answers)

    page = admin_client.get(address(hinweis))
    assert first.url == f"{address(hinweis)}#frage"
    assert second.url == address(hinweis)
    assert f"Ergebnis: {ausgang}" in page.content.decode()
    assert [step.entscheidung.kante for step in page.context["weg"].schritte] == [
        kante(*one) for one in answers
    ]


def test_answers_say_what_follows_from_them(admin_client, hinweis):
    form = admin_client.get(address(hinweis)).context["schirm"].form

    assert [label for _, label in form.fields["antwort"].choices] == [
        "Ja – dann folgt: Maßnahmensteckbrief, und es wird gefragt: Befristetes Angebot?",
        "Nein – dann wird gefragt: Bedarf statistisch gestützt?",
    ]


def test_answer_is_kept_with_reason_role_and_day(admin_client, hinweis):
    answer(admin_client, hinweis, BESTAND, "nein", grund="Kein Kreis.", rolle="Steuerungsgruppe")

    kept = Entscheidung.objects.get()
    assert (kept.grund, kept.rolle, kept.datum) == (
        "Kein Kreis.",
        "Steuerungsgruppe",
        dt.date(2026, 11, 20),
    )


def test_steckbrief_on_the_way_is_said_beside_the_recommendation(admin_client, hinweis):
    answer(admin_client, hinweis, BESTAND, "ja")
    answer(admin_client, hinweis, BEFRISTET, "ja")

    sentences = admin_client.get(address(hinweis)).context["weg"].ergebnisse_in_worten

    assert [sentence.partition(" ")[0] for sentence in sentences] == ["Was", "Daraus"]


# ---- evidence ------------------------------------------------------------------------------------


def test_chosen_evidence_is_computed_on_the_server_and_frozen(admin_client, hinweis):
    kreis = create_institution(name="Lesekreis Mitte")
    kreis.sozialraeume.set(hinweis.sozialraeume.all())
    fields = {
        "belege": [f"institution-{kreis.pk}"],
        "eigener_titel": "Auskunft der Bibliothek",
        "eigene_adresse": "www.oberhausen.de/bibliothek",
    }

    answer(admin_client, hinweis, BESTAND, "ja", titel="Gefälscht", **fields)
    Institution.objects.filter(pk=kreis.pk).update(name="Anders")

    titles = [(one["art"], one["titel"]) for one in Entscheidung.objects.get().evidenz]
    assert titles == [
        ("Institution", "Lesekreis Mitte"),
        ("eigene Angabe", "Auskunft der Bibliothek"),
    ]
    assert (
        Entscheidung.objects.get().evidenz[1]["adresse"] == "https://www.oberhausen.de/bibliothek"
    )


def test_evidence_that_is_gone_is_said_and_the_text_stays(admin_client, hinweis):
    page = answer(admin_client, hinweis, BESTAND, "ja", belege=["institution-4711"])

    assert Entscheidung.objects.count() == 0
    assert "ist nicht mehr da oder hat sich geändert" in page.content.decode()
    assert "Weil es so ist." in page.content.decode()


def test_office_searches_with_other_words(admin_client, hinweis):
    kreis = create_institution(name="Buchclub")
    kreis.sozialraeume.set(hinweis.sozialraeume.all())

    page = admin_client.get(address(hinweis, "?suche=Buchclub"))
    answer(
        admin_client,
        hinweis,
        BESTAND,
        "ja",
        "?suche=Buchclub",
        belege=[f"institution-{kreis.pk}"],
    )

    assert page.context["schirm"].bloecke[0].gruppen[0].titel.startswith("Passt")
    assert [one["titel"] for one in Entscheidung.objects.get().evidenz] == ["Buchclub"]


# ---- answering anew ------------------------------------------------------------------------------


def test_answering_anew_says_what_falls_and_keeps_the_old_to_read(admin_client, hinweis):
    answer(admin_client, hinweis, BESTAND, "ja")
    answer(admin_client, hinweis, BEFRISTET, "nein")

    page = admin_client.get(address(hinweis, f"?frage={BESTAND}")).content.decode()
    answer(admin_client, hinweis, BESTAND, "nein", f"?frage={BESTAND}")

    text = " ".join(page.split())
    assert "tritt an die Stelle von „Gibt es das schon? Ja“ vom 20.11.2026" in text
    assert "gilt auch nicht mehr, was danach beantwortet wurde: „Befristetes Angebot? Nein“" in text
    after = admin_client.get(address(hinweis))
    assert "Frühere Antworten, die nicht mehr gelten (2)" in after.content.decode()
    assert after.context["weg"].offene_frage.slug == BEDARF


def test_answering_anew_may_keep_the_evidence_as_it_was(admin_client, hinweis):
    old = decide(
        hinweis,
        kante(BESTAND, "ja"),
        grund="Weil.",
        rolle="Team",
        evidenz=[{"art": "Institution", "titel": "Alt", "adresse": "", "stand": "2020"}],
    )

    form = admin_client.get(address(hinweis, f"?frage={BESTAND}")).context["schirm"].form
    answer(admin_client, hinweis, BESTAND, "nein", belege=form.gewaehlt)

    assert form.gewaehlt == [f"bisher-{old.pk}-0"]
    assert hinweis.entscheidungen.current().get().evidenz == old.evidenz


# ---- wrong input ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"antwort": ""}, "Bitte wählen Sie eine Antwort."),
        ({"grund": " "}, "Bitte begründen Sie die Antwort."),
        ({"rolle": ""}, "Bitte sagen Sie, welche Rolle entschieden hat."),
        ({"rolle": "x" * 81}, "höchstens 80 Zeichen"),
        ({"datum": "gestern"}, "Bitte einen Tag wie 25.11.2026 eingeben."),
        ({"datum": "2999-01-01"}, "Dieser Tag liegt in der Zukunft."),
        ({"eigene_adresse": "https://oberhausen.de"}, "Bitte sagen Sie, was unter der Adresse"),
        (
            {"eigener_titel": "Böse", "eigene_adresse": "javascript:alert(1)"},
            "Bitte eine Adresse wie https://www.oberhausen.de eingeben.",
        ),
        (
            {"eigener_titel": "Böse", "eigene_adresse": "ftp://example.org/"},
            "Bitte eine Adresse wie https://www.oberhausen.de eingeben.",
        ),
    ],
)
def test_wrong_input_is_said_and_nothing_typed_is_lost(admin_client, hinweis, fields, sentence):
    typed = {"eigener_titel": "Auskunft", "grund": "Weil es fehlt."} | fields
    if "eigene_adresse" in fields and "eigener_titel" not in fields:
        typed["eigener_titel"] = ""

    page = answer(admin_client, hinweis, BESTAND, "nein", **typed)

    text = page.content.decode()
    assert Entscheidung.objects.count() == 0
    assert page.status_code == 200
    assert sentence in text
    assert typed["grund"] in text
    assert typed["eigener_titel"] in text


def test_question_off_the_way_and_strange_keys_are_no_errors_of_ours(admin_client, hinweis):
    skipped = answer(admin_client, hinweis, BEFRISTET, "ja")
    strange = admin_client.post(address(hinweis), {"frage": "x", "gesehen": "x,²", "grund": "Da."})

    assert Entscheidung.objects.count() == 0
    assert "wird nicht mehr gestellt" in skipped.context["schirm"].warnung
    assert "Da." in strange.content.decode()


def test_without_questions_the_screen_says_who_makes_them(admin_client, hinweis):
    Kante.objects.all().delete()
    Frage.objects.all().delete()

    page = admin_client.get(address(hinweis)).content.decode()

    assert "Es gibt noch keine Fragen." in page
