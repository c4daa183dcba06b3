"""Indikatoren, counts, methods, reports and published figures in the admin."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from navigator.models import (
    Einzelangabe,
    Exkurs,
    Indexmethode,
    Indikator,
    Indikatorwert,
    Sozialbericht,
)
from tests.indexausgaben import create_entwurf, create_indexmethode, create_indikatorwert
from tests.office import RECORDS, add, change, errors, form_data, url

pytestmark = pytest.mark.django_db


# ---- Indikator -----------------------------------------------------------------------------------


def test_list_says_what_an_indikatorenblatt_lacks(admin_client):
    record = RECORDS[Indikator]()
    Indikator.objects.filter(pk=record.pk).update(quelle="", definition="")

    html = admin_client.get(url(Indikator, "changelist") + "?blatt=lueckenhaft").text

    assert "Es fehlt: Definition, Quelle" in html


def test_kuerzel_stays_once_it_is_given(admin_client):
    record = RECORDS[Indikator]()

    change(admin_client, record, kuerzel="anders", name="Neuer Name")

    record.refresh_from_db()
    assert (record.kuerzel, record.name) == ("sgb2", "Neuer Name")


# ---- Indikatorwert -------------------------------------------------------------------------------


def correction(client, earlier, **fields):
    """Follow „Berichtigen“ and send the form with some fields changed."""
    address = f"{url(Indikatorwert, 'add')}?ersetzt={earlier.pk}"
    form = client.get(address).context["adminform"].form
    data = {name: form[name].value() for name in form.fields}
    known = {name: value for name, value in data.items() if value not in (None, False)}
    return client.post(address, known | fields)


def test_correction_takes_the_place_of_a_value(admin_client):
    earlier = create_indikatorwert(zaehler=100)

    response = correction(admin_client, earlier, zaehler=120)

    assert response.status_code == 302
    held = Indikatorwert.objects.current().get()
    assert (held.zaehler, held.nenner, held.ersetzt) == (120, 1000, earlier)


def test_second_value_without_a_correction_is_refused_in_words(admin_client):
    earlier = create_indikatorwert()
    fields = {
        "indikator": earlier.indikator_id,
        "sozialquartier": earlier.sozialquartier_id,
        "jahr": earlier.jahr,
        "zaehler": 5,
        "nenner": 60,
        "quelle": "Test",
    }

    found = errors(add(admin_client, Indikatorwert, **fields))

    assert found["__all__"] == [
        "Für dieses Quartier und Jahr gilt schon ein Wert. Öffnen Sie ihn und wählen Sie "
        "„Berichtigen“."
    ]


def test_corrected_value_names_its_correction_and_offers_none(admin_client):
    earlier = create_indikatorwert(zaehler=100)
    correction(admin_client, earlier, zaehler=120)

    html = admin_client.get(url(Indikatorwert, "change", earlier.pk)).text

    assert "120 von 1000, vorhanden" in html
    assert "Berichtigen</a>" not in html


@pytest.mark.parametrize("number", ["", "x", "9999999", "1 OR 1"])
def test_correction_of_nothing_is_an_empty_form(admin_client, number):
    response = admin_client.get(f"{url(Indikatorwert, 'add')}?ersetzt={number}")

    assert response.status_code == 200
    assert not response.context["adminform"].form.initial.get("ersetzt")


def test_stored_value_is_neither_changed_nor_deleted_by_hand(admin_client):
    wert = create_indikatorwert()

    responses = [
        admin_client.post(url(Indikatorwert, "change", wert.pk), {"zaehler": 1}),
        admin_client.post(url(Indikatorwert, "delete", wert.pk), {"post": "yes"}),
    ]

    assert [response.status_code for response in responses] == [403, 403]
    wert.refresh_from_db()
    assert wert.zaehler == 100


def test_values_can_be_read_in_by_those_who_may_add_them(admin_client):
    html = admin_client.get(url(Indikatorwert, "changelist")).text

    assert url(Indikatorwert, "einlesen") in html


def test_example_is_no_status_to_choose(admin_client):
    form = admin_client.get(url(Indikatorwert, "add")).context["adminform"].form

    assert "beispiel" not in [value for value, _ in form.fields["status"].choices]


# ---- Indexmethode --------------------------------------------------------------------------------


def test_new_method_starts_from_a_vorlage(admin_client):
    RECORDS[Indikator]()

    page = admin_client.get(url(Indexmethode, "add") + "?vorlage=berlin-mss")

    settings = json.loads(page.context["adminform"].form.initial["einstellungen"])
    assert settings == {"vorlage": "berlin-mss", "indikatoren": {"sgb2": 1}, "stadtzeile": "Stadt"}


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('{"vorlage": ', "Zeile 1: Das ist kein gültiges JSON."),
        ('{"vorlage": "mond"}', "„vorlage“ ist berlin-mss oder oberhausen, nicht „mond“."),
    ],
)
def test_wrong_settings_are_explained(admin_client, text, sentence):
    found = errors(add(admin_client, Indexmethode, name="X", version=1, einstellungen=text))

    assert found["einstellungen"] == [sentence]


def test_method_of_a_released_edition_is_fixed_but_has_a_next_version(admin_client):
    methode = create_entwurf().methode
    methode.berechnungen.update(status="freigegeben", freigegeben_am="2026-01-01T00:00Z")
    before = methode.einstellungen

    change(admin_client, methode, einstellungen="{}", beschreibung="Klarer gesagt.")
    data = {"action": "new_version", "_selected_action": [methode.pk]}
    response = admin_client.post(url(Indexmethode, "changelist"), data)

    methode.refresh_from_db()
    assert (methode.einstellungen, methode.beschreibung) == (before, "Klarer gesagt.")
    copy = Indexmethode.objects.get(name=methode.name, version=methode.version + 1)
    assert response.url == url(Indexmethode, "change", copy.pk)
    assert copy.einstellungen == before


def test_form_shows_settings_a_line_each(admin_client):
    methode = create_indexmethode()

    assert '\n  "vorlage": "oberhausen"' in form_data(Indexmethode, methode)["einstellungen"]


# ---- Sozialbericht, Einzelangabe -----------------------------------------------------------------


def upload(client, name, content):
    record = RECORDS[Sozialbericht]()
    datei = SimpleUploadedFile(name, content, content_type="application/pdf")
    response = change(client, record, datei=datei)
    record.refresh_from_db()
    return record, response


def test_report_is_uploaded_as_pdf(admin_client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path

    record, response = upload(admin_client, "bericht.pdf", b"%PDF-1.7 Inhalt")

    assert response.status_code == 302
    assert (tmp_path / record.datei.name).read_bytes() == b"%PDF-1.7 Inhalt"


def test_what_only_is_called_pdf_is_refused(admin_client, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path

    record, response = upload(admin_client, "bericht.pdf", b"<html>")

    assert errors(response)["datei"] == ["Das ist keine PDF-Datei. Bitte laden Sie ein PDF hoch."]
    assert not record.datei
    assert not list(tmp_path.rglob("*.pdf"))


def test_too_large_a_report_is_refused(admin_client, monkeypatch):
    monkeypatch.setattr("navigator.models.pdf.LARGEST_PDF", 8)

    _, response = upload(admin_client, "bericht.pdf", b"%PDF-1.7 Inhalt")

    assert errors(response)["datei"] == ["Die Datei ist größer als 50 Megabyte."]


def test_only_released_editions_can_belong_to_a_report(admin_client):
    draft = create_entwurf()

    response = change(admin_client, RECORDS[Sozialbericht](), berechnung=draft.pk)

    assert "berechnung" in errors(response)


def test_exkurs_is_written_with_its_report(admin_client):
    record = RECORDS[Sozialbericht]()
    rows = {
        "exkurse-TOTAL_FORMS": 1,
        "exkurse-0-position": 1,
        "exkurse-0-titel": "Armut und Bildung",
    }

    change(admin_client, record, **rows)

    assert [one.titel for one in Exkurs.objects.filter(sozialbericht=record)] == [
        "Armut und Bildung"
    ]


def test_date_of_a_figure_is_as_precise_as_it_was_given(admin_client):
    record = RECORDS[Einzelangabe]()

    change(admin_client, record, stand="09/2023")

    record.refresh_from_db()
    assert (str(record.stand), record.stand_genauigkeit) == ("September 2023", "monat")


def test_wrong_date_of_a_figure_is_refused(admin_client):
    response = change(admin_client, RECORDS[Einzelangabe](), stand="um 2013")

    assert "stand" in errors(response)


def test_method_that_an_edition_was_released_by_is_shown_with_its_indents_and_not_deleted(
    admin_client,
):
    methode = create_indexmethode()
    create_entwurf(methode=methode, status="freigegeben", freigegeben_am=timezone.now())

    page = admin_client.get(url(Indexmethode, "change", methode.pk)).content.decode()

    assert '<pre class="ausgabe__einstellungen">{\n  &quot;ausschluesse&quot;' in page
    assert url(Indexmethode, "delete", methode.pk) not in page
    assert admin_client.get(url(Indexmethode, "delete", methode.pk)).status_code == 403
