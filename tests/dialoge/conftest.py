"""What the tests of the dialogues share."""

import pytest
from django.core.cache import caches


@pytest.fixture(autouse=True)
def _empty_cache():
    """Let no answer of one test be read by the next: both begin with the same data version."""
    for cache in caches.all():
        cache.clear()
