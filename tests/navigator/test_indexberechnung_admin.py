"""Computing, checking, releasing and throwing away an edition in the admin."""

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from navigator.admin.indexberechnung import FREIGEBEN
from navigator.arbeitsvorrat import collect
from navigator.indexausgabe import compute_berechnung, release_berechnung
from navigator.indexvergleich import compare_berechnung
from navigator.models import Indexberechnung, Indikator, Indikatorwert
from tests.demo import NoOutput
from tests.indexausgaben import (
    JAHR,
    create_entwurf,
    create_indexmethode,
    create_indikatorwert,
    create_werte,
)
from tests.office import create_konto, log_in, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def methode():
    create_werte()
    return create_indexmethode()


@pytest.fixture
def statistik():
    """An account that computes but does not release."""
    call_command("rollen_anlegen", stdout=NoOutput())
    return create_konto("stefan", "Statistik")


@pytest.fixture
def planung(statistik):
    """An account that computes and releases."""
    return create_konto("petra", "Sozialplanung")


def enter(konto):
    return log_in(Client(), konto)


def compute(client, methode, **fields):
    data = {"methode": methode.pk, "berichtsjahr": JAHR, "datenstand": JAHR} | fields
    return client.post(url(Indexberechnung, "add"), data)


def do(client, what, berechnung):
    address = reverse(f"admin:navigator_indexberechnung_{what}", args=[berechnung.pk])
    return client.post(address, follow=True)


def said(response):
    return [str(message) for message in response.context["messages"]]


# ---- compute -----------------------------------------------------------------------------------


def test_draft_is_computed_and_shown(statistik, methode):
    response = compute(enter(statistik), methode)

    draft = Indexberechnung.objects.get()
    assert response.url == url(Indexberechnung, "change", draft.pk)
    assert (draft.status, draft.gerechnet_von) == ("entwurf", statistik)
    assert draft.ergebnisse.of_quartiere().count() == 12


def test_what_keeps_it_from_being_computed_is_said_in_the_form(statistik, methode):
    Indikator.objects.update(einschraenkung="")

    response = compute(enter(statistik), methode)

    assert response.status_code == 200
    assert "Indikatorenblatt ist noch nicht vollständig: Quote" in response.text
    assert not Indexberechnung.objects.exists()


def test_only_years_with_values_can_be_chosen(statistik, methode):
    response = compute(enter(statistik), methode, datenstand=2009)

    assert "datenstand" in response.context["form"].errors
    assert not Indexberechnung.objects.exists()


def test_form_says_what_is_missing(statistik, methode):
    response = enter(statistik).post(url(Indexberechnung, "add"), {})

    assert set(response.context["form"].errors) == {"methode", "berichtsjahr", "datenstand"}


# ---- look ----------------------------------------------------------------------------------------


def test_draft_is_compared_with_the_edition_that_holds(planung, methode):
    release_berechnung(compute_berechnung(2021, 2021, methode, create_konto("x")), planung)
    draft = compute_berechnung(JAHR, JAHR, methode, create_konto("y"))

    html = enter(planung).get(url(Indexberechnung, "change", draft.pk)).text

    assert "Was sich gegenüber 2021 ändert" in html
    assert draft.hash_ergebnisse in html
    assert "Freigeben" in html
    assert "Verwerfen" in html


def test_areas_in_another_class_come_first_then_the_largest_change(planung, methode):
    release_berechnung(compute_berechnung(2021, 2021, methode, create_konto("x")), planung)
    outsider = Indikatorwert.objects.current().filter(jahr=JAHR).order_by("pk").first()
    create_indikatorwert(
        indikator=outsider.indikator,
        sozialquartier=outsider.sozialquartier,
        zaehler=900,
        nenner=1000,
        ersetzt=outsider,
    )
    draft = compute_berechnung(JAHR, JAHR, methode, create_konto("y"))

    zeilen = compare_berechnung(draft).zeilen

    assert "Status" in zeilen[0].wechsel
    changed = [len(zeile.wechsel) for zeile in zeilen]
    assert changed == sorted(changed, reverse=True)
    same = [abs(zeile.unterschied) for zeile in zeilen if not zeile.wechsel]
    assert same == sorted(same, reverse=True)


def test_area_without_a_value_is_named_with_its_reason(planung, methode):
    outsider = Indikatorwert.objects.current().filter(jahr=JAHR).order_by("pk").first()
    create_indikatorwert(
        indikator=outsider.indikator,
        sozialquartier=outsider.sozialquartier,
        status="geschuetzt",
        zaehler=None,
        nenner=None,
        ersetzt=outsider,
    )
    draft = compute_berechnung(JAHR, JAHR, methode, create_konto("y"))

    html = enter(planung).get(url(Indexberechnung, "change", draft.pk)).text

    assert f"{outsider.sozialquartier}: geschützter Wert für quote." in html


def test_draft_says_that_values_came_in_since(planung, methode):
    draft = compute_berechnung(JAHR, JAHR, methode, create_konto("y"))
    page = url(Indexberechnung, "change", draft.pk)
    assert "Seit dieser Entwurf" not in enter(planung).get(page).text
    earlier = Indikatorwert.objects.filter(jahr=JAHR).first()
    place = {"indikator": earlier.indikator, "sozialquartier": earlier.sozialquartier}

    create_indikatorwert(**place, jahr=1995)  # none of its years
    assert "Seit dieser Entwurf" not in enter(planung).get(page).text
    create_indikatorwert(**place, jahr=JAHR, zaehler=7, ersetzt=earlier)

    assert "ist ein Wert dazugekommen oder berichtigt" in enter(planung).get(page).text


def test_page_of_an_edition_asks_the_same_whatever_its_size(
    planung, methode, django_assert_max_num_queries
):
    draft = compute_berechnung(JAHR, JAHR, methode, create_konto("y"))
    client = enter(planung)
    client.get("/verwaltung/")

    with django_assert_max_num_queries(20):
        client.get(url(Indexberechnung, "change", draft.pk))


# ---- release and throw away ----------------------------------------------------------------------


def test_second_person_releases(planung, statistik, methode, django_capture_on_commit_callbacks):
    draft = compute_berechnung(JAHR, JAHR, methode, statistik)

    with django_capture_on_commit_callbacks() as later:
        response = do(enter(planung), "freigeben", draft)

    assert "run_all" in [
        getattr(one, "__name__", "") for one in later
    ]  # the papers that it changes
    draft.refresh_from_db()
    assert (draft.status, draft.freigegeben_von) == ("freigegeben", planung)
    assert any("gilt jetzt" in text for text in said(response))


def test_same_person_is_told_why_not(planung, methode):
    draft = compute_berechnung(JAHR, JAHR, methode, planung)
    client = enter(planung)

    page = client.get(url(Indexberechnung, "change", draft.pk)).text
    response = do(client, "freigeben", draft)

    assert "Sie haben diese Ausgabe selbst gerechnet." in page
    assert "Freigeben</button>" not in page
    assert any("zweiten Person" in text for text in said(response))
    draft.refresh_from_db()
    assert draft.status == "entwurf"


def test_who_only_computes_does_not_release(statistik, methode):
    draft = compute_berechnung(JAHR, JAHR, methode, create_konto("y"))

    assert do(enter(statistik), "freigeben", draft).status_code == 403
    draft.refresh_from_db()
    assert draft.is_draft


def test_draft_is_thrown_away_and_a_released_edition_is_not(planung, statistik, methode):
    draft = compute_berechnung(JAHR, JAHR, methode, statistik)
    released = release_berechnung(compute_berechnung(2021, 2021, methode, statistik), planung)
    client = enter(planung)

    do(client, "verwerfen", draft)
    response = do(client, "verwerfen", released)

    assert list(Indexberechnung.objects.all()) == [released]
    assert said(response)[-1:] == ["Nur ein Entwurf lässt sich verwerfen."]


def test_released_edition_offers_nothing_to_press(planung, statistik, methode):
    released = release_berechnung(compute_berechnung(JAHR, JAHR, methode, statistik), planung)

    html = enter(planung).get(url(Indexberechnung, "change", released.pk)).text

    assert "Freigeben</button>" not in html
    assert "Verwerfen</button>" not in html


@pytest.mark.parametrize("what", ["freigeben", "verwerfen"])
def test_nothing_happens_by_following_a_link(planung, what):
    draft = create_entwurf()

    address = reverse(f"admin:navigator_indexberechnung_{what}", args=[draft.pk])

    assert enter(planung).get(address).status_code == 405
    assert Indexberechnung.objects.drafts().exists()


# ---- the work list -------------------------------------------------------------------------------


def rows(konto):
    fresh = type(konto).objects.get(pk=konto.pk)
    return {row.titel: row for _, group in collect(fresh) for row in group}


def test_draft_waits_for_those_who_may_release_it(planung, statistik, methode):
    draft = compute_berechnung(JAHR, JAHR, methode, planung)

    assert f"Indexberechnung {JAHR}" not in rows(planung)  # computed it
    assert f"Indexberechnung {JAHR}" not in rows(statistik)  # does not release
    other = create_konto("paul", "Sozialplanung")
    assert other.has_perm(FREIGEBEN)
    row = rows(other)[f"Indexberechnung {JAHR}"]
    assert (row.gruppe, row.url) == (
        "Zur Freigabe",
        url(Indexberechnung, "change", draft.pk),
    )


def test_gap_in_an_indikatorenblatt_is_to_be_filled(planung, methode):
    assert "Indikatorenblatt unvollständig" not in rows(planung)

    Indikator.objects.update(definition="")

    row = rows(planung)["Indikatorenblatt unvollständig"]
    assert row.url == url(Indikator, "change", Indikator.objects.get().pk)
