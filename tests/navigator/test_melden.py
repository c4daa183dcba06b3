"""The public forms: what comes in, what is refused and how, what the answer promises."""

import datetime as dt
import re
import time

import pytest
from django.test import Client
from django.utils import timezone

from navigator import forms
from navigator.models import Anfragezaehler, Datenstand, Meldung
from navigator.models.anfragezaehler import MOST_PER_DAY
from tests.factories import create_institution, create_seite

pytestmark = pytest.mark.django_db

KONTAKT = "/kontakt/melden/"
BARRIERE = "/barrierefreiheit/melden/"
FEHLER = "/institutionen/treff/melden/"
ADDRESSES = [KONTAKT, BARRIERE, FEHLER]
OMBUDSSTELLE = (
    "## Ombudsverfahren\n\nSchreiben Sie der **Ombudsstelle**.\n\n## Anderes\n\nNicht dies."
)


@pytest.fixture(autouse=True)
def treff():
    create_seite("barrierefreiheit", text=OMBUDSSTELLE)
    return create_institution(name="Treff")


def stamp(seconds_ago):
    return forms.SIGNER.sign(str(int(time.time()) - seconds_ago))


def send(client, address, follow=False, headers=None, **fields):
    data = {"text": "Das Telefon ist neu.", "zeit": 60, "homepage": ""} | fields
    if isinstance(data["zeit"], int):
        data["zeit"] = stamp(data["zeit"])
    return client.post(address, data, follow=follow, headers=headers)


def problems(response):
    """All sentences of the list at the top, in its order."""
    (summary,) = re.findall(
        r'<section class="notice notice--error.*?</section>', response.text, re.S
    )
    return [re.sub(r"<[^>]+>", "", one) for one in re.findall(r"<li>(.*?)</li>", summary, re.S)]


def today_plus(days):
    return timezone.localdate() + dt.timedelta(days=days)


# ---- the page ----------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ADDRESSES)
def test_form_is_kept_by_nobody_and_sets_the_csrf_cookie_alone(client, address):
    response = client.get(address)

    assert response.status_code == 200
    assert list(response.cookies) == ["csrftoken"]
    assert "no-store" in response.headers["Cache-Control"]
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert "ETag" not in response.headers


@pytest.mark.parametrize("address", ADDRESSES)
def test_thank_you_page_sets_no_cookie_and_is_kept_by_nobody(client, address):
    response = client.get(f"{address}danke/")

    assert response.status_code == 200
    assert not response.cookies
    assert "no-store" in response.headers["Cache-Control"]
    assert response.headers["X-Robots-Tag"] == "noindex"


@pytest.mark.parametrize("status", ["entwurf", "archiviert"])
def test_hidden_institution_has_no_form(client, status):
    create_institution(name="Geheim", status=status)

    for address in ("/institutionen/geheim/melden/", "/institutionen/geheim/melden/danke/"):
        assert client.get(address).status_code == 404
        assert send(client, address).status_code == 404
    assert not Meldung.objects.exists()


@pytest.mark.parametrize("address", ADDRESSES)
def test_fields_can_be_filled_by_the_browser_and_the_trap_cannot_be_reached(client, address):
    html = client.get(address).text

    inputs = {re.search(r'name="(\w+)"', tag)[1]: tag for tag in re.findall(r"<input[^>]+>", html)}
    assert 'autocomplete="name"' in inputs["name"]
    assert 'autocomplete="email"' in inputs["email"]
    assert 'autocomplete="tel"' in inputs["telefon"]
    assert 'tabindex="-1"' in inputs["homepage"]
    assert 'autocomplete="off"' in inputs["homepage"]
    assert '<p class="form__trap"><label for="id_homepage">Bitte nicht ausfüllen' in html
    assert "maxlength" not in re.search(r"<textarea[^>]*>", html)[0]


def test_sitemap_does_not_list_the_forms(client):
    assert "melden" not in client.get("/sitemap.xml").text


@pytest.mark.parametrize(
    ("page", "form"),
    [
        ("/institutionen/treff/", FEHLER),
        ("/kontakt/", KONTAKT),
        ("/barrierefreiheit/", BARRIERE),
        ("/", BARRIERE),
    ],
)
def test_pages_lead_to_their_form(client, page, form):
    create_seite("kontakt")

    assert f'href="{form}" rel="nofollow"' in client.get(page).text


@pytest.mark.parametrize(
    ("referer", "seite"),
    [
        ("http://testserver/karte/?q=Schulden", "/karte/"),
        ("http://testserver/barrierefreiheit/", ""),
        ("http://testserver/barrierefreiheit/melden/", ""),
        ("http://testserver/verwaltung/", ""),
        ("https://anders.example/karte/", ""),
        ("", ""),
    ],
)
def test_form_for_barriers_knows_the_page_before_but_not_what_was_searched(client, referer, seite):
    response = client.get(BARRIERE, headers={"Referer": referer})

    assert response.context["form"]["seite"].value() == seite


# ---- what comes in -----------------------------------------------------------------------------


def test_error_is_stored_with_its_institution(client, treff):
    response = send(client, FEHLER, name=" Erika Muster ", email="e@example.org", telefon="0208 1")

    assert response.status_code == 302
    assert response.headers["Location"].startswith(f"{FEHLER}danke/?nummer=")
    meldung = Meldung.objects.get()
    assert (meldung.art, meldung.institution, meldung.seite) == (
        "fehler",
        treff,
        "/institutionen/treff/",
    )
    assert (meldung.name, meldung.email, meldung.telefon) == (
        "Erika Muster",
        "e@example.org",
        "0208 1",
    )
    assert (meldung.status, meldung.faellig_am) == ("offen", today_plus(14))


@pytest.mark.parametrize(
    ("address", "art", "days", "first_word"),
    [(KONTAKT, "kontakt", 14, None), (BARRIERE, "barriere", 42, 14)],
)
def test_message_and_barrier_are_stored_with_their_days(client, address, art, days, first_word):
    send(client, address, text="Zeile 1\r\nZeile 2")

    meldung = Meldung.objects.get()
    assert (meldung.art, meldung.text, meldung.institution) == (art, "Zeile 1\nZeile 2", None)
    assert meldung.faellig_am == today_plus(days)
    assert meldung.zwischennachricht_bis == (first_word and today_plus(first_word))


def test_nothing_but_the_text_has_to_be_given(client):
    for address in ADDRESSES:
        assert send(client, address).status_code == 302

    assert Meldung.objects.count() == 3


def test_nothing_public_changes(client):
    before = Datenstand.objects.current()

    send(client, KONTAKT)

    assert Datenstand.objects.current() == before


def test_form_that_is_sent_twice_is_one_case(client):
    first, second = (send(client, KONTAKT) for _ in range(2))

    assert first.headers["Location"] == second.headers["Location"]
    assert Meldung.objects.count() == 1
    assert Anfragezaehler.objects.get().anzahl == 1


def test_markup_of_a_text_is_shown_as_text(client):
    response = send(client, KONTAKT, text="<script>alert(1)</script>", email="falsch")

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in response.text


# ---- what is refused ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"text": " \r\n "}, "Bitte schreiben Sie uns Ihre Nachricht."),
        ({"email": "falsch"}, forms.EMAIL),
        (
            {"text": "x" * 4001},
            "Bitte kürzen Sie den Text auf höchstens 4000 Zeichen. Jetzt sind es 4001.",
        ),
        ({"homepage": "https://spam.example"}, forms.TRAPPED),
        ({"zeit": 0}, forms.TOO_FAST),
        ({"zeit": 25 * 60 * 60}, forms.TOO_OLD),
        ({"zeit": "1:gefaelscht"}, forms.TOO_OLD),
        ({"zeit": ""}, forms.TOO_OLD),
    ],
)
def test_refusal_says_why_and_loses_nothing(client, fields, problem):
    typed = {"text": "Ein langer Text.", "name": "Erika", "telefon": "0208 1"} | fields

    response = send(client, KONTAKT, **typed)

    assert response.status_code == 200
    assert problems(response) == [problem]
    assert "<title>Fehler im Formular: " in response.text
    assert not Meldung.objects.exists()
    form = response.context["form"]
    for name in ("text", "name", "telefon"):
        assert form[name].value() == typed[name]


@pytest.mark.parametrize("length", [4000, 3999])
def test_line_break_counts_as_one_letter(client, length):
    text = "a\r\n" * (length // 2)

    assert send(client, KONTAKT, text=text).status_code == 302


@pytest.mark.parametrize("fields", [{"homepage": "x"}, {"zeit": 90_000}, {"zeit": "x"}])
def test_refused_form_can_be_sent_as_it_comes_back(client, fields, monkeypatch):
    refused = send(client, KONTAKT, **fields)
    html = refused.text
    back = {
        name: re.search(rf'name="{name}" value="([^"]*)"', html)[1] for name in ("zeit", "homepage")
    }
    later = time.time() + 10
    monkeypatch.setattr(time, "time", lambda: later)

    response = send(client, KONTAKT, **back)

    assert response.status_code == 302


def test_hurried_form_keeps_its_stamp(client):
    zeit = stamp(0)

    response = send(client, KONTAKT, zeit=zeit)

    assert f'name="zeit" value="{zeit}"' in response.text


def test_list_of_problems_links_to_the_fields(client):
    response = send(client, BARRIERE, text="", email="falsch")

    assert problems(response) == ["Bitte schreiben Sie, was nicht geht.", forms.EMAIL]
    assert '<a href="#id_text">' in response.text
    assert '<a href="#id_email">' in response.text
    assert response.text.count('aria-invalid="true"') == 2
    assert 'tabindex="-1" autofocus' in response.text


def test_form_without_the_cookie_comes_back_with_everything():
    client = Client(enforce_csrf_checks=True)

    response = send(client, KONTAKT, text="Ein langer Text.")

    assert response.status_code == 403
    assert problems(response) == [forms.REFUSED]
    assert response.context["form"]["text"].value() == "Ein langer Text."
    assert not Meldung.objects.exists()


def test_form_with_the_cookie_is_taken():
    client = Client(enforce_csrf_checks=True)
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', client.get(KONTAKT).text)[1]

    response = send(client, KONTAKT, csrfmiddlewaretoken=token)

    assert response.status_code == 302


# ---- the limit ---------------------------------------------------------------------------------


def fill_limit(client, address=KONTAKT, **extra):
    for number in range(MOST_PER_DAY):
        assert send(client, address, text=f"Nummer {number}", **extra).status_code == 302


def test_eleventh_of_a_day_is_refused_and_not_lost(client):
    fill_limit(client)

    response = send(client, KONTAKT, text="Eine zu viel")

    assert response.status_code == 429
    assert problems(response) == [forms.TOO_MANY]
    assert response.context["form"]["text"].value() == "Eine zu viel"
    assert Meldung.objects.count() == MOST_PER_DAY


def test_limit_is_one_per_form_address_and_day(client, monkeypatch):
    fill_limit(client)

    assert send(client, BARRIERE).status_code == 302
    assert send(Client(REMOTE_ADDR="192.0.2.7"), KONTAKT).status_code == 302
    tomorrow = today_plus(1)
    monkeypatch.setattr("navigator.models.anfragezaehler.timezone.localdate", lambda *a: tomorrow)
    assert send(client, KONTAKT, text="Am nächsten Tag").status_code == 302


def test_mistakes_do_not_count(client):
    for _ in range(MOST_PER_DAY + 1):
        send(client, KONTAKT, text="")

    assert not Anfragezaehler.objects.exists()


def test_devices_of_one_ipv6_household_count_together():
    for device in range(MOST_PER_DAY):
        send(Client(REMOTE_ADDR=f"2001:db8::{device:x}"), KONTAKT, text=f"Nummer {device}")

    assert send(Client(REMOTE_ADDR="2001:db8::ffff"), KONTAKT).status_code == 429
    assert send(Client(REMOTE_ADDR="2001:db8:0:1::1"), KONTAKT).status_code == 302


def test_address_itself_is_stored_nowhere():
    send(Client(REMOTE_ADDR="192.0.2.7"), KONTAKT)

    (row,) = Anfragezaehler.objects.values()
    assert re.fullmatch(r"[0-9a-f]{64}", row["kennung"])
    assert not any("192.0.2.7" in str(value) for value in row.values())
    assert not any("192.0.2.7" in str(value) for value in Meldung.objects.values().get().values())


@pytest.mark.parametrize(("is_behind", "rows"), [(True, 2), (False, 1)])
def test_only_our_own_proxy_is_believed(client, settings, is_behind, rows):
    settings.BEHIND_PROXY = is_behind

    for seen in ("198.51.100.1, 192.0.2.7", "198.51.100.1, 192.0.2.8"):
        send(client, KONTAKT, text=seen, headers={"X-Forwarded-For": seen})

    assert Anfragezaehler.objects.count() == rows


# ---- thanks ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("address", "days"), [(KONTAKT, 14), (BARRIERE, 42), (FEHLER, 14)])
def test_thanks_say_until_when_an_answer_comes(client, address, days):
    response = send(client, address, email="a@example.org", follow=True)

    assert "<h1>Danke.</h1>" in response.text
    assert f"{today_plus(days):%d.%m.%Y}" in response.text
    assert f"<dd>{Meldung.objects.get().pk}</dd>" in response.text


def test_thanks_promise_no_answer_that_cannot_be_given(client):
    response = send(client, KONTAKT, name="Erika", follow=True)

    assert "Antworten können wir nicht" in response.text
    assert "bekommen" not in re.search(r"<main.*</main>", response.text, re.S)[0]


def test_thanks_for_a_barrier_name_the_first_word_and_the_ombudsstelle(client):
    response = send(client, BARRIERE, email="a@example.org", follow=True)

    assert f"{today_plus(14):%d.%m.%Y}" in response.text
    assert "Schreiben Sie der <strong>Ombudsstelle</strong>." in response.text
    assert "Nicht dies." not in response.text


@pytest.mark.parametrize("number", ["1", "1:falsch", "", "x:y"])
def test_number_of_somebody_else_is_not_shown(client, number):
    send(client, KONTAKT)

    response = client.get(f"{KONTAKT}danke/", {"nummer": number})

    assert response.context["meldung"] is None
    assert "innerhalb von zwei Wochen" in response.text


def test_number_holds_for_its_own_form_only(client):
    number = send(client, KONTAKT).headers["Location"].partition("?")[2]

    assert client.get(f"{BARRIERE}danke/?{number}").context["meldung"] is None
