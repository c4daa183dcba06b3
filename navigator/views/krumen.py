"""The way from the start page to the page that is shown."""

from django.urls import reverse

START = ("Start", "start")


def krume(titel, name=None):
    """One step of the way here; the last one has no address."""
    return {"titel": titel, "url": reverse(name) if name else None}
