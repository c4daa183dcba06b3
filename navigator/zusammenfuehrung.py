"""Two entries become one: what the editor chose is kept, links move, the old address leads on.

Nothing is deleted. The entry that goes is archived as it was; published again, it is back
under its own address.
"""

import hashlib
import json
from dataclasses import dataclass
from itertools import count

from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, transaction
from django.utils import timezone

from navigator.models import Institution, Weiterleitung, record_changes
from sozialplanung.text import sort_key

# Facts that only make sense together are chosen together; every other field stands alone.
GROUPS = {
    "Träger": ["traeger_name", "traeger_institution"],
    "Anschrift": ["strasse", "hausnummer", "plz", "ort", "stadtteil"],
    "Lage auf der Karte": ["breite", "laenge", "lagequalitaet", "lage_quelle", "lage_bestaetigt"],
    "Raum": ["raumherkunft", "stadtbezirk", "sozialraum", "sozialquartier"],
    "Stand der Angaben": ["stand_bis", "stand_genauigkeit"],
    "Quelle": ["quelle", "quelle_url"],
}
UNITED = "interne_bemerkung"  # both are kept, one below the other
ADDITION = " (zusammengeführt {})"


class ChangedMeanwhileError(Exception):
    """Somebody changed one of both since they were shown."""


@dataclass(frozen=True)
class Angabe:
    """One thing to choose: its title and the fields that it consists of."""

    titel: str
    felder: tuple

    @property
    def schluessel(self):
        return self.felder[0]

    def values(self, institution):
        return tuple(getattr(institution, attname(name)) for name in self.felder)

    def is_known(self, institution):
        return any(value not in {"", None, False} for value in self.meaningful(institution))

    def meaningful(self, institution):
        """The values that say something: an Ort or a precision alone does not."""
        silent = {"ort", "stand_genauigkeit"}
        names = [name for name in self.felder if name not in silent]
        return [getattr(institution, attname(name)) for name in names]


def attname(name):
    return Institution._meta.get_field(name).attname


def list_angaben():
    """Return all that is chosen from one side or the other, in the order of the model."""
    grouped = {name: titel for titel, names in GROUPS.items() for name in names}
    angaben = {}
    for field in Institution._meta.concrete_fields:
        if field.name in grouped:
            titel = grouped[field.name]
            angaben[titel] = Angabe(titel, tuple(GROUPS[titel]))
        elif field.editable and field.name not in {UNITED, "id"}:
            titel = str(field.verbose_name)
            angaben[titel] = Angabe(titel, (field.name,))
    return list(angaben.values())


def list_listen():
    """Return the many-to-many fields, whose entries are united."""
    return list(Institution._meta.many_to_many)


def fingerprint(institution):
    """Return a mark of everything that an editor can see, to notice a change in between."""
    facts = {
        field.name: getattr(institution, field.attname)
        for field in Institution._meta.concrete_fields
        if field.editable or field.name in {"stand_bis", "stand_genauigkeit"}
    }
    lists = {
        field.name: sorted(one.pk for one in getattr(institution, field.name).all())
        for field in list_listen()
    }
    text = json.dumps([facts, lists], cls=DjangoJSONEncoder, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def freshness(institution):
    """What tells the newer facts: the last check, else their age, else the last change."""
    day = institution.geprueft_am or institution.stand_bis
    return (institution.geprueft_am is not None, str(day or ""), institution.updated_at)


# ---- the merger itself -----------------------------------------------------------------------


@record_changes("Zwei Einträge zusammengeführt")
def merge(bleibt, geht, angaben, listen, marks):
    """Make ``bleibt`` the one entry; ``geht`` is archived and leads to it.

    ``angaben`` are the values to keep, by field; ``listen`` the objects of many-to-many
    fields. ``marks`` are the fingerprints that the editor saw, by primary key; raises
    ``ChangedMeanwhileError`` where they no longer hold, and ``ValidationError`` where the
    chosen facts do not go together.
    """
    locked = Institution.objects.select_for_update().in_bulk([bleibt.pk, geht.pk])
    if len(locked) < len(marks) or any(fingerprint(locked[pk]) != marks[pk] for pk in marks):
        raise ChangedMeanwhileError
    bleibt, geht = locked[bleibt.pk], locked[geht.pk]
    keep_facts(bleibt, geht, angaben)
    make_room(bleibt, geht)
    bleibt.full_clean()
    bleibt.save()
    for name, objects in listen.items():
        getattr(bleibt, name).set(objects)
    bleibt.refresh_suchtext()
    move_links(bleibt, geht)
    archive(bleibt, geht)
    return bleibt


def keep_facts(bleibt, geht, angaben):
    for name, value in angaben.items():
        setattr(bleibt, name, value)
    if bleibt.traeger_institution in {bleibt, geht}:
        bleibt.traeger_institution = None  # nobody is their own Träger
    notes = [bleibt.interne_bemerkung, geht.interne_bemerkung]
    bleibt.interne_bemerkung = "\n\n".join(dict.fromkeys(filter(None, notes)))


def make_room(bleibt, geht):
    """Rename the entry that goes where both would have the same name and address."""
    bleibt.derive()
    geht.derive()
    names = ("sortiername", "plz", "strasse", "hausnummer")
    if all(getattr(bleibt, name) == getattr(geht, name) for name in names):
        geht.name = free_name(geht)
        geht.save()


def free_name(institution):
    """Return the name with an addition that no other entry of the same address has."""
    address = {name: getattr(institution, name) for name in ("plz", "strasse", "hausnummer")}
    taken = set(Institution.objects.filter(**address).values_list("sortiername", flat=True))
    longest = Institution._meta.get_field("name").max_length - len(ADDITION) - len("999")
    names = (f"{institution.name[:longest]}{ADDITION.format(number)}" for number in count(1))
    return next(name for name in names if sort_key(name) not in taken)


def archive(bleibt, geht):
    today = timezone.localdate()
    note = (
        f"Zusammengeführt mit „{bleibt.name}“ am {today:%d.%m.%Y}. Der Stand davor steht in diesem "
        "Eintrag. Rückgängig: diesen Eintrag wieder veröffentlichen."
    )
    geht.interne_bemerkung = "\n\n".join(filter(None, [geht.interne_bemerkung, note]))
    geht.status = Institution.Status.ARCHIVIERT
    geht.save()
    Weiterleitung.objects.filter(slug=bleibt.slug).delete()
    Weiterleitung.objects.update_or_create(slug=geht.slug, defaults={"institution": bleibt})


# ---- links of other records ------------------------------------------------------------------


def move_links(bleibt, geht):
    """Let everything that names ``geht`` name ``bleibt``, whichever app it belongs to.

    Links without a reverse name are left: they only look back (the history of changes).
    """
    for link in Institution._meta.related_objects:
        if link.many_to_many:
            move_many(link, bleibt, geht)
        elif not link.related_model._meta.auto_created:
            move_single(link, bleibt, geht)


def move_many(link, bleibt, geht):
    """Move links of a many-to-many field that points here."""
    if not link.through._meta.auto_created:
        return  # a model of its own: its foreign key is moved like any other
    for owner in link.related_model._base_manager.filter(**{link.field.name: geht}):
        links = getattr(owner, link.field.name)
        links.add(bleibt)
        links.remove(geht)


def move_single(link, bleibt, geht):
    """Move foreign keys one by one; what ``bleibt`` has already stays with the archived one."""
    field = link.field.name
    rows = link.related_model._base_manager.filter(**{field: geht})
    for row in rows.exclude(pk__in=ends_of(link, bleibt, geht)):
        setattr(row, field, bleibt)
        try:
            with transaction.atomic():
                row.save()
        except IntegrityError:
            continue


def ends_of(link, bleibt, geht):
    """Return the keys of both where a link leads from one Institution to another."""
    return [bleibt.pk, geht.pk] if link.related_model is Institution else []
