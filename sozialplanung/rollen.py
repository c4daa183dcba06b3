"""The roles of the office: what each is for, and their rights, gathered from the apps.

Each app declares its own rows in a module ``rechte``: ``RECHTE = {model: (rights of the first
role, of the second, …)}`` in the order of ``ROLLEN`` here. A right is the first part of a
permission's name: ``view``, ``add``, ``change``, ``delete``, or one of the model's own
(``Meta.permissions`` with the name ``einlesen_importlauf`` is the right ``einlesen``).
"""

from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from sozialplanung.teile import find_modules

REDAKTION = "Redaktion"
SOZIALPLANUNG = "Sozialplanung"
STATISTIK = "Statistik"
FACHBEREICH = "Fachbereich"
ADMINISTRATION = "Administration"

ROLLEN = {
    REDAKTION: (
        "pflegt Institutionen, Suchwörter, Haltestellen und Seiten und beantwortet Meldungen."
    ),
    SOZIALPLANUNG: (
        "darf alles, was die Redaktion darf, und pflegt Räume, Stellen, Sozialindex, Dialoge und"
        " Handlungsempfehlungen."
    ),
    STATISTIK: (
        "pflegt Indikatorwerte und rechnet den Sozialindex; sieht alles Übrige außer Meldungen."
    ),
    FACHBEREICH: "trägt Sachstände der eigenen Stelle ein; sieht alles Übrige außer Meldungen.",
    ADMINISTRATION: (
        "darf alles, was die Sozialplanung darf, löscht und verwaltet Konten und Rollen."
    ),
}


class RechteError(Exception):
    """A row of a rights table that cannot hold; a sentence for whoever wrote it."""


@dataclass(frozen=True)
class Aenderung:
    """What bringing the roles up to date changed, each as „Rolle: Recht“."""

    given: list
    taken: list


def gather_rechte():
    """Return ``{model: {role: set of rights}}`` of all apps."""
    rechte = {}
    for module in find_modules("rechte"):
        for model, columns in module.RECHTE.items():
            if len(columns) != len(ROLLEN):
                raise RechteError(
                    f"{module.__name__}: „{model._meta.label}“ hat {len(columns)} Spalten,"
                    f" es gibt aber {len(ROLLEN)} Rollen."
                )
            rechte[model] = dict(zip(ROLLEN, map(frozenset, columns), strict=True))
    return rechte


def find_permissions(role, rechte):
    """Return the permissions that a role shall have."""
    found = set()
    for model, columns in rechte.items():
        content_type = ContentType.objects.get_for_model(model, for_concrete_model=False)
        known = {p.codename: p for p in Permission.objects.filter(content_type=content_type)}
        for right in columns[role]:
            codename = f"{right}_{model._meta.model_name}"
            if codename not in known:
                raise RechteError(f"Das Recht „{codename}“ kennt „{model._meta.label}“ nicht.")
            found.add(known[codename])
    return found


@transaction.atomic
def create_roles():
    """Make the groups and give them exactly the rights of the tables; members stay."""
    rechte = gather_rechte()
    change = Aenderung([], [])
    for role in ROLLEN:
        group, _ = Group.objects.get_or_create(name=role)
        wanted, present = find_permissions(role, rechte), set(group.permissions.all())
        change.given.extend(f"{role}: {p.codename}" for p in wanted - present)
        change.taken.extend(f"{role}: {p.codename}" for p in present - wanted)
        group.permissions.set(wanted)
    return change
