"""What the tests of the Controlling share: what is due in so many days, and who enters it."""

import datetime as dt
import io

from django.utils import timezone
from openpyxl import load_workbook

from tests.factories import create_handlungsempfehlung, create_sachstand
from tests.office import create_konto


def in_days(days):
    return timezone.localdate() + dt.timedelta(days=days)


def create_due(stelle, days, stand="in-umsetzung", **fields):
    """A recommendation of the office whose next check is in so many days."""
    he = create_handlungsempfehlung(federfuehrung=stelle, **fields)
    due = in_days(days) if days is not None else None
    create_sachstand(he, stand, stelle=stelle, naechste_pruefung=due)
    return he


def create_fachbereich(*stellen, name="fach"):
    konto = create_konto(name, "Fachbereich")
    for stelle in stellen:
        stelle.konten.add(konto)
    return konto


def open_book(response):
    """The workbook that was answered."""
    return load_workbook(io.BytesIO(response.content))
