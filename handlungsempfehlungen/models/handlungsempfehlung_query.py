"""What one can ask of recommendations: how they stood on a day, what changed, what is overdue."""

import datetime as dt
import re

from django.apps import apps
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils import timezone

from sozialplanung.text import fold

from .ereignis import EreignisQuerySet
from .umsetzung import ABGESCHLOSSEN, Umsetzungsstand

NUMBER = re.compile(r"([A-Za-z]{2})-(?:(\d{4})-)?(\d{1,3})")
DIGITS = "[0-9]{4}"
CHANGES = ("sachstand", "fassung", "verwendung")  # what a change of a recommendation may be


def related(name):
    """A model of this app by name: this file stands below those that hold the models."""
    return apps.get_model("handlungsempfehlungen", name)


def withdrawn(target, stand):
    """A condition: the record of the outer query was withdrawn by the day ``stand``."""
    ruecknahmen = related("ruecknahme").objects.as_of(stand)
    return Exists(ruecknahmen.filter(**{target: OuterRef("pk")}))


class HandlungsempfehlungQuerySet(models.QuerySet):
    def published(self):
        return self.filter(is_published=True)

    def standing(self, stand=None):
        """Those that had not been withdrawn by the day ``stand``."""
        return self.exclude(withdrawn("handlungsempfehlung", stand))

    def with_titel(self, stand=None):
        """Annotate ``titel``: that of the Fassung that holds, else of the newest there is."""
        fassungen = related("fassung").objects.filter(handlungsempfehlung=OuterRef("pk"))
        return self.annotate(
            titel=models.functions.Coalesce(
                Subquery(fassungen.as_of(stand).order_by("-wirksam_am").values("titel")[:1]),
                Subquery(fassungen.order_by("-wirksam_am").values("titel")[:1]),
                models.Value(""),
            )
        )

    def with_lage(self, stand=None):
        """Annotate how far each is: what its Fassung says of it (``with_sachstand``).

        ``fassung_pk`` is empty where none holds, ``federfuehrung_pk`` where nobody leads.
        """
        fassungen = (
            related("fassung")
            .objects.holding(stand)
            .filter(handlungsempfehlung=OuterRef("pk"))
            .with_sachstand(stand)
        )
        columns = {
            "fassung_pk": "pk",
            "federfuehrung_pk": "federfuehrung",
            "umsetzungsstand": "umsetzungsstand",
            "pruefung_am": "pruefung_am",
        }
        return self.annotate(
            **{name: Subquery(fassungen.values(column)[:1]) for name, column in columns.items()}
        )

    def overdue(self, stand=None):
        """Those whose check was due before the day ``stand`` and that are not done."""
        fassungen = related("fassung").objects.holding(stand).with_sachstand(stand).overdue(stand)
        return self.filter(pk__in=fassungen.values("handlungsempfehlung"))

    def without_fassung(self, stand=None):
        """Those of which no wording holds: nothing of them can be shown."""
        fassungen = related("fassung").objects.as_of(stand)
        return self.standing(stand).exclude(
            Exists(fassungen.filter(handlungsempfehlung=OuterRef("pk")))
        )

    def without_federfuehrung(self, stand=None):
        """Those whose wording names nobody who leads."""
        fassungen = related("fassung").objects.holding(stand).filter(federfuehrung=None)
        return self.filter(pk__in=fassungen.values("handlungsempfehlung"))

    def drafts(self):
        return self.filter(is_published=False)

    def search(self, text):
        """Find those of which any wording holds every word of ``text``, or the number."""
        fassungen = related("fassung").objects.search(text)
        return self.filter(pk__in=fassungen.values("handlungsempfehlung"))


class FassungQuerySet(EreignisQuerySet):
    """The list of recommendations is a list of Fassungen: of each the one that held that day."""

    def published(self):
        return self.filter(handlungsempfehlung__is_published=True)

    def holding(self, stand=None):
        """Of each recommendation the Fassung that held at the end of the day ``stand``.

        Withdrawn recommendations are left out from the day of their Ruecknahme.
        """
        stand = stand or timezone.localdate()
        later = self.model.objects.filter(
            handlungsempfehlung=OuterRef("handlungsempfehlung"),
            wirksam_am__lte=stand,
            wirksam_am__gt=OuterRef("wirksam_am"),
        )
        gone = related("ruecknahme").objects.as_of(stand)
        return self.as_of(stand).exclude(
            Exists(later) | Exists(gone.filter(handlungsempfehlung=OuterRef("handlungsempfehlung")))
        )

    def with_sachstand(self, stand=None):
        """Annotate the newest Sachstand of the day ``stand``; without one it is „offen“.

        ``umsetzungsstand``, ``zeitplan``, ``pruefung_am`` (next check), ``sachstand_am``,
        ``sachstand_id`` and ``stelle_id`` (who answers: of the Sachstand, else Federführung).
        """
        newest = (
            related("sachstand")
            .objects.standing(stand)
            .filter(handlungsempfehlung=OuterRef("handlungsempfehlung"))
            .newest_first()
        )
        take = lambda name: Subquery(newest.values(name)[:1])  # noqa: E731 -- five times the same
        return self.annotate(
            umsetzungsstand=models.functions.Coalesce(
                take("umsetzungsstand"), models.Value(Umsetzungsstand.OFFEN.value)
            ),
            zeitplan=models.functions.Coalesce(take("zeitplan"), models.Value("")),
            pruefung_am=take("naechste_pruefung"),
            sachstand_am=take("wirksam_am"),
            sachstand_pk=take("pk"),
            stelle_pk=models.functions.Coalesce(
                take("stelle"), F("federfuehrung"), output_field=models.BigIntegerField()
            ),
        )

    def overdue(self, stand=None):
        """Those whose check was due before the day ``stand`` and that are not done."""
        stand = stand or timezone.localdate()
        return self.filter(pruefung_am__lt=stand).exclude(umsetzungsstand__in=ABGESCHLOSSEN)

    def due_within(self, days, stand=None):
        """Those whose check comes within ``days`` days from ``stand`` and that are not done."""
        stand = stand or timezone.localdate()
        return self.filter(
            pruefung_am__gte=stand, pruefung_am__lte=stand + dt.timedelta(days=days)
        ).exclude(umsetzungsstand__in=ABGESCHLOSSEN)

    def without_pruefung(self):
        """Those that are not done and for which no check is planned."""
        return self.filter(pruefung_am=None).exclude(umsetzungsstand__in=ABGESCHLOSSEN)

    def changed_since(self, tag, stand=None):
        """Those of which something happened, or was written down, after ``tag``.

        A Fassung, a Sachstand, a Verwendung, or that a committee dealt with it; only what had
        happened by the day ``stand``.
        """
        happened = Q()
        for name in CHANGES:
            events = related(name).objects.as_of(stand).since(tag)
            happened |= Exists(events.filter(handlungsempfehlung=OuterRef("handlungsempfehlung")))
        befassungen = related("befassung").objects.as_of(stand).since(tag)
        happened |= Exists(
            befassungen.filter(handlungsempfehlungen=OuterRef("handlungsempfehlung"))
        )
        return self.filter(happened)

    def search(self, text):
        """Find every word of ``text``, whatever its case or umlauts; or a number like „OS-03“."""
        if number := NUMBER.fullmatch(text.strip()):
            kuerzel, jahr, nummer = number.groups()
            slug = f"{kuerzel}-{jahr or DIGITS}-{int(nummer):02}".lower()
            return self.filter(handlungsempfehlung__slug__regex=f"^{slug}$")
        found = self
        for word in fold(text).split():
            found = found.filter(suchtext__contains=word)
        return found
