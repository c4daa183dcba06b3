"""How often one connection has used a public form today, without knowing whose it is."""

import datetime as dt
import ipaddress

from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac

MOST_PER_DAY = 10
KEPT_DAYS = 2
IPV6_HOUSEHOLD = 64  # bits; below them a device chooses its address freely


class AnfragezaehlerManager(models.Manager):
    def admit(self, formular, adresse):
        """Count one more for today; tell whether the limit of the day still allows it."""
        today = timezone.localdate()
        row, _ = self.get_or_create(
            tag=today, formular=formular, kennung=anonymise(today, formular, adresse)
        )
        rows = self.filter(pk=row.pk, anzahl__lt=MOST_PER_DAY)
        return bool(rows.update(anzahl=models.F("anzahl") + 1))

    def outdated(self, today):
        return self.filter(tag__lte=today - dt.timedelta(days=KEPT_DAYS))


class Anfragezaehler(models.Model):
    """A number per day, form and connection; the address itself is stored nowhere."""

    tag = models.DateField("Tag")
    formular = models.CharField("Formular", max_length=10)
    kennung = models.CharField("Kennung", max_length=64)
    anzahl = models.PositiveIntegerField("Anzahl", default=0)

    objects = AnfragezaehlerManager()

    class Meta:
        verbose_name = "Anfragezähler"
        verbose_name_plural = "Anfragezähler"
        constraints = [
            models.UniqueConstraint(
                fields=["tag", "formular", "kennung"],
                name="anfragezaehler_once_per_day",
                violation_error_message="Für diesen Tag wird hier schon gezählt.",
            ),
        ]

    def __str__(self):
        return f"{self.formular} {self.tag:%d.%m.%Y}: {self.anzahl}"


def anonymise(tag, formular, adresse):
    """Return a mark of the address that holds for one day and one form only."""
    value = f"{tag:%Y-%m-%d}|{formular}|{household(adresse)}"
    return salted_hmac("navigator.anfragezaehler", value, algorithm="sha256").hexdigest()


def household(adresse):
    """Return what one connection has in common: an IPv4 address, or the network of an IPv6 one."""
    try:
        ip = ipaddress.ip_address(adresse)
    except ValueError:
        return adresse
    if ip.version == 6:
        ip = ip.ipv4_mapped or ipaddress.ip_network((ip, IPV6_HOUSEHOLD), strict=False)
    return str(ip)
