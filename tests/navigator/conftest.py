"""What the navigator's tests share."""

import pytest
from django.core.cache import cache


@pytest.fixture(autouse=True)
def _empty_cache():
    """Let no answer of one test be read by the next: both begin with the same data version."""
    cache.clear()
