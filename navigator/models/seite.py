"""Pages of text: Impressum, Datenschutz, Barrierefreiheit and the like."""

import datetime as dt

from django.db import models
from django.urls import reverse

from sozialplanung.text import sort_key

from .historie import Historie

NOTICE_DAYS = 30  # before a page's yearly check is due


class SeiteQuerySet(models.QuerySet):
    def check_due(self, today):
        """Those whose yearly look is overdue, or due within a month."""
        return self.filter(naechste_pruefung_am__lte=today + dt.timedelta(days=NOTICE_DAYS))

    def section(self, slug, heading):
        """Return the Markdown below „## heading“ of a page; nothing where there is none."""
        text = self.filter(slug=slug).values_list("text", flat=True).first() or ""
        for part in f"\n{text}".replace("\r\n", "\n").split("\n## ")[1:]:
            title, _, body = part.partition("\n")
            if title.strip() == heading:
                return body.strip()
        return ""


class Seite(models.Model):
    """A page of the portal that the office writes itself, in Markdown."""

    is_public_data = True

    slug = models.SlugField("Adresse", max_length=60, unique=True)
    titel = models.CharField("Titel", max_length=120)
    sortiername = models.CharField(max_length=120, editable=False)
    einleitung = models.CharField("Einleitung", max_length=400, blank=True)
    text = models.TextField(
        "Text",
        help_text="Markdown: ## Überschrift, - Liste, [Text](Adresse), **fett**. HTML wird nicht "
        "ausgeführt.",
    )
    geprueft_am = models.DateField("Zuletzt geprüft am", null=True, blank=True)
    naechste_pruefung_am = models.DateField("Nächste Prüfung am", null=True, blank=True)

    objects = SeiteQuerySet.as_manager()
    history = Historie()

    class Meta:
        verbose_name = "Seite"
        verbose_name_plural = "Seiten"
        ordering = ["sortiername"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(geprueft_am=None)
                | models.Q(naechste_pruefung_am=None)
                | models.Q(naechste_pruefung_am__gt=models.F("geprueft_am")),
                name="seite_next_check_after_last",
                violation_error_message="Die nächste Prüfung liegt nach der letzten.",
            ),
        ]

    def __str__(self):
        return self.titel

    def save(self, **kwargs):
        self.sortiername = sort_key(self.titel)
        super().save(**kwargs)

    def get_absolute_url(self):
        return reverse("navigator:seite_detail", kwargs={"slug": self.slug})

    @property
    def stand_in_worten(self):
        return f"Zuletzt geprüft am {self.geprueft_am:%d.%m.%Y}." if self.geprueft_am else ""
