"""The work list: what waits, for whom, and that each row leads to the screen that settles it."""

import datetime as dt
import re

import pytest
from django.contrib.auth.models import Permission
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from navigator import arbeitsvorrat
from navigator.arbeitsvorrat import Aufgabe, Eingabe, Frist, Gruppe, collect
from navigator.models import Institution, Seite, Sozialquartier
from navigator.models.institution_query import WAITING
from navigator.services import refresh_suchtexte
from tests.factories import (
    create_institution,
    create_kategorie,
    create_meldung,
    create_seite,
    create_sozialquartier,
    create_sozialraum,
    create_stadtbezirk,
    square,
)
from tests.office import change, log_in, url

pytestmark = pytest.mark.django_db
# Session, user, second factor; Indikatoren, drafts; Meldungen, Seiten, Datenstand, look-alikes,
# decided pairs,
# Kategorien for the days, Institutionen, Kategorien for the names; what was edited last.
QUERIES = 31
CITY = square(6.80, 51.46, 0.1)
INSIDE = {"breite": 51.50, "laenge": 6.85, "lagequalitaet": "exakt"}
BEYOND = {"breite": 51.50, "laenge": 6.75, "lagequalitaet": "exakt"}


def day(number):
    return timezone.localdate() + dt.timedelta(days=number)


def rows(user):
    """Title → row of everything that ``user`` sees."""
    return {row.titel: row for _, group in collect(user) for row in group}


def complete(**fields):
    """An Institution of which the work list says nothing."""
    known = {"telefon": "0208 825-1", "geprueft_am": day(0)} | INSIDE
    return create_institution(**known | fields)


@pytest.fixture
def clerk(django_user_model):
    """Somebody in the office who may nothing yet."""
    return django_user_model.objects.create_user("sachbearbeitung", is_staff=True)


def permit(user, *codenames):
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return type(user).objects.get(pk=user.pk)


# ---- the list itself -----------------------------------------------------------------------------


def test_nothing_to_do_is_said(admin_client):
    html = admin_client.get("/verwaltung/").text

    assert "Alles erledigt." in html
    assert "vorrat__zeile" not in html


def test_groups_come_by_urgency_and_rows_by_deadline(admin_user):
    complete(status="entwurf")
    complete(telefon="")
    create_meldung(faellig_am=day(3))
    create_meldung(art="fehler", faellig_am=day(1))
    create_meldung(art="barriere", zwischennachricht_bis=day(9))
    create_seite(naechste_pruefung_am=day(5))

    groups = [(gruppe, [row.titel for row in group]) for gruppe, group in collect(admin_user)]

    assert groups == [
        ("Mit Frist", ["Seite prüfen", "Barriere gemeldet"]),
        ("Meldungen von außen", ["Fehler gemeldet", "Nachricht erhalten"]),
        ("Daten vervollständigen", ["Ohne Telefonnummer"]),
        ("Zur Freigabe", ["Institution im Entwurf"]),
    ]


@pytest.mark.parametrize(
    ("days", "words", "urgency"),
    [
        (-145, "überfällig seit 145 Tagen", "ueberfaellig"),
        (-1, "überfällig seit 1 Tag", "ueberfaellig"),
        (0, "heute fällig", "bald"),
        (1, "morgen fällig", "bald"),
        (7, "in 7 Tagen", "bald"),
        (8, "bis 09.12.2026", "spaeter"),
    ],
)
def test_deadline_is_said_in_words(days, words, urgency):
    today = dt.date(2026, 12, 1)

    frist = Frist(today + dt.timedelta(days=days), today)

    assert str(frist) == words
    assert frist.dringlichkeit == urgency


def test_deadline_has_a_sign_beside_its_words(admin_client):
    create_meldung(art="barriere", zwischennachricht_bis=day(-2))

    html = admin_client.get("/verwaltung/").text

    assert re.search(
        r'frist--ueberfaellig">\s*<svg.*?</svg>\s*überfällig seit 2 Tagen', html, re.DOTALL
    )


def test_several_meldungen_lead_to_the_open_ones_of_their_kind(admin_client, admin_user):
    create_meldung(art="fehler", faellig_am=day(4))
    late = create_meldung(art="fehler", faellig_am=day(-1))
    create_meldung(art="fehler", status="erledigt")
    create_meldung(art="kontakt")

    row = rows(admin_user)["Fehler gemeldet"]
    listed = admin_client.get(row.url).context["cl"].result_list

    assert row.anzahl == 2
    assert str(row.frist) == "überfällig seit 1 Tag"
    assert [one.art for one in listed] == ["fehler", "fehler"]
    assert listed[0] == late


def test_a_single_record_is_opened_at_once(admin_user):
    meldung = create_meldung(art="barriere")
    draft = complete(status="entwurf")
    seite = create_seite(naechste_pruefung_am=day(-3))

    shown = rows(admin_user)

    assert shown["Barriere gemeldet"].url.endswith(f"/meldung/{meldung.pk}/change/")
    assert shown["Institution im Entwurf"].url.endswith(f"/institution/{draft.pk}/change/")
    assert shown["Seite prüfen"].url.endswith(f"/seite/{seite.pk}/change/")


# ---- Seiten --------------------------------------------------------------------------------------


def test_seiten_come_a_month_before_their_check(admin_client, admin_user):
    due = create_seite("barrierefreiheit", naechste_pruefung_am=day(30))
    overdue = create_seite("impressum", naechste_pruefung_am=day(-1))
    create_seite("kontakt", naechste_pruefung_am=day(31))
    create_seite("datenschutz")

    row = rows(admin_user)["Seiten prüfen"]
    listed = admin_client.get(row.url).context["cl"].queryset

    assert row.anzahl == 2
    assert row.erklaerung == "Impressum, Barrierefreiheit"
    assert set(listed) == {due, overdue}
    assert set(Seite.objects.check_due(timezone.localdate())) == {due, overdue}


# ---- Institutionen -------------------------------------------------------------------------------


@pytest.mark.parametrize("task", WAITING)
def test_row_counts_what_its_list_shows(admin_client, admin_user, task):
    create_stadtbezirk(geometry=CITY)
    quartier = create_sozialquartier(geometry=square(6.80, 51.46, 0.01))
    waiting = {
        "entwurf": {"status": "entwurf"},
        "ungeprueft": {"geprueft_am": None},
        "veraltet": {"geprueft_am": day(-366)},
        "ohne_lage": {"breite": None, "laenge": None, "lagequalitaet": ""},
        "nur_plz": {"lagequalitaet": "plz"},
        "ausserhalb": BEYOND,
        "anderer_raum": {"sozialquartier": quartier, "raumherkunft": "hand"},
        "ohne_telefon": {"telefon": ""},
    }[task]
    wanted = [complete(**waiting), complete(**waiting)]
    complete()
    complete(**waiting | {"status": "archiviert"})

    (row,) = rows(admin_user).values()
    listed = admin_client.get(row.url).context["cl"].queryset

    assert row.anzahl == 2
    assert set(listed) == set(wanted)


def test_check_is_due_by_the_days_of_the_kategorie(admin_client, admin_user):
    often = create_kategorie("beratung", name="Beratung", pruefung_nach_tagen=90)
    seldom = create_kategorie("sport", name="Sport", pruefung_nach_tagen=730)
    late = [complete(kategorie=often, geprueft_am=day(-91)) for _ in range(2)]
    complete(kategorie=often, geprueft_am=day(-90))
    complete(kategorie=seldom, geprueft_am=day(-91))
    later = complete(kategorie=seldom, geprueft_am=day(-731))

    row = rows(admin_user)["Prüfung überfällig"]

    assert row.anzahl == 3
    assert [(part.titel, part.anzahl) for part in row.teile] == [("Beratung", 2), ("Sport", 1)]
    assert set(admin_client.get(row.teile[0].url).context["cl"].queryset) == set(late)
    assert row.teile[1].url == url(Institution, "change", later.pk)


# ---- points --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("laenge", "lagepruefung"),
    [(6.80, ""), (6.7985, ""), (6.795, "ausserhalb")],  # on the edge, 100 m and 350 m beyond it
)
def test_point_just_beyond_an_approximated_outline_is_no_mistake(laenge, lagepruefung):
    create_stadtbezirk(geometry=CITY)

    institution = complete(laenge=laenge)

    assert institution.lagepruefung == lagepruefung


def test_point_of_a_postleitzahl_and_a_city_without_outline_say_nothing():
    assert complete(**BEYOND).lagepruefung == ""
    create_stadtbezirk(geometry=CITY)
    assert complete(**BEYOND | {"lagequalitaet": "plz"}).lagepruefung == ""


@pytest.mark.parametrize("level", ["stadtbezirk", "sozialraum", "sozialquartier"])
def test_point_is_compared_with_the_area_set_by_hand(level):
    create_stadtbezirk(geometry=CITY)
    create = {
        "stadtbezirk": create_stadtbezirk,
        "sozialraum": create_sozialraum,
        "sozialquartier": create_sozialquartier,
    }[level]
    there = create(geometry=square(6.845, 51.495))
    elsewhere = create(geometry=square(6.80, 51.46))

    right = complete(**{level: there}, raumherkunft="hand")
    wrong = complete(**{level: elsewhere}, raumherkunft="hand")

    assert (right.lagepruefung, wrong.lagepruefung) == ("", "anderer_raum")


def test_a_new_outline_has_points_looked_at_again(admin_client):
    bezirk = create_stadtbezirk(geometry=CITY)
    institution = complete()

    bezirk.geometry = square(6.95, 51.46)
    bezirk.save()
    refresh_suchtexte()

    institution.refresh_from_db()
    assert institution.lagepruefung == "ausserhalb"


def test_point_that_is_right_is_not_asked_for_again_until_it_moves(admin_client, admin_user):
    create_stadtbezirk(geometry=CITY)
    institution = complete(**BEYOND)

    change(admin_client, institution, lage_bestaetigt="on")
    after = rows(admin_user)
    change(admin_client, institution, laenge="6.76")

    assert "Punkt außerhalb von Oberhausen" not in after
    assert "Punkt außerhalb von Oberhausen" in rows(admin_user)


# ---- who sees what -------------------------------------------------------------------------------


def test_rows_depend_on_what_one_may_see(clerk):
    create_meldung(art="barriere")
    create_seite(naechste_pruefung_am=day(1))
    complete(status="entwurf")

    assert rows(clerk) == {}
    assert list(rows(permit(clerk, "view_meldung"))) == ["Barriere gemeldet"]
    assert list(rows(permit(clerk, "change_seite"))) == ["Seite prüfen"]


def test_button_promises_no_more_than_one_may_do(clerk):
    complete(status="entwurf")

    assert rows(permit(clerk, "view_institution"))["Institution im Entwurf"].knopf == "Ansehen"
    assert (
        rows(permit(clerk, "change_institution"))["Institution im Entwurf"].knopf
        == "Veröffentlichen"
    )


def test_page_opens_for_somebody_who_may_nothing(client, clerk):
    create_meldung()
    log_in(client, clerk)

    response = client.get("/verwaltung/")

    assert "Alles erledigt." in response.text
    assert "Schnell erfassen" not in response.text


# ---- other apps ----------------------------------------------------------------------------------


@pytest.fixture
def registry(monkeypatch):
    monkeypatch.setattr(arbeitsvorrat, "providers", [])
    monkeypatch.setattr(arbeitsvorrat, "eingaben", eingaben := [])
    monkeypatch.setattr("navigator.templatetags.arbeitsvorrat.eingaben", eingaben)


@pytest.mark.usefixtures("registry")
def test_another_app_adds_rows_and_buttons(admin_client):
    @arbeitsvorrat.register
    def dialoge(user):
        yield Aufgabe(Gruppe.FREIGABE, 3, "Hinweise ohne Entscheidung", "/verwaltung/x/")
        yield Aufgabe(Gruppe.FREIGABE, 0, "Nichts", "/verwaltung/y/")

    arbeitsvorrat.register(dialoge)
    arbeitsvorrat.register_eingabe(Eingabe("Abend anlegen", "admin:index", "dialoge.add_x"))
    arbeitsvorrat.register_eingabe(Eingabe("Kommt erst", "admin:gibt_es_nicht", "dialoge.add_x"))

    html = admin_client.get("/verwaltung/").text

    assert html.count("Hinweise ohne Entscheidung</a>") == 1
    assert "Nichts" not in html
    assert "Abend anlegen" in html
    assert "Kommt erst" not in html


# ---- the page ------------------------------------------------------------------------------------


def test_page_shows_what_one_edited_last(admin_client, django_user_model):
    institution = complete(name="Treff am Markt")
    change(admin_client, institution, beschreibung="Neu.")

    html = admin_client.get("/verwaltung/").text
    section = html.partition("Zuletzt bearbeitet")[2].partition("</section>")[0]

    assert url(Institution, "change", institution.pk) in section
    assert "Treff am Markt" in section
    assert re.search(r"Institution,\s+geändert\s+heute", section)


def test_page_keeps_the_list_of_all_data(admin_client):
    html = admin_client.get("/verwaltung/").text

    assert "<h1>Arbeitsvorrat</h1>" in html
    assert html.count(f'href="{reverse("admin:navigator_institution_changelist")}"') == 2


@pytest.mark.parametrize("count", [3, 60])
def test_page_asks_the_database_equally_often(admin_client, django_assert_num_queries, count):
    create_stadtbezirk(geometry=CITY)
    quartier = create_sozialquartier(geometry=square(6.80, 51.46, 0.01))
    kategorien = [create_kategorie("beratung"), create_kategorie("sport")]
    for number in range(count):
        kategorie = kategorien[number % 2]
        complete(kategorie=kategorie, geprueft_am=day(-400), **BEYOND)
        Institution.objects.create(name=f"Entwurf {number}", kategorie=kategorie)
    for name in ("Haus der Jugend", "Haus der Jugend e. V."):
        complete(name=name, sozialquartier=quartier, raumherkunft="hand")
    for art in ("fehler", "kontakt", "barriere"):
        for _ in range(count // 3):
            create_meldung(art=art)
    create_seite(naechste_pruefung_am=day(0))
    change(admin_client, create_institution(), beschreibung="Neu.")
    admin_client.get("/verwaltung/")  # shows the message of the change
    cache.clear()

    with django_assert_num_queries(QUERIES):
        html = admin_client.get("/verwaltung/").text

    assert html.count('class="vorrat__zeile"') == 12
    assert Sozialquartier.objects.count() == 1
