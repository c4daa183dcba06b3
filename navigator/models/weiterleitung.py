"""Old addresses of Institutionen that still lead somewhere."""

from django.core.exceptions import ValidationError
from django.db import models

from .historie import Historie


class WeiterleitungQuerySet(models.QuerySet):
    def find_target(self, slug):
        """Return the published Institution that the old address ``slug`` leads to, or ``None``."""
        found = self.filter(slug=slug, institution__status="veroeffentlicht")
        return next((one.institution for one in found.select_related("institution")), None)


class Weiterleitung(models.Model):
    """An address under which an Institution was once found, and the one that stands for it now.

    A published Institution goes before a Weiterleitung of the same address: to publish a
    merged entry again is enough to take the merger back.
    """

    is_public_data = True

    slug = models.SlugField(
        "Alte Adresse",
        max_length=220,
        unique=True,
        help_text="Nur der letzte Teil: „alter-treff“ für /institutionen/alter-treff/.",
        error_messages={"unique": "Diese alte Adresse wird schon weitergeleitet."},
    )
    institution = models.ForeignKey(
        "navigator.Institution",
        on_delete=models.CASCADE,
        related_name="weiterleitungen",
        verbose_name="führt jetzt zu",
    )
    created_at = models.DateTimeField("angelegt am", auto_now_add=True)

    objects = WeiterleitungQuerySet.as_manager()
    history = Historie()

    class Meta:
        verbose_name = "Weiterleitung"
        verbose_name_plural = "Weiterleitungen"
        ordering = ["slug"]

    def __str__(self):
        return f"/institutionen/{self.slug}/"

    def save(self, **kwargs):
        self.follow()
        super().save(**kwargs)

    def clean(self):
        if not self.institution_id:
            return
        self.follow()
        if self.slug == self.institution.slug:
            raise ValidationError({"slug": "Das ist schon die Adresse dieser Institution."})
        institutionen = type(self.institution).objects
        if institutionen.published().filter(slug=self.slug).exists():
            raise ValidationError(
                {
                    "slug": "Unter dieser Adresse steht eine veröffentlichte Institution. Führen "
                    "Sie beide zusammen oder archivieren Sie diese zuerst."
                }
            )

    def follow(self):
        """Lead straight to the end where the target has itself been moved on."""
        if self.institution.status == "archiviert":
            target = Weiterleitung.objects.find_target(self.institution.slug)
            self.institution = target or self.institution
