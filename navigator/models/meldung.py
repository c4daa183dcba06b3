"""What people tell the office: an error in the directory, a message, a barrier."""

import datetime as dt

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Case, F, Q, When
from django.utils import timezone

from .institution import Institution

FRISTEN = {"fehler": 14, "kontakt": 14, "barriere": 42}  # days to the answer; BITVNRW § 5: 6 weeks
ZWISCHENNACHRICHT_TAGE = 14  # BITVNRW § 5: what takes longer gets a first word by then
SPAM_TAGE = 30
LONGEST_TEXT = 4000  # letters; more than an A4 page
OPEN = ["offen", "zwischennachricht"]
CLOSED = ["beantwortet", "erledigt", "spam"]
PERSONAL = ["seite", "name", "email", "telefon", "text", "antwort", "interne_notiz"]
DUE_FIRST = [F("frist").asc(nulls_last=True), "-eingegangen_am", "pk"]


class MeldungQuerySet(models.QuerySet):
    def open(self):
        return self.filter(status__in=OPEN)

    def overdue(self, today):
        """Open ones whose answer, or whose first word, was due before ``today``."""
        return self.with_frist().filter(frist__lt=today)

    def due_first(self):
        """Open ones by the day on which something is due; then the closed ones, newest first."""
        return self.with_frist().order_by(*DUE_FIRST)

    def with_frist(self):
        """Annotate ``frist``, the next day on which the office owes something; none if closed."""
        first_word = Q(status="offen", zwischennachricht_bis__isnull=False)
        return self.annotate(
            frist=Case(
                When(first_word, then=F("zwischennachricht_bis")),
                When(status__in=OPEN, then=F("faellig_am")),
                output_field=models.DateField(),
            )
        )

    def same_as(self, meldung):
        """The same words of the same person within an hour: a form that was sent twice."""
        same = ["art", "institution", "seite", "text", "name", "email", "telefon"]
        return self.open().filter(
            eingegangen_am__gt=timezone.now() - dt.timedelta(hours=1),
            **{name: getattr(meldung, name) for name in same},
        )

    # ---- retention -----------------------------------------------------------------------

    def to_erase(self, today, days):
        """Closed for ``days`` or longer, and still with words of a person."""
        return self.filter(
            status__in=CLOSED,
            abgeschlossen_am__lte=today - dt.timedelta(days=days),
            geloescht_personen_am=None,
        )

    def erase(self, today):
        """Empty everything that a person wrote or that was written about one."""
        return self.update(geloescht_personen_am=today, **dict.fromkeys(PERSONAL, ""))

    def spam_to_delete(self, today):
        return self.filter(
            status="spam", abgeschlossen_am__lte=today - dt.timedelta(days=SPAM_TAGE)
        )


class Meldung(models.Model):
    """One case that came in through a public form, with the day by which an answer is owed.

    It is no public data: nothing of it is ever shown, and it does not raise the Datenstand.
    """

    class Art(models.TextChoices):
        FEHLER = "fehler", "Fehler im Verzeichnis"
        KONTAKT = "kontakt", "Nachricht"
        BARRIERE = "barriere", "Barriere"

    class Status(models.TextChoices):
        OFFEN = "offen", "offen"
        ZWISCHENNACHRICHT = "zwischennachricht", "Zwischennachricht verschickt"
        BEANTWORTET = "beantwortet", "beantwortet"
        ERLEDIGT = "erledigt", "erledigt ohne Antwort"
        SPAM = "spam", "Spam"

    art = models.CharField("Art", max_length=10, choices=Art)
    institution = models.ForeignKey(
        Institution,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="meldungen",
        verbose_name="Institution",
    )
    seite = models.CharField("Seite", max_length=300, blank=True)
    text = models.TextField("Text", blank=True, validators=[MaxLengthValidator(LONGEST_TEXT)])
    name = models.CharField("Name", max_length=120, blank=True)
    email = models.EmailField("E-Mail", blank=True)
    telefon = models.CharField("Telefon", max_length=60, blank=True)

    eingegangen_am = models.DateTimeField("Eingegangen am", default=timezone.now, editable=False)
    zwischennachricht_bis = models.DateField(
        "Zwischennachricht bis", null=True, blank=True, editable=False
    )
    faellig_am = models.DateField("Antwort bis", editable=False)

    status = models.CharField("Status", max_length=20, choices=Status, default=Status.OFFEN)
    antwort = models.TextField(
        "Unsere Antwort",
        blank=True,
        help_text="Was Sie geantwortet haben. Das Portal verschickt selbst keine E-Mails.",
    )
    zwischennachricht_am = models.DateField(
        "Zwischennachricht verschickt am", null=True, blank=True, editable=False
    )
    beantwortet_am = models.DateField("Beantwortet am", null=True, blank=True, editable=False)
    abgeschlossen_am = models.DateField("Abgeschlossen am", null=True, blank=True, editable=False)
    interne_notiz = models.TextField(
        "Interne Notiz", blank=True, help_text="Zum Beispiel: Rückfrage beim Träger am 03.12."
    )
    geloescht_personen_am = models.DateField(
        "Persönliche Angaben gelöscht am", null=True, blank=True, editable=False
    )

    objects = MeldungQuerySet.as_manager()

    class Meta:
        verbose_name = "Meldung"
        verbose_name_plural = "Meldungen"
        ordering = ["-eingegangen_am", "pk"]
        indexes = [models.Index(fields=["status", "faellig_am"], name="meldung_due")]
        constraints = [
            models.CheckConstraint(
                condition=Q(art__in=["fehler", "kontakt", "barriere"]),
                name="meldung_art_known",
                violation_error_message="Diese Art von Meldung gibt es nicht.",
            ),
            models.CheckConstraint(
                condition=Q(status__in=OPEN + CLOSED),
                name="meldung_status_known",
                violation_error_message="Diesen Status gibt es nicht.",
            ),
            models.CheckConstraint(
                condition=Q(institution=None) | Q(art="fehler"),
                name="meldung_institution_only_for_fehler",
                violation_error_message="Nur ein Fehler im Verzeichnis gehört zu einer "
                "Institution.",
            ),
            models.CheckConstraint(
                condition=~Q(text="") | Q(geloescht_personen_am__isnull=False),
                name="meldung_has_text",
                violation_error_message="Eine Meldung braucht einen Text.",
            ),
            models.CheckConstraint(
                condition=Q(art="barriere", zwischennachricht_bis__isnull=False)
                | ~Q(art="barriere") & Q(zwischennachricht_bis=None),
                name="meldung_zwischennachricht_for_barriere",
                violation_error_message="Eine Frist für die Zwischennachricht haben genau die "
                "Barrieren.",
            ),
            models.CheckConstraint(
                condition=Q(status__in=CLOSED, abgeschlossen_am__isnull=False)
                | Q(status__in=OPEN, abgeschlossen_am=None),
                name="meldung_closed_with_day",
                violation_error_message="Abgeschlossene Meldungen haben den Tag des Abschlusses, "
                "offene nicht.",
            ),
            models.CheckConstraint(
                condition=~Q(status="beantwortet") | Q(beantwortet_am__isnull=False),
                name="meldung_answered_with_day",
                violation_error_message="Zu einer beantworteten Meldung gehört der Tag der "
                "Antwort.",
            ),
            models.CheckConstraint(
                condition=Q(geloescht_personen_am=None)
                | Q(status__in=CLOSED, **dict.fromkeys(PERSONAL, "")),
                name="meldung_erased_is_empty",
                violation_error_message="Die Angaben dieser Meldung sind gelöscht; sie lässt sich "
                "nicht mehr ändern.",
            ),
        ]

    def __str__(self):
        """No name and no word of the person: this also stands in the log of the admin."""
        return f"{self.get_art_display()} Nr. {self.pk}"

    def save(self, **kwargs):
        self.derive()
        super().save(**kwargs)

    def clean(self):
        self.derive()

    def derive(self):
        """Fill the days that follow from the kind, the day of entry and the status."""
        arrived, today = self.eingangstag, timezone.localdate()
        days = FRISTEN.get(self.art, ZWISCHENNACHRICHT_TAGE)
        self.faellig_am = self.faellig_am or arrived + dt.timedelta(days=days)
        if self.art == self.Art.BARRIERE and not self.zwischennachricht_bis:
            self.zwischennachricht_bis = arrived + dt.timedelta(days=ZWISCHENNACHRICHT_TAGE)
        if self.status == self.Status.OFFEN:
            self.zwischennachricht_am = None
        elif self.status == self.Status.ZWISCHENNACHRICHT:
            self.zwischennachricht_am = self.zwischennachricht_am or today
        if self.is_open:
            self.beantwortet_am = self.abgeschlossen_am = None
        else:
            self.abgeschlossen_am = self.abgeschlossen_am or today
        if self.status == self.Status.BEANTWORTET:
            self.beantwortet_am = self.beantwortet_am or today

    @property
    def eingangstag(self):
        return timezone.localdate(self.eingegangen_am)

    @property
    def is_open(self):
        return self.status not in CLOSED

    @property
    def can_be_answered(self):
        """Tell whether the person left a way to reach them."""
        return bool(self.email or self.telefon)

    @property
    def naechste_frist(self):
        """The next day on which the office owes something; ``None`` where nothing is owed."""
        if not self.is_open:
            return None
        if self.status == self.Status.OFFEN and self.zwischennachricht_bis:
            return self.zwischennachricht_bis
        return self.faellig_am

    def frist_in_worten(self, today):
        """„überfällig seit 3 Tagen“, „heute fällig“, „noch 9 Tage“ and the day, in words."""
        if self.naechste_frist is None:
            return "nichts mehr fällig"
        days = (self.naechste_frist - today).days
        if days < 0:
            when = f"überfällig seit {-days} {'Tag' if days == -1 else 'Tagen'}"
        elif days == 0:
            when = "heute fällig"
        else:
            when = f"noch {days} {'Tag' if days == 1 else 'Tage'}"
        what = "Antwort" if self.naechste_frist == self.faellig_am else "Zwischennachricht"
        return f"{when}: {what} bis {self.naechste_frist:%d.%m.%Y}"
