"""Writes that touch more than one record."""

import json

from django.db import transaction

from navigator.dubletten import Eintrag, find_dubletten
from navigator.models import (
    Anfragezaehler,
    Datenstand,
    Institution,
    KeineDublette,
    Meldung,
    record_changes,
)


class TooManyMeldungenError(Exception):
    """The limit of one connection, form and day is reached."""


@record_changes()
def set_outlines(queryset, path):
    """Give each area of ``queryset`` its outline from the GeoJSON file at ``path``, by name.

    Raises ``ValueError`` where the file names an area that does not exist, and
    ``ValidationError`` for an outline that is none.
    """
    collection = json.loads(path.read_text(encoding="utf-8"))
    raeume = {raum.name: raum for raum in queryset}
    for feature in collection["features"]:
        name = feature["properties"]["name"]
        if name not in raeume:
            raise ValueError(f"{path.name}: Den Raum „{name}“ gibt es nicht.")
        raum = raeume[name]
        raum.geometry = feature["geometry"]
        raum.umriss_quelle = collection.get("hinweis", "")
        raum.full_clean()
        raum.save()


@record_changes()
def refresh_suchtexte(queryset=None):
    """Save Institutionen again, so that derived columns follow a renamed Kategorie or area."""
    for institution in Institution.objects.all() if queryset is None else queryset:
        institution.save()


def probable_dubletten():
    """Return the pairs that may be one Institution and that nobody has decided on yet."""
    paare = Datenstand.objects.remember("dubletten", compare_institutionen)
    decided = KeineDublette.objects.pairs()
    return [paar for paar in paare if paar.schluessel not in decided]


def compare_institutionen():
    fields = ("pk", "name", "kategorie", "telefon", "email", "strasse", "hausnummer", "plz")
    rows = Institution.objects.current().order_by().values_list(*fields)
    return find_dubletten(Eintrag(*row) for row in rows)


@transaction.atomic
def file_meldung(meldung, adresse):
    """Store what came through a public form, once also when it was sent twice.

    Returns the stored Meldung; raises ``TooManyMeldungenError`` beyond the day's limit.
    """
    known = Meldung.objects.same_as(meldung).first()
    if known is not None:
        return known
    if not Anfragezaehler.objects.admit(meldung.art, adresse):
        raise TooManyMeldungenError
    meldung.save()
    return meldung
