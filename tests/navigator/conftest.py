"""What the navigator's tests share, and which tests come first."""

import pytest
from django.core.cache import caches


def pytest_collection_modifyitems(items):
    """Put the tests on the demo data first: then one worker of xdist loads it for all of them."""
    items.sort(key=lambda item: item.path.name != "test_pages.py")


@pytest.fixture(autouse=True)
def _empty_cache():
    """Let no answer of one test be read by the next: both begin with the same data version."""
    for cache in caches.all():
        cache.clear()
