"""The office's forms for recommendations and what belongs to them."""

import datetime as dt

import pytest

from handlungsempfehlungen.models import (
    Entwicklung,
    Evidenz,
    Fassung,
    Handlungsempfehlung,
    Massnahmensteckbrief,
    Sitzung,
    Strategiepapier,
)
from navigator.indexausgabe import compute_berechnung, release_berechnung
from navigator.models import Indikator
from tests.factories import (
    create_befassung,
    create_entwicklung,
    create_fassung,
    create_handlungsempfehlung,
    create_hinweis,
    create_massnahme,
    create_sitzung,
    create_sozialquartier,
    create_sozialraum,
    create_stelle,
    create_strategiepapier,
    create_zielgruppe,
)
from tests.indexausgaben import JAHR, create_indexmethode, create_werte
from tests.indexausgaben import create_konto as create_plain_konto
from tests.office import (
    add,
    change,
    errors,
    form_data,
    rows,
    url,
)

pytestmark = pytest.mark.django_db


# ---- a recommendation and its wordings -----------------------------------------------------------


def test_recommendation_is_entered_with_its_first_wording(admin_client):
    papier, stelle = create_strategiepapier(), create_stelle()
    wording = {"titel": "Beratung öffnen", "empfehlung": "Die Stadt öffnet.", "datum": "02/2023"}

    response = add(
        admin_client,
        Handlungsempfehlung,
        strategiepapier=papier.pk,
        nummer=3,
        **rows("fassungen", wording | {"federfuehrung": stelle.pk}),
    )

    assert response.status_code == 302
    he = Handlungsempfehlung.objects.get()
    fassung = he.fassungen.get()
    assert (he.nummer, he.is_published) == (3, False)
    assert (fassung.nummer, fassung.wirksam_am) == (1, dt.date(2023, 2, 28))
    assert fassung.federfuehrung == stelle


@pytest.mark.parametrize(
    "fields", [{}, rows("fassungen", {"titel": "X", "empfehlung": "", "datum": "02/2023"})]
)
def test_recommendation_without_a_wording_is_refused(admin_client, fields):
    papier = create_strategiepapier()

    response = add(admin_client, Handlungsempfehlung, strategiepapier=papier.pk, nummer=3, **fields)

    assert response.status_code == 200
    assert not Handlungsempfehlung.objects.exists()


def test_number_and_paper_stay(admin_client):
    he = create_handlungsempfehlung(nummer=3)

    change(admin_client, he, nummer=4, strategiepapier=create_strategiepapier().pk)

    slug = he.slug
    he.refresh_from_db()
    assert (he.nummer, he.slug) == (3, slug)


def test_new_wording_begins_with_the_one_before(admin_client):
    he = create_handlungsempfehlung(titel="Alt", federfuehrung=create_stelle())
    address = url(Fassung, "add") + f"?handlungsempfehlung={he.pk}"

    form = admin_client.get(address).context["adminform"].form
    data = {name: form[name].value() for name in ("titel", "empfehlung", "federfuehrung")}
    response = admin_client.post(
        address,
        data | {"handlungsempfehlung": he.pk, "datum": "05/2024", "titel": "Neu"},
    )

    assert form["titel"].value() == "Alt"
    assert list(form["sozialraeume"].value()) == [he.strategiepapier.sozialraum.pk]
    assert not form["datum"].value()
    assert response.status_code == 302
    assert list(he.fassungen.values_list("nummer", "titel")) == [(1, "Alt"), (2, "Neu")]


def test_two_wordings_do_not_begin_on_one_day(admin_client):
    he = create_handlungsempfehlung(datum="02/2023")

    response = add(
        admin_client,
        Fassung,
        handlungsempfehlung=he.pk,
        datum="28.02.2023",
        titel="Neu",
        empfehlung="Etwas.",
    )

    assert errors(response)["__all__"] == ["Von diesem Tag an gilt schon eine Fassung."]


def test_page_of_a_recommendation_shows_wordings_newest_first(admin_client):
    he = create_handlungsempfehlung(datum="12/2021", titel="Alt")
    create_fassung(he, datum="02/2023", titel="Neu")

    page = admin_client.get(url(Handlungsempfehlung, "change", he.pk))

    shown = [(row["fassung"].titel, row["gilt"]) for row in page.context["fassungen"]]
    assert shown == [("Neu", True), ("Alt", False)]


@pytest.mark.parametrize("term", ["os-03", "OS-03", "Sprachkurse"])
def test_recommendation_is_found_by_number_and_word(admin_client, term):
    papier = create_strategiepapier(sozialraum=create_sozialraum(kuerzel="OS"))
    create_handlungsempfehlung(strategiepapier=papier, nummer=3, titel="Sprachkurse")
    create_handlungsempfehlung(strategiepapier=papier, nummer=4)

    page = admin_client.get(url(Handlungsempfehlung, "changelist"), {"q": term})

    assert [one.nummer for one in page.context["cl"].result_list] == [3]


# ---- a Hinweis begins something ------------------------------------------------------------------


@pytest.fixture
def hinweis():
    raum = create_sozialraum(kuerzel="OS")
    hinweis = create_hinweis(text="Es fehlt eine Beratung.", sozialraeume=[raum])
    hinweis.zielgruppen.add(create_zielgruppe("Familien"))
    create_sozialquartier(sozialraum=raum)
    create_handlungsempfehlung(strategiepapier=create_strategiepapier(sozialraum=raum), nummer=6)
    return hinweis


def test_recommendation_begins_with_what_the_hinweis_says(admin_client, hinweis):
    page = admin_client.get(url(Handlungsempfehlung, "add") + f"?hinweis={hinweis.pk}")

    form = page.context["adminform"].form
    (wording,) = page.context["inline_admin_formsets"][0].formset.forms
    assert form["hinweise"].value() == [hinweis.pk]
    assert form["nummer"].value() == 7
    assert form["strategiepapier"].value() == Strategiepapier.objects.get().pk
    assert "Es fehlt eine Beratung." in wording["ausgangslage"].value()
    assert wording["sozialraeume"].value() == [hinweis.sozialraeume.get().pk]
    assert wording["zielgruppen"].value() == [hinweis.zielgruppen.get().pk]


def test_wording_that_stays_as_the_hinweis_began_it_is_saved(admin_client, hinweis):
    address = url(Handlungsempfehlung, "add") + f"?hinweis={hinweis.pk}"
    wording = {"titel": "Beratung", "empfehlung": "Öffnen.", "datum": "11/2026"}

    response = admin_client.post(
        address,
        form_data(Handlungsempfehlung)
        | {
            "strategiepapier": Strategiepapier.objects.get().pk,
            "nummer": 7,
            "hinweise": [hinweis.pk],
        }
        | rows("fassungen", wording | {"sozialraeume": [hinweis.sozialraeume.get().pk]}),
    )

    assert response.status_code == 302
    he = Handlungsempfehlung.objects.get(nummer=7)
    assert list(he.hinweise.all()) == [hinweis]
    assert he.fassungen.get().titel == "Beratung"


def test_steckbrief_begins_with_what_the_hinweis_says(admin_client, hinweis):
    page = admin_client.get(url(Massnahmensteckbrief, "add") + f"?hinweis={hinweis.pk}")

    form = page.context["adminform"].form
    assert form["hinweise"].value() == [hinweis.pk]
    assert "Es fehlt eine Beratung." in form["problemlage"].value()
    assert form["sozialraeume"].value() == [hinweis.sozialraeume.get().pk]


@pytest.mark.parametrize("value", ["x", "999999", ""])
def test_hinweis_that_is_none_begins_nothing(admin_client, value):
    for model in (Handlungsempfehlung, Massnahmensteckbrief):
        assert admin_client.get(url(model, "add") + f"?hinweis={value}").status_code == 200


@pytest.mark.parametrize("create", [create_handlungsempfehlung, create_massnahme])
def test_hinweis_is_joined_to_what_is_there(admin_client, hinweis, create):
    record = create()
    address = url(type(record), "verknuepfen") + f"?hinweis={hinweis.pk}"

    page = admin_client.get(address)
    empty = admin_client.post(address, {})
    done = admin_client.post(address, {"eintraege": [record.pk]})

    assert "Für andere Räume" in page.text
    assert empty.context["form"].errors["eintraege"] == [
        "Bitte wählen Sie mindestens einen Eintrag."
    ]
    assert done.status_code == 302
    assert list(record.hinweise.all()) == [hinweis]
    assert record.history.first().history_change_reason.startswith("Mit Hinweis")


# ---- figures -------------------------------------------------------------------------------------


@pytest.fixture
def ausgabe():
    create_werte()
    entwurf = compute_berechnung(JAHR, JAHR, create_indexmethode(), create_plain_konto("stefan"))
    return release_berechnung(entwurf, create_plain_konto("berta"))


def test_figure_is_taken_from_the_edition_and_frozen(admin_client, ausgabe):
    fassung = create_handlungsempfehlung().fassungen.get()
    quartier = ausgabe.ergebnisse.exclude(sozialquartier=None).first().sozialquartier
    chosen = {
        "indikator": Indikator.objects.get().pk,
        "sozialquartier": quartier.pk,
        "berechnung": ausgabe.pk,
    }

    response = change(admin_client, fassung, **rows("evidenzen", chosen | {"wert": "99 %"}))

    evidenz = Evidenz.objects.get()
    assert response.status_code == 302
    assert evidenz.wert.endswith("%")
    assert evidenz.wert != "99 %"
    assert evidenz.stadt.endswith("%")
    assert admin_client.post(url(Evidenz, "change", evidenz.pk), {}).status_code == 403


def test_figure_that_the_edition_does_not_publish_is_refused(admin_client, ausgabe):
    fassung = create_handlungsempfehlung().fassungen.get()

    response = add(
        admin_client,
        Evidenz,
        fassung=fassung.pk,
        indikator=Indikator.objects.get().pk,
        sozialquartier=create_sozialquartier().pk,
        berechnung=ausgabe.pk,
    )

    assert "keinen veröffentlichten Wert" in errors(response)["sozialquartier"][0]
    assert not Evidenz.objects.exists()


# ---- committees and developments -----------------------------------------------------------------


def test_sitting_holds_what_it_dealt_with_and_moves_it_along(admin_client):
    he, sitzung = create_handlungsempfehlung(), create_sitzung()

    change(
        admin_client,
        sitzung,
        **rows("befassungen", {"ergebnis": "kenntnis", "handlungsempfehlungen": [he.pk]}),
    )
    befassung = he.befassungen.get()
    change(admin_client, sitzung, datum="2024-06-20")

    befassung.refresh_from_db()
    assert Sitzung.objects.get().datum == dt.date(2024, 6, 20)
    assert befassung.wirksam_am == dt.date(2024, 6, 20)


def test_same_paper_twice_at_a_sitting_is_refused_in_words(admin_client):
    befassung = create_befassung(drucksache="B/17/1")

    response = add(
        admin_client,
        type(befassung),
        sitzung=befassung.sitzung.pk,
        ergebnis="kenntnis",
        drucksache="B/17/1",
    )

    assert errors(response)["__all__"] == ["Diese Drucksache steht bei der Sitzung schon."]


def test_step_keeps_its_date_as_precise_as_it_is_known(admin_client):
    entwicklung = create_entwicklung()

    change(admin_client, entwicklung, **rows("schritte", {"datum": "09/2023", "text": "Eröffnet"}))
    schritt = entwicklung.schritte.get()
    stored = {"id": schritt.pk, "datum": "", "text": "Eröffnet"}
    page = admin_client.get(url(Entwicklung, "change", entwicklung.pk))
    change(admin_client, entwicklung, **rows("schritte", stored, stored=1))

    assert schritt.wirksam_am == dt.date(2023, 9, 30)
    assert 'value="09/2023"' in page.text
    schritt.refresh_from_db()
    assert schritt.datum_bis is None


def test_measure_has_two_dates_and_says_what_is_wrong(admin_client):
    massnahme = create_massnahme()

    change(admin_client, massnahme, beginn="08/2024", ende="07/2027", befristung="befristet")
    massnahme.refresh_from_db()
    wrong = change(admin_client, massnahme, befristung="unbefristet")

    assert (massnahme.beginn_bis, massnahme.ende_bis) == (
        dt.date(2024, 8, 31),
        dt.date(2027, 7, 31),
    )
    assert errors(wrong)["__all__"] == ["Was unbefristet läuft, hat kein Ende."]
