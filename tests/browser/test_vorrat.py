"""The office's work list, duplicates and their merger: by keyboard, on a phone, for everybody."""

import datetime as dt

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import expect

from navigator.models import Institution
from tests.axe import find_barriers
from tests.doubles import create_both
from tests.factories import create_meldung, create_seite, create_zielgruppe
from tests.office import url

pytestmark = pytest.mark.browser


@pytest.fixture
def office(page, live_server, admin_client):
    """A browser that has logged in, and two entries for one Institution; gives the address."""
    session = admin_client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [
            {
                "name": settings.SESSION_COOKIE_NAME,
                "value": session,
                "url": f"{live_server}{settings.SESSION_COOKIE_PATH}",
            }
        ]
    )
    kept, gone = create_both()
    kept.zielgruppen.add(create_zielgruppe("Familien"))
    gone.zielgruppen.add(create_zielgruppe("Kinder"))
    Institution.objects.filter(pk=gone.pk).update(telefon="0208 222222")
    day = timezone.localdate()
    create_meldung(art="barriere", zwischennachricht_bis=day - dt.timedelta(days=2))
    create_meldung(art="fehler", institution=gone)
    create_seite("barrierefreiheit", naechste_pruefung_am=day + dt.timedelta(days=20))
    return live_server.url


def pages():
    both = Institution.objects.order_by("pk").values_list("pk", flat=True)
    return {
        "Arbeitsvorrat": "/verwaltung/",
        "Vielleicht doppelt": "/verwaltung/navigator/institution/dubletten/",
        "Zwei Einträge zusammenführen": url(Institution, "zusammenfuehren", *both),
    }


def press_until_focused(page, target):
    for _ in range(250):  # the menu stands before the page; its skip link is shorter
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            return
    pytest.fail("Mit der Tabulatortaste nicht zu erreichen.")


def test_two_become_one_by_keyboard_alone(page, office, complaints):
    kept, gone = Institution.objects.order_by("pk")
    page.goto(f"{office}/verwaltung/")

    press_until_focused(page, page.get_by_role("link", name="Vielleicht doppelt", exact=True))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Zwei Einträge zusammenführen")
    phone = page.get_by_role("group", name="Telefon")
    press_until_focused(page, phone.get_by_role("radio", checked=True))
    page.keyboard.press("ArrowRight")
    expect(phone.get_by_role("radio", name="links: 0208 111111")).to_be_checked()
    box = page.get_by_role("checkbox", name="Kinder")
    press_until_focused(page, box)
    page.keyboard.press("Space")
    press_until_focused(page, page.get_by_role("button", name="Zusammenführen"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("führt jetzt hierher")).to_be_visible()

    kept.refresh_from_db()
    assert kept.telefon == "0208 111111"
    assert [one.name for one in kept.zielgruppen.all()] == ["Familien"]
    assert kept.meldungen.count() == 1
    page.goto(office + gone.get_absolute_url())
    expect(page).to_have_url(office + kept.get_absolute_url())
    assert complaints == []


def test_two_different_ones_leave_the_list(page, office, complaints):
    page.goto(office + pages()["Vielleicht doppelt"])

    page.get_by_label("Grund, wenn Sie mögen").fill("Verein und sein Treff")
    page.get_by_role("button", name="Das sind zwei verschiedene").click()
    expect(page.get_by_text("Nichts mehr zu entscheiden.")).to_be_visible()

    page.goto(f"{office}/verwaltung/")
    expect(page.get_by_role("link", name="Ohne Lage", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="Vielleicht doppelt")).to_have_count(0)
    assert complaints == []


def test_parts_by_kategorie_open_without_a_script(browser, page, office):
    page.goto(f"{office}/verwaltung/")

    page.get_by_text("Nach Kategorie").first.click()
    page.get_by_role("link", name="Beratung", exact=True).click()

    expect(page.get_by_text("2 Institutionen")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_screens_are_accessible_and_fit(page, office, complaints, width, scheme):
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 800})

    barriers = {}
    for title, address in pages().items():
        page.goto(office + address)
        expect(page.get_by_role("heading", level=1)).to_have_text(title)
        for closed in page.locator("main details:not([open]) > summary").all():
            closed.click()
        assert page.evaluate("document.documentElement.scrollWidth") == width, title
        barriers[title] = find_barriers(page)

    assert [title for title, found in barriers.items() if found] == [], barriers
    assert complaints == []
