"""How an edition of the Sozialindex is computed, version by version."""

import json

from django.core.exceptions import ValidationError
from django.db import models

from navigator.sozialindex import Methode, SozialindexError, check_oeffentlich

from .frozen import RELEASED, FrozenError, FrozenQuerySet
from .historie import Historie

KEPT = ["name", "version", "einstellungen"]


class IndexmethodeQuerySet(FrozenQuerySet):
    def frozen(self):
        return self.filter(berechnungen__status__in=RELEASED)


class Indexmethode(models.Model):
    """One version of the method; fixed once a released edition was computed by it."""

    is_public_data = True
    frozen_because = (
        "Mit dieser Methode ist eine Ausgabe freigegeben. Legen Sie für Änderungen eine neue "
        "Version an."
    )

    name = models.CharField("Name", max_length=80, help_text="Zum Beispiel Sozialindex Oberhausen.")
    version = models.PositiveSmallIntegerField("Version", default=1)
    beschreibung = models.TextField(
        "Beschreibung", blank=True, help_text="Was sich gegenüber der früheren Version ändert."
    )
    einstellungen = models.TextField(
        "Einstellungen (JSON)",
        help_text="Welche es gibt, steht in docs/sozialindex.md. Mindestens „vorlage“ und "
        "„indikatoren“.",
    )
    created_at = models.DateTimeField("angelegt am", auto_now_add=True)

    objects = IndexmethodeQuerySet.as_manager()
    history = Historie()

    class Meta:
        verbose_name = "Indexmethode"
        verbose_name_plural = "Indexmethoden"
        ordering = ["name", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["name", "version"],
                name="indexmethode_version_once",
                violation_error_message="Diese Version gibt es schon.",
            ),
        ]

    def __str__(self):
        return f"{self.name}, Version {self.version}"

    def save(self, **kwargs):
        """Keep the settings in the one spelling that their hash is taken from."""
        self.einstellungen = self.methode.to_json()
        if self.is_changed and self.is_frozen:
            raise FrozenError(self.frozen_because)
        super().save(**kwargs)
        self._stored = {name: getattr(self, name) for name in KEPT}

    def delete(self, **kwargs):
        if self.is_frozen:
            raise FrozenError(self.frozen_because)
        return super().delete(**kwargs)

    @classmethod
    def from_db(cls, db, field_names, values):
        instance = super().from_db(db, field_names, values)
        instance._stored = {name: instance.__dict__.get(name) for name in KEPT}
        return instance

    def clean(self):
        try:
            self.einstellungen = self.methode.to_json()
            check_oeffentlich(self.methode.schutz)
        except SozialindexError as error:
            raise ValidationError({"einstellungen": str(error)}) from error
        except json.JSONDecodeError as error:
            raise ValidationError(
                {"einstellungen": f"Zeile {error.lineno}: Das ist kein gültiges JSON."}
            ) from error
        if self.is_changed and self.is_frozen:
            raise ValidationError(self.frozen_because)

    @property
    def methode(self):
        """The method for the engine. Raises ``MethodeError`` or ``JSONDecodeError``."""
        return Methode.from_dict(json.loads(self.einstellungen))

    @property
    def is_changed(self):
        """Tell whether the method would compute something else than what is stored."""
        stored = getattr(self, "_stored", {})
        return any(stored.get(name) != getattr(self, name) for name in KEPT)

    @property
    def is_frozen(self):
        return bool(self.pk) and self.berechnungen.released().exists()
