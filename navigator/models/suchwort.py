"""Everyday words that lead to help."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import models

from sozialplanung.text import fold

from .datenstand import Datenstand
from .historie import Historie

STOPWORDS = frozenset(
    fold(
        "ich du er sie es wir ihr mein meine meinen meiner dein deine der die das den dem ein "
        "eine einen einem einer und oder für fuer in im an am auf bei mit zu zum zur von vom "
        "wo wie was wer habe haben hat bin ist sind brauche suche möchte will kann bekomme "
        "hilfe gibt gegen"
    ).split()
)
SHORTEST_STEM = 4  # letters; below it, half a word says too little


@dataclass
class Wegweiser:
    """A Suchwort that a query hits: the words it explains, and the keys of what it leads to."""

    words: frozenset
    institutionen: list = field(default_factory=list)
    kategorien: list = field(default_factory=list)
    zielgruppen: list = field(default_factory=list)


def is_alike(word, part):
    """Tell whether a query's ``word`` means a Suchwort's ``part``.

    It does when both are the same or one begins with the other.
    """
    if word == part:
        return True
    shorter, longer = sorted((word, part), key=len)
    return len(shorter) >= SHORTEST_STEM and longer.startswith(shorter)


class SuchwortQuerySet(models.QuerySet):
    def matching(self, words):
        """Return a :class:`Wegweiser` for each Suchwort all of whose parts occur in ``words``."""
        found = {}
        for pk, parts in Datenstand.objects.remember("suchwoerter", self._load_parts):
            hits = [{w for w in words if is_alike(w, part)} for part in parts]
            if hits and all(hits):
                found[pk] = Wegweiser(frozenset().union(*hits))
        if found:
            self._add_targets(found)
        return list(found.values())

    def _load_parts(self):
        """Return the key of each Suchwort and those of its words that say something."""
        return [
            (pk, [part for part in gefaltet.split() if part not in STOPWORDS] or gefaltet.split())
            for pk, gefaltet in self.model.objects.order_by().values_list("pk", "gefaltet")
        ]

    def _add_targets(self, found):
        """Read keys instead of joining: a search asks for them several times."""
        for plural, singular in TARGETS.items():
            rows = getattr(self.model, plural).through.objects.filter(suchwort__in=found)
            for suchwort, target in rows.values_list("suchwort_id", f"{singular}_id"):
                getattr(found[suchwort], plural).append(target)


TARGETS = {
    "institutionen": "institution",
    "kategorien": "kategorie",
    "zielgruppen": "zielgruppe",
}


class Suchwort(models.Model):
    """An everyday word or situation („Geld reicht nicht“) and what it leads to."""

    is_public_data = True

    wort = models.CharField(
        "Wort oder Lebenslage", max_length=80, help_text="Zum Beispiel „Geld reicht nicht“."
    )
    gefaltet = models.CharField(max_length=80, unique=True, editable=False)
    kategorien = models.ManyToManyField(
        "navigator.Kategorie", blank=True, related_name="suchwoerter", verbose_name="Kategorien"
    )
    zielgruppen = models.ManyToManyField(
        "navigator.Zielgruppe", blank=True, related_name="suchwoerter", verbose_name="Zielgruppen"
    )
    institutionen = models.ManyToManyField(
        "navigator.Institution",
        blank=True,
        related_name="suchwoerter",
        verbose_name="Institutionen",
    )
    herkunft = models.CharField(
        "Herkunft", max_length=200, help_text="Woher das Wort kommt: Redaktion, Anfrage, Suche …"
    )

    objects = SuchwortQuerySet.as_manager()
    history = Historie(m2m_fields=["kategorien", "zielgruppen", "institutionen"])

    class Meta:
        verbose_name = "Suchwort"
        verbose_name_plural = "Suchwörter"
        ordering = ["gefaltet"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(gefaltet=""),
                name="suchwort_has_letters",
                violation_error_message="Das Wort braucht mindestens einen Buchstaben.",
            ),
        ]

    def __str__(self):
        return self.wort

    def save(self, **kwargs):
        self.gefaltet = fold(self.wort)
        super().save(**kwargs)

    def clean(self):
        self.gefaltet = fold(self.wort)
        if type(self).objects.exclude(pk=self.pk).filter(gefaltet=self.gefaltet).exists():
            raise ValidationError({"wort": "Dieses Suchwort gibt es schon."})
