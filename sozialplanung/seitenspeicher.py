"""Where finished pages are kept: in the memory of each worker, which has to stay small."""

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.locmem import LocMemCache


class Seitenspeicher(LocMemCache):
    """Django's cache in memory, bounded also by „MAX_BYTES“: a page has 10 kB, a file up to 3 MB.

    What was not asked for longest goes first.
    """

    def __init__(self, name, params):
        super().__init__(name, params)
        self._max_bytes = params["OPTIONS"]["MAX_BYTES"]

    def _set(self, key, value, timeout=DEFAULT_TIMEOUT):
        super()._set(key, value, timeout)
        size = sum(map(len, self._cache.values()))
        while size > self._max_bytes:
            oldest, gone = self._cache.popitem()
            del self._expire_info[oldest]
            size -= len(gone)
