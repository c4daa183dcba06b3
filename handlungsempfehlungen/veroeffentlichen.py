"""Release to the portal, record by record; what was released stays or is withdrawn."""

from dataclasses import dataclass, field

from django.utils import timezone

from handlungsempfehlungen.models import Handlungsempfehlung
from navigator.models import record_changes


class VeroeffentlichenError(Exception):
    """A record that cannot be released as it is; a sentence for the office."""


@dataclass(frozen=True)
class Pruefung:
    """What is to be known before one record is released."""

    record: object
    titel: str
    hindernis: str = ""
    hinweise: list = field(default_factory=list)


def check_record(record):
    """Return the :class:`Pruefung` of a record: what stands in the way, what to think of."""
    if record.is_published:
        return Pruefung(record, str(record), "Steht schon im Portal.")
    if not isinstance(record, Handlungsempfehlung):
        return Pruefung(record, str(record), hinweise=think_of(record))
    newest = record.fassungen.order_by("-wirksam_am").first()
    if newest is None:
        return Pruefung(record, str(record), "Es gibt noch keine Fassung, also keinen Wortlaut.")
    hinweise = []
    if not record.strategiepapier.is_published:
        hinweise.append(f"Das Strategiepapier „{record.strategiepapier}“ ist noch ein Entwurf.")
    if newest.federfuehrung_id is None:
        hinweise.append("Noch ohne Federführung: Niemand ist für den Sachstand zuständig.")
    if newest.wirksam_am > timezone.localdate() and record.fassungen.count() == 1:
        hinweise.append(f"Zu sehen ist sie erst, wenn die Fassung gilt: {newest.datum}.")
    return Pruefung(record, f"{record.kennung} {newest.titel}", hinweise=hinweise)


def think_of(record):
    missing = [
        name
        for name in ("quelle", "handlungsfeld")
        if hasattr(record, name) and not getattr(record, name)
    ]
    labels = [str(record._meta.get_field(name).verbose_name) for name in missing]
    return [f"Noch leer: {', '.join(labels)}."] if labels else []


@record_changes("Veröffentlicht")
def publish(records):
    """Release the records one by one, in one transaction: each keeps a version of its own.

    Raises ``VeroeffentlichenError`` and changes nothing where one of them cannot be released.
    """
    for record in records:
        pruefung = check_record(record)
        if pruefung.hindernis:
            raise VeroeffentlichenError(f"„{pruefung.titel}“: {pruefung.hindernis}")
        record.is_published = True
        record.save()


def was_published(record):
    """Tell whether the portal ever showed the record."""
    if record.is_published:
        return True
    return record.history.filter(is_published=True).exists()
