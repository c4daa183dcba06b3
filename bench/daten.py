"""A database of any size: the published institutions, varied; the same for the same size."""

import random

from django.core.management import call_command

from navigator.models import Datenstand, Institution

SEED = 46045
BATCH = 500
SPREAD = 0.004  # degrees, about 400 m: copies lie near the place they were made from


def fill(size):
    """Fill an empty database with ``size`` published Institutionen and all that belongs to them."""
    call_command("migrate", verbosity=0)
    call_command("grunddaten_laden", verbosity=0)
    call_command("beispieldaten_laden", verbosity=0)
    originals = list(Institution.objects.prefetch_related("zielgruppen"))
    surplus = [one.pk for one in originals[size:]]
    Institution.objects.filter(pk__in=surplus).update(status="entwurf")
    chance = random.Random(SEED)  # noqa: S311 -- for variety, not for secrets
    copies = [vary(chance.choice(originals), n, chance) for n in range(size - len(originals))]
    Institution.objects.bulk_create(copies, batch_size=BATCH)
    link = Institution.zielgruppen.through
    link.objects.bulk_create(
        (
            link(institution_id=copy.pk, zielgruppe_id=gruppe.pk)
            for copy in copies
            for gruppe in copy.vorbild.zielgruppen.all()
        ),
        batch_size=BATCH,
    )
    Datenstand.objects.raise_version()


def vary(original, number, chance):
    """Return an unsaved copy with a name, an address and a place of its own."""
    copy = type(original).objects.model(
        **{
            field.attname: getattr(original, field.attname)
            for field in original._meta.concrete_fields
            if not field.primary_key
        }
    )
    copy.vorbild = original
    copy.name = f"{original.name} {number}"
    copy.slug = f"{original.slug[:200]}-{number}"
    copy.sortiername = f"{original.sortiername}{number:06}"
    copy.suchname = f"{original.suchname} {number}"
    copy.suchtext = f"{original.suchtext} {number}"
    copy.traeger_institution_id = None
    if copy.breite is not None:
        copy.breite += chance.uniform(-SPREAD, SPREAD)
        copy.laenge += chance.uniform(-SPREAD, SPREAD)
    return copy
