"""Entering an evening: lines, preview, what is refused, and that it is all or nothing."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client

from dialoge.erfassen import Zeile, enter_hinweise, look_at_lines, split_lines
from dialoge.models import Hinweis, Veranstaltung
from tests.demo import NoOutput
from tests.factories import (
    create_handlungsfeld,
    create_hinweis,
    create_sozialraum,
    create_thementisch,
    create_veranstaltung,
    create_zielgruppe,
)
from tests.office import create_konto, log_in, url

pytestmark = pytest.mark.django_db


# ---- lines ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("- Ein Treff fehlt", "Ein Treff fehlt"),
        ("• Ein Treff fehlt", "Ein Treff fehlt"),
        ("•Ein Treff fehlt", "Ein Treff fehlt"),
        ("  12. Ein   Treff fehlt ", "Ein Treff fehlt"),
        ("a) Ein Treff fehlt", "Ein Treff fehlt"),
        ("24 Plätze fehlen", "24 Plätze fehlen"),
        ("3.000 Menschen warten", "3.000 Menschen warten"),
        ("-5 Grad sind zu kalt", "-5 Grad sind zu kalt"),
        ("U3-Plätze fehlen", "U3-Plätze fehlen"),
    ],
)
def test_bullets_and_numbers_before_a_line_fall_away(line, text):
    assert split_lines(line) == [text]


def test_blank_lines_are_left_out():
    assert split_lines("Eins\n\n  \r\n- \nZwei\n") == ["Eins", "Zwei"]


def test_doubles_are_found_in_the_event_and_in_the_list():
    hinweis = create_hinweis(text="Ein Treff für Jugendliche fehlt.")
    create_hinweis(text="Ein Treff für Jugendliche fehlt.")  # at another event
    lines = [
        "ein treff für Jugendliche fehlt",
        "Ein Treff für die Jugendlichen fehlt",
        "Mehr Bänke",
    ]

    same, alike, other = look_at_lines(hinweis.veranstaltung, lines)

    assert same.doppelt == ["Wortgleich mit Hinweis 1"]
    assert alike.doppelt == ["Ähnlich wie Hinweis 1", "Ähnlich wie Zeile 1 dieser Liste"]
    assert other.doppelt == []


def test_two_lines_of_the_same_words_have_boxes_of_their_own():
    first, second = look_at_lines(create_veranstaltung(), ["Mehr Bänke", "Mehr Bänke"])

    assert first.kennung != second.kennung


def test_nothing_is_stored_where_one_line_is_refused():
    veranstaltung = create_veranstaltung()

    with pytest.raises(ValidationError):
        enter_hinweise(veranstaltung, [Zeile("Ein Treff fehlt"), Zeile("Herr Winter hilft")])

    assert not Hinweis.objects.exists()


# ---- the screen ----------------------------------------------------------------------------------


@pytest.fixture
def abend():
    raum = create_sozialraum(name="Mitte")
    return create_veranstaltung(titel="Expert*innendialog Mitte", sozialraeume=[raum])


@pytest.fixture
def tisch(abend):
    return create_thementisch(veranstaltung=abend, nummer=1, titel="Jugend")


def address(abend):
    return url(Veranstaltung, "erfassen", abend.pk)


def data_of(abend, liste, **fields):
    raeume = [one.pk for one in abend.sozialraeume.all()]
    return {"art": "fehlt", "liste": liste, "sozialraeume": raeume} | fields


def preview(client, abend, liste, **fields):
    return client.post(address(abend), data_of(abend, liste, vorschau="1", **fields))


def save(client, abend, liste, **fields):
    """Look at the list and save it as it was shown."""
    seen = preview(client, abend, liste).context["form"].gesehen
    return client.post(address(abend), data_of(abend, liste, speichern="1", gesehen=seen) | fields)


def refusals(response):
    assert response.status_code == 200
    return response.context["form"].errors.get("liste", [])


def test_preview_says_which_lines_to_look_at(admin_client, abend):
    liste = "Mehr Bänke\nHerr Winter hilft\nEin Bus fehlt\nMehr Bänke"

    html = admin_client.post(
        url(Veranstaltung, "erfassen", abend.pk), {"liste": liste, "art": "fehlt", "vorschau": "1"}
    ).text

    assert "4 Hinweise. Bitte ansehen: " in html
    assert [n for n in range(1, 5) if f'href="#zeile-{n}"' in html] == [2, 4]


def test_preview_stores_nothing(admin_client, abend):
    response = preview(admin_client, abend, "- Ein Treff fehlt\n- Mehr Bänke")

    assert [zeile.text for zeile in response.context["form"].zeilen] == [
        "Ein Treff fehlt",
        "Mehr Bänke",
    ]
    assert not Hinweis.objects.exists()


def test_list_becomes_internal_hinweise_of_table_kind_and_areas(admin_client, abend, tisch):
    gruppe, feld = create_zielgruppe(), create_handlungsfeld()

    response = save(
        admin_client,
        abend,
        "- Ein Treff fehlt\n- Mehr Bänke",
        thementisch=tisch.pk,
        art="idee",
        zielgruppen=[gruppe.pk],
        handlungsfeld=feld.pk,
    )

    assert response.url == f"{address(abend)}?art=idee&tisch={tisch.pk}"
    first, second = Hinweis.objects.order_by("nummer")
    assert [(one.nummer, one.text) for one in (first, second)] == [
        (1, "Ein Treff fehlt"),
        (2, "Mehr Bänke"),
    ]
    assert (first.thementisch, first.art, first.handlungsfeld) == (tisch, "idee", feld)
    assert first.is_published is False
    assert list(first.sozialraeume.all()) == list(abend.sozialraeume.all())
    assert list(first.zielgruppen.all()) == [gruppe]
    assert first.history.count() == 1
    assert first.history.get().history_konto == "admin"


def test_next_list_begins_at_the_same_table(admin_client, abend, tisch):
    response = save(admin_client, abend, "Ein Treff fehlt", thementisch=tisch.pk)

    page = admin_client.get(response.url)

    form = page.context["form"]
    assert form["thementisch"].value() == str(tisch.pk)
    assert form["sozialraeume"].value() == [one.pk for one in abend.sozialraeume.all()]
    assert page.context["stand"] == [("1 Jugend", 1)]
    assert "Hinweis 1 ist gespeichert, noch intern." in page.text


def test_other_list_than_the_one_shown_is_not_stored(admin_client, abend):
    seen = preview(admin_client, abend, "Ein Treff fehlt").context["form"].gesehen

    response = admin_client.post(
        address(abend), data_of(abend, "Etwas anderes", speichern="1", gesehen=seen)
    )

    assert "seit der Vorschau geändert" in refusals(response)[0]
    assert not Hinweis.objects.exists()


def test_line_about_a_person_needs_its_own_word(admin_client, abend):
    lines = "Ein Treff fehlt\nHerr Winter hilft"
    _, named = preview(admin_client, abend, lines).context["form"].zeilen

    refused = save(admin_client, abend, lines)
    other = save(admin_client, abend, lines, geprueft=[Zeile("Herr Sommer hilft").kennung])
    assert "sieht nach einer Person aus" in refusals(refused)[0]
    assert refusals(other)
    assert not Hinweis.objects.exists()

    save(admin_client, abend, lines, geprueft=[named.kennung])

    kept = list(Hinweis.objects.order_by("nummer").values_list("personenbezug_geprueft", flat=True))
    assert kept == [False, True]


def test_line_can_be_left_out(admin_client, abend):
    create_hinweis(veranstaltung=abend, text="Mehr Bänke")
    double = preview(admin_client, abend, "Mehr Bänke\nEin Treff").context["form"].zeilen[0]

    save(admin_client, abend, "Mehr Bänke\nEin Treff", weglassen=[double.kennung])
    empty = save(admin_client, abend, "Mehr Bänke", weglassen=[double.kennung])

    texts = list(abend.hinweise.order_by("nummer").values_list("text", flat=True))
    assert texts == ["Mehr Bänke", "Ein Treff"]
    assert "nichts zu speichern" in refusals(empty)[0]


@pytest.mark.parametrize(
    ("liste", "sentence"),
    [
        ("", "Bitte schreiben Sie mindestens einen Hinweis."),
        (" - \n •", "Bitte schreiben Sie mindestens einen Hinweis."),
        (
            "Wort\n" * 201,
            "Das sind 201 Zeilen. Bitte höchstens 200 auf einmal, oder lesen Sie "
            "die Liste als Datei ein.",
        ),
    ],
)
def test_list_that_cannot_be_is_refused_in_words(admin_client, abend, liste, sentence):
    assert refusals(preview(admin_client, abend, liste)) == [sentence]


def test_line_too_long_is_refused(admin_client, abend):
    assert "zu lang" in refusals(save(admin_client, abend, "x" * 1001))[0]
    assert not Hinweis.objects.exists()


def test_table_of_another_event_is_refused(admin_client, abend):
    response = save(admin_client, abend, "Ein Treff", thementisch=create_thementisch().pk)

    assert "thementisch" in response.context["form"].errors


def test_wrong_address_of_a_kept_table_is_harmless(admin_client, abend):
    assert admin_client.get(f"{address(abend)}?tisch=x&art=y").status_code == 200


@pytest.mark.parametrize(
    ("role", "status"), [("Sozialplanung", 200), ("Redaktion", 403), ("Fachbereich", 403)]
)
def test_only_who_may_add_hinweise_enters_them(abend, role, status):
    call_command("rollen_anlegen", stdout=NoOutput())
    client = log_in(Client(), create_konto("ich", role))

    assert client.get(address(abend)).status_code == status
    assert client.get(url(Veranstaltung, "abende")).status_code == status
    assert save_status(client, abend) == status
    links = client.get(url(Veranstaltung, "changelist")).text.count("Hinweise erfassen")
    assert links == (1 if status == 200 else 0)


def save_status(client, abend):
    return client.post(address(abend), data_of(abend, "Ein Treff", vorschau="1")).status_code


def test_evenings_are_offered_the_latest_first(admin_client, abend):
    html = admin_client.get(url(Veranstaltung, "abende")).text

    assert f'href="{address(abend)}"' in html
