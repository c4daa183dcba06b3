"""What the tests in the browser share: an empty cache, a town, and a record of complaints."""

import pytest
from django.core.cache import cache

from tests.town import build_town

LISTEN = """
  window.violations = [];
  document.addEventListener('securitypolicyviolation', (event) => {
    console.error(`CSP: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`);
  });
"""


@pytest.fixture(autouse=True)
def _empty_cache():
    """Let no answer of one test be read by the next: both begin with the same data version."""
    cache.clear()


@pytest.fixture
def town(live_server):
    """The pages of ``tests/town.py``; gives the address they begin with."""
    build_town()
    return live_server.url


@pytest.fixture
def complaints(page):
    """What the browser complains of: errors of scripts, breaches of the CSP, missing files."""
    found = []

    def note(message):
        if message.type in {"error", "warning"} and message.location.get("url") != page.url:
            found.append(message.text)

    page.add_init_script(LISTEN)
    page.on("console", note)
    page.on("pageerror", lambda error: found.append(str(error)))
    return found
