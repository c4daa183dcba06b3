"""What politicians do: from the start page to what changed in their Stadtbezirk, and further."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def test_since_the_last_sitting_is_reached_in_three_steps(page, town):
    page.goto(town)

    page.get_by_role("link", name="Was hat sich in meinem Stadtbezirk getan?").click()
    page.locator("main").get_by_role("link", name="Alt-Oberhausen").first.click()

    expect(page.get_by_role("heading", name="Geändert seit 16.05.2024")).to_be_visible()
    line = page.locator(".heline").filter(has_text="MS-02").first
    expect(line).to_contain_text("17.05.2024: vorher offen")
    line.get_by_role("link").click()
    expect(page.get_by_role("heading", level=2, name="Verlauf")).to_be_visible()


def test_another_day_is_chosen_by_keyboard_and_carried_on(page, town):
    page.goto(f"{town}/stadtbezirke/alt-oberhausen/")

    page.get_by_label("Stand anzeigen vom").fill("2024-01-01")
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Anzeigen").press("Enter")

    expect(page.get_by_text("Stand vom 01.01.2024.")).to_be_visible()
    page.locator(".heline").get_by_role("link").first.click()
    assert page.url.endswith("?stand=2024-01-01")
    expect(page.get_by_text("Stand vom 01.01.2024.")).to_be_visible()
    page.get_by_role("link", name="Stand von heute zeigen").click()
    assert "stand=" not in page.url


def test_chain_leads_to_the_hinweis_and_back(page, town):
    page.goto(f"{town}/handlungsempfehlungen/ms-2023-01/")
    chain = page.get_by_role("navigation", name="Vom Hinweis zur Wirkung")

    chain.get_by_role("link").first.click()
    expect(page.locator("article.remark:target")).to_be_in_viewport()
    page.locator("article.remark:target").get_by_role("link", name="MS-01 Beratung öffnen").click()

    expect(page.get_by_role("heading", level=1, name="Beratung öffnen")).to_be_visible()


def test_filters_count_and_narrow_without_a_script(browser, town):
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{town}/handlungsempfehlungen/")

    page.locator("summary", has_text="Umsetzungsstand").click()
    page.get_by_role("checkbox", name="zurückgestellt").check()
    page.get_by_role("button", name="Treffer anzeigen").click()

    expect(page.get_by_role("heading", name="1 Handlungs\N{SOFT HYPHEN}empfehlung")).to_be_visible()
    page.get_by_role("link", name="Umsetzungsstand: zurückgestellt").click()
    expect(
        page.get_by_role("heading", name="7 Handlungs\N{SOFT HYPHEN}empfehlungen")
    ).to_be_visible()
