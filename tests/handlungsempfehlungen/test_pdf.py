"""The papers as PDF: accessible, true to the text, silent about what is not public."""

import datetime as dt

import page
import pytest
from django.db.models import QuerySet

from handlungsempfehlungen.models import Entwicklung
from handlungsempfehlungen.pdf.bausteine import BEISPIELSATZ, bild, build_rahmen
from handlungsempfehlungen.pdf.bezirksblatt import build_bezirksblatt
from handlungsempfehlungen.pdf.bilder import read_zeichen
from handlungsempfehlungen.pdf.controllingbericht import build_controllingbericht
from handlungsempfehlungen.pdf.engine import PapierError, compile_pdf
from handlungsempfehlungen.pdf.schrift import printable
from handlungsempfehlungen.pdf.strategiepapier import build_strategiepapier
from navigator.models import Indikatorwert, Sozialquartier
from tests.factories import (
    create_befassung,
    create_fassung,
    create_handlungsempfehlung,
    create_hinweis,
    create_massnahme,
    create_sachstand,
    create_strategiepapier,
    create_veranstaltung,
)
from tests.indexausgaben import create_werte
from tests.papiere import (
    Papier,
    bezirk_of,
    letters_of,
    make,
    make_bericht,
    make_blatt,
    release,
)

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]  # a PDF is set from plain data
MARKUP = "#import *fett* $x^2$ = Titel @ref <label> \\ _kursiv_ `code` // weg /* weg */ #{1+1} ~ --"


# ---- accessibility -----------------------------------------------------------------------------


@pytest.fixture(params=["strategiepapier", "bezirksblatt", "controllingbericht"])
def pdf(request, papier):
    if request.param == "bezirksblatt":
        return compile_pdf("bezirksblatt", build_bezirksblatt(bezirk_of(papier)))
    if request.param == "controllingbericht":
        return compile_pdf("bericht", build_controllingbericht(2026))
    return compile_pdf("bericht", build_strategiepapier(papier))


def test_every_kind_of_paper_keeps_the_rules_of_pdf_ua(pdf):
    report = page.validate_pdf_bytes(pdf, profile="pdf-ua-1")

    assert [failure.message for failure in report.failures] == []
    assert report.is_compliant


def test_every_kind_of_paper_is_tagged_and_says_title_and_language(pdf):
    made = Papier(pdf)

    assert made.root["/MarkInfo"]["/Marked"]
    assert made.root["/Lang"] == "de-DE"
    assert made.root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert made.reader.metadata.title
    assert made.reader.metadata.author.startswith("Stadt Oberhausen")
    assert "Oberhausen" in made.reader.metadata["/Keywords"]
    assert made.tags("H1")
    assert made.lesezeichen


def test_tables_have_tagged_headings_and_pictures_have_words(papier):
    made = make(papier)

    tables = made.tags("Table")
    assert len(tables) == 5  # index, shares, contributions, one series, published figures
    assert len(made.tags("THead")) == len(tables)
    assert made.scopes() == {"/Column"}
    figures = made.tags("Figure")
    assert len(figures) == 1 + 4  # the map, and a curve for each quarter
    assert all(len(one["/Alt"]) > 30 for one in figures)


def test_outline_leads_to_every_chapter_and_recommendation(papier):
    assert make(papier).lesezeichen == [
        "Inhalt",
        "1 Einleitung",
        "2 Sozialraumanalyse",
        "2.1 Wo das Armutsrisiko liegt",
        "2.2 Was die Indikatoren sagen",
        "2.3 Wie es sich entwickelt hat",
        "Quote",
        "2.4 Was andere veröffentlicht haben",
        "2.5 Was die Fachleute vor Ort sagen",
        "Was fehlt?",
        "3 Handlungsempfehlungen",
        f"{papier.handlungsempfehlungen.get().kennung} Beratung öffnen",
        "Anhang: Maßnahmensteckbriefe",
        "Offene Sprechstunde",
        "Quellen und Verfahren",
        "So ist dieses Papier entstanden",
    ]


def test_picture_without_words_makes_no_paper():
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>'
    daten = build_rahmen(
        "Probe",
        kurztitel="Probe",
        stand="heute",
        zeichen=read_zeichen(),
        stichworte=[],
        beschreibung="Probe",
        dachzeile="",
        zusatz="",
        stand_zeile="",
        hat_beispiele=False,
        titelbild=None,
        zeitstempel=0,
        bausteine=[bild("Ein Bild", svg, "")],
    )

    with pytest.raises(PapierError, match="Einem Bild fehlt sein Text"):
        compile_pdf("bericht", daten)


# ---- what people wrote -------------------------------------------------------------------------


def test_text_with_markup_comes_out_literally(papier):
    papier.titel = f"Papier {MARKUP}"
    papier.analyse = papier.einleitung = MARKUP
    papier.save()
    he = papier.handlungsempfehlungen.get()
    create_fassung(he, datum="01.03.2022", titel=MARKUP, empfehlung=MARKUP, kurz=MARKUP)
    create_sachstand(he, "entfallen", datum="16.09.2026", text=MARKUP, grund=MARKUP)
    create_massnahme(titel=MARKUP, inhalte=MARKUP).strategiepapiere.add(papier)
    hinweis = he.hinweise.get()
    hinweis.text = MARKUP
    hinweis.save()

    made = make(papier)

    wanted = letters_of(MARKUP)
    assert made.reader.metadata.title == papier.titel
    assert made.letters.count(wanted) >= 10


def test_long_words_and_long_texts_come_out_whole(papier):
    word = "Donaudampf" * 50
    text = "\n\n".join(f"Absatz {number} mit einigen Worten." for number in range(400))
    assert len(text) > 10_000
    he = papier.handlungsempfehlungen.get()
    fassung = he.fassungen.get()
    fassung.titel, fassung.empfehlung, fassung.ausgangslage = word[:200], text, word
    fassung.save()

    letters = make(papier).letters

    assert word in letters
    for number in (0, 200, 399):
        assert f"Absatz{number}miteinigenWorten." in letters


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Prima 😀👍🏽!", "Prima [Bildzeichen]!"),
        ("Привет, γειά", "Привет, γειά"),
        ("مرحبا ja", "[andere Schrift] ja"),
        ("a\x00b\u200dc\ufe0f", "abc"),
        ("Zeile\r\nzwei\tdrei", "Zeile\nzwei drei"),
        ("Su\u0308d → 5\u202f%", "Süd → 5\u202f%"),
    ],
)
def test_sign_without_a_shape_becomes_a_word(text, printed):
    assert printable(text).replace("\u202f", " ") == printed.replace("\u202f", " ")


def test_paper_with_an_emoji_is_made_and_stays_accessible(papier):
    papier.einleitung = "Danke 😀 مرحبا\x07"
    papier.save()

    pdf = compile_pdf("bericht", build_strategiepapier(papier))

    assert page.is_pdf_compliant_bytes(pdf)
    assert "Danke [Bildzeichen] [andere Schrift]" in Papier(pdf).text


# ---- examples, and what must not appear --------------------------------------------------------


def test_each_page_with_examples_says_so_and_no_other():
    papier = create_strategiepapier(datum="12/2021")
    create_handlungsempfehlung(strategiepapier=papier, nummer=1, titel="Echt")
    for number in range(2, 14):
        create_handlungsempfehlung(
            strategiepapier=papier, nummer=number, titel=f"Muster {number}", ist_beispiel=True
        )

    seiten = make(papier).seiten

    with_line = {place for place, text in enumerate(seiten) if BEISPIELSATZ in text}
    contents = 1
    shown = {
        place for place, text in enumerate(seiten) if "Muster" in text.replace(BEISPIELSATZ, "")
    }
    assert with_line == shown - {contents}
    assert len(with_line) > 1
    assert "Dieses Papier enthält Beispiele" in seiten[0]


def test_example_values_of_the_index_are_marked():
    create_werte(anzahl=4)
    QuerySet(Indikatorwert).update(status=Indikatorwert.Status.BEISPIEL, ist_beispiel=True)
    ausgabe = release()
    raum = Sozialquartier.objects.first().sozialraum
    papier = create_strategiepapier(sozialraum=raum, datum="02/2023", berechnung=ausgabe)

    seiten = make(papier).seiten

    assert all(BEISPIELSATZ in text for text in seiten if "Tabelle" in text)
    assert "(Beispielwerte, keine amtliche Statistik)" in " ".join(seiten)


def test_nothing_internal_or_unpublished_appears(papier):
    raum = papier.sozialraum
    event = create_veranstaltung(sozialraeume=[raum])
    hidden = create_veranstaltung(sozialraeume=[raum], is_published=False)
    he = papier.handlungsempfehlungen.get()
    he.interne_bemerkung = "GEHEIM1"
    he.save()
    he.hinweise.add(
        create_hinweis(veranstaltung=event, text="GEHEIM2", sozialraeume=[raum]),
        create_hinweis(
            veranstaltung=hidden, text="GEHEIM3", is_published=True, sozialraeume=[raum]
        ),
    )
    create_hinweis(
        veranstaltung=event, text="Offen", is_published=True, interne_bemerkung="GEHEIM4"
    )
    draft = create_handlungsempfehlung(
        strategiepapier=papier, nummer=9, titel="GEHEIM5", is_published=False
    )
    create_sachstand(draft, "umgesetzt", text="GEHEIM6", datum="01.02.2026")
    create_befassung(draft, datum=dt.date(2026, 2, 2))
    create_massnahme(titel="GEHEIM7", is_published=False).strategiepapiere.add(papier)
    Entwicklung.objects.create(titel="GEHEIM8", quelle="q").sozialraeume.add(raum)

    texts = [make(papier).text, make_blatt(bezirk_of(papier)).text, make_bericht(2026).text]

    for text in texts:
        assert "GEHEIM" not in text
        assert draft.kennung not in text


def test_protected_values_do_not_appear():
    create_werte(anzahl=4)
    quartier = Sozialquartier.objects.first()
    QuerySet(Indikatorwert).filter(sozialquartier=quartier).update(zaehler=7, nenner=33)
    ausgabe = release()
    papier = create_strategiepapier(
        sozialraum=quartier.sozialraum, datum="02/2023", berechnung=ausgabe
    )

    text = make(papier).text

    for share in ("21,2", "15,2", "30,3", "14,3", "28,6"):  # 7/33, and each as rounded to 5
        assert share not in text
    assert quartier.name in text
    assert "nicht berechnet" in text
