"""Libraries that only some tasks of the office need: loaded with the first use, not with the start.

A worker that shows pages opens no workbook and turns no metres into degrees; it is 16 MB smaller
for it (docs/entscheidungen/0009-prozesse-bleiben-klein.md).
"""

from functools import partial
from importlib import import_module

from django.utils.functional import SimpleLazyObject


def load_late(name):
    """Return the module ``name``, imported when something is first taken from it."""
    return SimpleLazyObject(partial(import_module, name))
