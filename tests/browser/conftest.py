"""What the tests in the browser share: an empty cache, a town, and a record of complaints."""

import pytest
from django.core.cache import caches

from tests.town import build_town


@pytest.fixture(autouse=True)
def _empty_cache():
    """Let no answer of one test be read by the next: both begin with the same data version."""
    for cache in caches.all():
        cache.clear()


@pytest.fixture
def town(live_server):
    """The address of a portal with the pages of ``tests/town.py``."""
    build_town()
    return live_server.url


@pytest.fixture
def complaints(page):
    """What the browser complains of, as (where, what): scripts, the CSP, missing files."""
    found = []

    def note(message):
        if message.type in {"error", "warning"}:
            found.append((message.location["url"], message.text))

    page.on("console", note)
    page.on("pageerror", lambda error: found.append((page.url, str(error))))
    return found
