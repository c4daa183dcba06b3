"""First login, second factor and lock in a browser under the strict Content-Security-Policy."""

import pytest
from playwright.sync_api import expect

from sozialplanung.rollen import create_roles
from tests.anmeldung import LOGIN, PASSWORD, SESSIONS
from tests.axe import find_barriers
from tests.office import code_of, create_konto, hand_over, log_in, set_up_totp

pytestmark = pytest.mark.browser


@pytest.fixture
def konto(live_server):
    create_roles()
    return create_konto("anna", "Administration", password=PASSWORD)


def type_password(page, live_server, password=PASSWORD):
    page.goto(f"{live_server}{LOGIN}")
    page.get_by_label("Anmeldename").fill("anna")
    page.get_by_label("Passwort").fill(password)
    page.get_by_role("button", name="Anmelden").click()


def test_first_login_leads_through_the_second_factor(page, live_server, konto, complaints):
    type_password(page, live_server)
    expect(page.get_by_role("heading", level=1)).to_have_text("Zweiten Faktor einrichten")
    picture = page.get_by_role("img", name="QR-Code")
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.naturalWidth") > 0  # the policy lets it be drawn
    secret = page.get_by_label("Schlüssel als Text").input_value()
    page.get_by_label("Code aus der App").fill(code_of(secret))
    page.get_by_role("button", name="Einrichten").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Notfallcodes")
    expect(
        page.get_by_role("main").get_by_role("listitem").filter(has=page.locator("code"))
    ).to_have_count(10)
    expect(page.get_by_role("button", name="Drucken")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Als Textdatei speichern").click()
    assert download.value.suggested_filename == "notfallcodes.txt"
    emergency = page.locator("main code").first.inner_text()
    page.get_by_role("link", name="Weiter zur Verwaltung").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Arbeitsvorrat")
    page.get_by_role("button", name="Abmelden").click()

    type_password(page, live_server)
    page.get_by_label("Code").fill(emergency)
    page.get_by_role("button", name="Anmelden").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Arbeitsvorrat")
    assert complaints == []


def test_wrong_passwords_lock_and_say_how_long(page, live_server, konto, complaints):
    for _ in range(5):
        type_password(page, live_server, "falsch")

    expect(page.get_by_role("alert")).to_contain_text("15 Minuten lang gesperrt")
    expect(page.get_by_role("main")).to_contain_text("Wenden Sie sich an")
    locked = [text for _, text in complaints if "429" not in text]
    assert locked == []


def test_session_elsewhere_is_ended(page, live_server, konto, client, complaints):
    set_up_totp(konto)
    type_password(page, live_server)
    page.get_by_label("Code").fill(code_of())
    page.get_by_role("button", name="Anmelden").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Arbeitsvorrat")
    client.post(LOGIN, {"login": "anna", "password": PASSWORD})
    client.post(f"{LOGIN}code/", {"code": code_of(step=1)})

    page.get_by_role("link", name="Mein Konto").click()
    page.get_by_role("link", name="Sitzungen ansehen").click()
    expect(page.get_by_role("row")).to_have_count(3)
    page.get_by_role("button", name="Sitzung vom").click()

    expect(page.get_by_text("Die Sitzung ist beendet.")).to_be_visible()
    expect(page.get_by_role("row")).to_have_count(2)
    assert client.get("/verwaltung/").status_code == 302
    assert complaints == []


def test_account_pages_have_no_barriers(page, live_server, konto, client, complaints):
    outside = [LOGIN, "/verwaltung/konto/passwort/vergessen/"]
    inside = [
        "/verwaltung/konto/",
        "/verwaltung/konto/passwort/",
        "/verwaltung/konto/zweiter-faktor/wechseln/",
        SESSIONS,
        "/verwaltung/auth/user/add/",
    ]
    barriers = {}
    for address in outside:
        page.goto(f"{live_server}{address}")
        barriers[address] = find_barriers(page)
    type_password(page, live_server)
    barriers["Einrichten"] = find_barriers(page)
    hand_over(log_in(client, konto), page, live_server)
    for address in inside:
        page.goto(f"{live_server}{address}")
        barriers[address] = find_barriers(page)

    assert {where: found for where, found in barriers.items() if found} == {}
    assert complaints == []
