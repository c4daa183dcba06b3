"""The office's forms of the dialogues, and their rows of the work list."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client

from dialoge.entscheiden import create_entscheidungsweg
from dialoge.models import (
    Entscheidung,
    Frage,
    Hinweis,
    Runde,
    Themenspeicher,
    Veranstaltung,
    Ziel,
)
from navigator.arbeitsvorrat import collect
from tests.demo import NoOutput
from tests.factories import (
    create_entscheidung,
    create_hinweis,
    create_hinweisgruppe,
    create_institution,
    create_runde,
    create_sozialkonferenz,
    create_sozialraum,
    create_themenspeicher,
    create_thementisch,
    create_veranstaltung,
    create_ziel,
)
from tests.office import add, change, create_konto, errors, form_data, log_in, url

pytestmark = pytest.mark.django_db


# ---- Veranstaltung -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "last_day", "precision"),
    [
        ("10.10.2019", dt.date(2019, 10, 10), "tag"),
        ("09/2023", dt.date(2023, 9, 30), "monat"),
        ("2025", dt.date(2025, 12, 31), "jahr"),
        ("", None, "unbekannt"),
    ],
)
@pytest.mark.parametrize("create", [create_veranstaltung, create_ziel])
def test_date_is_one_field_as_precise_as_it_is_known(
    admin_client, create, typed, last_day, precision
):
    record = create()

    response = change(admin_client, record, datum=typed)

    assert response.status_code == 302
    record.refresh_from_db()
    assert (record.datum_bis, record.datum_genauigkeit) == (last_day, precision)
    assert form_data(type(record), record)["datum"] == typed


def test_date_that_is_none_is_refused_in_words(admin_client):
    record = create_veranstaltung()

    assert errors(change(admin_client, record, datum="im Herbst"))["datum"] == [
        "„im Herbst“ ist kein Datum. Schreiben Sie zum Beispiel 10.10.2019, 09/2023 oder 2025."
    ]


def test_dialogue_without_a_round_is_refused_in_words(admin_client):
    response = add(admin_client, Veranstaltung, titel="Dialog", art="dialog", runde="")

    assert errors(response)["__all__"] == [
        "Ein Expert*innendialog gehört zu einer Runde, eine andere Veranstaltung nicht."
    ]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"%PDF-1.7 Bericht", None),
        (b"<html>", "Das ist keine PDF-Datei. Bitte laden Sie ein PDF hoch."),
    ],
)
def test_documentation_is_looked_into(admin_client, content, message):
    record = create_veranstaltung()
    upload = SimpleUploadedFile("doku.pdf", content)

    response = change(admin_client, record, dokumentation_datei=upload)

    if message:
        assert errors(response)["dokumentation_datei"] == [message]
    else:
        assert response.status_code == 302


def rows(prefix, *forms, stored=0):
    data = {f"{prefix}-TOTAL_FORMS": len(forms), f"{prefix}-INITIAL_FORMS": stored}
    for n, fields in enumerate(forms):
        data |= {f"{prefix}-{n}-{name}": value for name, value in fields.items()}
    return data


def test_tables_participants_and_figures_are_kept_in_the_form(admin_client):
    record, institution = create_veranstaltung(), create_institution()
    figure = {"art": "teilnehmende", "wortlaut": "rund 60", "von": 60, "quelle": "Vortrag"}

    response = change(
        admin_client,
        record,
        **rows("thementische", {"nummer": 1, "titel": "Jugend"}),
        **rows("teilnahmen", {"institution": institution.pk, "rolle": "teilgenommen"}),
        **rows("zahlenangaben", figure),
    )

    assert response.status_code == 302
    assert [str(one) for one in record.thementische.all()] == ["1 Jugend"]
    assert record.teilnahmen.get().institution == institution
    assert record.zahlenangaben.get().wortlaut == "rund 60"


@pytest.mark.parametrize("number", [1, 2])
def test_participant_that_stands_twice_is_refused_in_words(admin_client, number):
    record, institution = create_veranstaltung(), create_institution()
    row = {"institution": institution.pk, "rolle": "teilgenommen"}

    response = change(admin_client, record, **rows("teilnahmen", *[row] * number))

    if number == 1:
        assert response.status_code == 302
    else:
        assert f"„{institution}“ steht zweimal da." in response.text


def test_two_tables_of_one_number_are_refused(admin_client):
    record = create_veranstaltung()
    row = {"nummer": 1, "titel": "Jugend"}

    response = change(admin_client, record, **rows("thementische", row, row))

    assert response.status_code == 200
    assert not record.thementische.exists()


def test_participant_needs_exactly_one_name(admin_client):
    response = change(
        admin_client,
        create_veranstaltung(),
        **rows("teilnahmen", {"bezeichnung": "", "rolle": "gastgeber"}),
    )

    assert "Bitte genau eines angeben: Institution, Stelle oder Bezeichnung." in response.text


def test_parts_are_kept_by_who_keeps_the_record():
    call_command("rollen_anlegen", stdout=NoOutput())
    record = create_veranstaltung()
    create_thementisch(veranstaltung=record, titel="Jugendtreff")

    seen = {
        role: log_in(Client(), create_konto(role, role)).get(
            url(Veranstaltung, "change", record.pk)
        )
        for role in ("Sozialplanung", "Fachbereich")
    }

    assert all("Jugendtreff" in response.text for response in seen.values())
    fields = {
        role: 'name="thementische-0-titel"' in response.text for role, response in seen.items()
    }
    assert fields == {"Sozialplanung": True, "Fachbereich": False}


@pytest.mark.parametrize("number", [1, 6])
def test_list_of_events_asks_the_same_few_queries(admin_client, django_assert_num_queries, number):
    runde = create_runde()
    for _ in range(number):
        create_hinweis(veranstaltung=create_veranstaltung(runde=runde))
    admin_client.get(url(Veranstaltung, "changelist"))

    with django_assert_num_queries(8):
        assert admin_client.get(url(Veranstaltung, "changelist")).status_code == 200


def test_redaktion_sees_events_and_no_way_to_hinweise():
    call_command("rollen_anlegen", stdout=NoOutput())
    hinweis = create_hinweis()
    client = log_in(Client(), create_konto("ich", "Redaktion"))

    html = client.get(url(Veranstaltung, "changelist")).text
    html += client.get(url(Veranstaltung, "change", hinweis.veranstaltung_id)).text

    assert url(Hinweis, "changelist") not in html
    assert client.get(url(Hinweis, "change", hinweis.pk)).status_code == 403


# ---- Runde, Ziel, Frage --------------------------------------------------------------------------


def test_round_keeps_its_published_figures(admin_client):
    figure = {"art": "veranstaltungen", "wortlaut": "sechs", "von": 6, "bis": 6, "quelle": "Flyer"}

    change(admin_client, record := create_runde(), **rows("zahlenangaben", figure))

    assert record.zahlenangaben.get().von == 6


def test_goal_is_of_a_conference(admin_client):
    dialog, konferenz = create_veranstaltung(), create_sozialkonferenz()

    form = admin_client.get(url(Ziel, "add")).context["adminform"].form
    assert list(form.fields["veranstaltung"].queryset) == [konferenz]
    response = add(admin_client, Ziel, veranstaltung=dialog.pk, ebene="strategisch", text="Ziel")

    assert "veranstaltung" in errors(response)


def test_circle_in_the_path_is_refused_in_words(admin_client):
    create_entscheidungsweg()
    first, second = Frage.objects.order_by("position")[:2]
    kante = second.kanten.get(antwort="ja")
    row = {"id": kante.pk, "frage": second.pk, "antwort": "ja", "naechste_frage": first.pk}

    response = change(admin_client, second, **rows("kanten", row, stored=1))

    assert "So ginge der Weg im Kreis." in response.text


def test_path_is_kept_by_the_administration_only():
    call_command("rollen_anlegen", stdout=NoOutput())
    create_entscheidungsweg()
    frage = Frage.objects.first()
    client = log_in(Client(), create_konto("ich", "Sozialplanung"))

    page = client.get(url(Frage, "change", frage.pk))

    assert page.status_code == 200
    assert 'name="kanten-0-ergebnis"' not in page.text
    assert client.post(url(Frage, "change", frage.pk), {}).status_code == 403


# ---- Hinweis, Entscheidung, Themenspeicher -------------------------------------------------------


def test_hinweis_begins_with_table_and_areas_of_its_event(admin_client):
    raum = create_sozialraum()
    event = create_veranstaltung(sozialraeume=[raum])
    tisch = create_thementisch(veranstaltung=event)
    create_thementisch()

    page = admin_client.get(f"{url(Hinweis, 'add')}?veranstaltung={event.pk}")

    form = page.context["adminform"].form
    assert list(form.fields["thementisch"].queryset) == [tisch]
    assert form["sozialraeume"].value() == [raum.pk]
    assert admin_client.get(f"{url(Hinweis, 'add')}?veranstaltung=x").status_code == 200


def test_table_of_another_event_is_refused_in_words(admin_client):
    response = add(
        admin_client,
        Hinweis,
        veranstaltung=create_veranstaltung().pk,
        thementisch=create_thementisch().pk,
        text="Ein Treff",
    )

    assert errors(response)["thementisch"] == [
        "Dieser Thementisch gehört zu einer anderen Veranstaltung."
    ]


def test_group_stays_with_its_event(admin_client):
    gruppe = create_hinweisgruppe()

    change(admin_client, gruppe, veranstaltung=create_veranstaltung().pk, titel="Neu")

    before = gruppe.veranstaltung_id
    gruppe.refresh_from_db()
    assert (gruppe.veranstaltung_id, gruppe.titel) == (before, "Neu")


def test_answer_is_looked_up_and_never_changed(admin_client):
    beleg = {"art": "institution", "titel": "Treff Mitte", "stand": "12.03.2026", "adresse": "/x/"}
    entscheidung = create_entscheidung(evidenz=[beleg])

    page = admin_client.get(url(Entscheidung, "change", entscheidung.pk))

    assert "Treff Mitte (Stand 12.03.2026)" in page.text
    assert admin_client.post(url(Entscheidung, "change", entscheidung.pk)).status_code == 403
    assert admin_client.get(url(Entscheidung, "delete", entscheidung.pk)).status_code == 403


def test_new_answer_leads_to_the_hinweise_that_wait(admin_client):
    create_hinweis()

    assert "1 Hinweis wartet" in admin_client.get(url(Entscheidung, "add")).text


def test_subject_is_settled_with_a_word_on_what_became_of_it(admin_client):
    thema = create_themenspeicher()

    refused = change(admin_client, thema, erledigt_am="2026-11-25")
    change(admin_client, thema, erledigt_am="2026-11-25", ergebnis="Neu bewertet.")

    assert errors(refused)["__all__"] == ["Bitte sagen, was daraus wurde."]
    assert not Themenspeicher.objects.waiting().exists()


# ---- work list -----------------------------------------------------------------------------------


def tasks(user):
    return {row.titel: row for _, rows_ in collect(user) for row in rows_}


@pytest.fixture
def planung():
    call_command("rollen_anlegen", stdout=NoOutput())
    return create_konto("petra", "Sozialplanung")


def count_on(client, address):
    return client.get(address).context["cl"].result_count


def test_hinweise_wait_by_event(planung):
    event = create_veranstaltung()
    create_hinweis(veranstaltung=event)
    create_hinweis(veranstaltung=event, art="laeuft-gut")
    create_hinweis(veranstaltung=create_veranstaltung(is_published=False))
    client = log_in(Client(), planung)

    rows_ = tasks(planung)

    waiting, internal = rows_["Hinweise ohne Antwort"], rows_["Hinweise veröffentlichen?"]
    assert (waiting.anzahl, internal.anzahl) == (2, 2)
    assert [(teil.titel, teil.anzahl) for teil in internal.teile] == [(str(event), 2)]
    assert count_on(client, waiting.url) == 2
    assert [count_on(client, teil.url) for teil in waiting.teile] == [1, 1]


def test_themes_wait_for_a_planned_dialogue(planung):
    thema = create_themenspeicher()
    assert "Themen ohne Wiedervorlage" not in tasks(planung)

    planned = create_veranstaltung(status="geplant")
    assert tasks(planung)["Themen ohne Wiedervorlage"].anzahl == 1
    thema.wiedervorlage = planned
    thema.save()

    assert "Themen ohne Wiedervorlage" not in tasks(planung)


def test_events_past_their_date_and_without_documentation_are_shown(planung):
    past, month = create_veranstaltung(status="geplant"), create_veranstaltung(status="geplant")
    past.datum_bis, past.datum_genauigkeit = dt.date(2020, 1, 31), "monat"
    past.save()
    month.datum_bis, month.datum_genauigkeit = dt.date(2100, 1, 31), "monat"
    month.save()
    create_veranstaltung(dokumentation="Kurzdokumentation")
    undocumented = create_veranstaltung()
    client = log_in(Client(), planung)

    rows_ = tasks(planung)

    assert rows_["Vorbei und noch „geplant“"].url == url(Veranstaltung, "change", past.pk)
    assert rows_["Durchgeführt, ohne Dokumentation"].url == url(
        Veranstaltung, "change", undocumented.pk
    )
    assert count_on(client, url(Veranstaltung, "changelist") + "?vorrat=vorbei") == 1
    assert count_on(client, url(Veranstaltung, "changelist") + "?vorrat=ohne-dokumentation") == 1


def test_work_list_shows_hinweise_to_who_may_settle_them():
    call_command("rollen_anlegen", stdout=NoOutput())
    create_hinweis()

    assert "Hinweise ohne Antwort" not in tasks(create_konto("ich", "Redaktion"))
    assert "Hinweise ohne Antwort" not in tasks(create_konto("du", "Fachbereich"))


def test_round_is_not_deleted_while_events_need_it(admin_client):
    runde = create_runde()
    create_veranstaltung(runde=runde)

    assert "lässt sich nicht löschen" in admin_client.get(url(Runde, "delete", runde.pk)).text
