"""What the rows of this app share: a date, areas, the day they are written down, an example."""

from django.core.exceptions import ValidationError
from import_export.fields import Field

from handlungsempfehlungen.models.ruecknahme import ZIELE
from navigator.imports import NavigatorResource
from navigator.imports.base import text
from navigator.models import Sozialquartier, Sozialraum, Stadtbezirk, Stelle
from navigator.widgets import JaWidget, KnownManyWidget, KnownWidget

QUELLE = {
    "quelle": "Wo es steht.",
    "quelle_url": "Adresse der Quelle im Internet.",
}
QUELLE_SYNONYMS = {"quelle": ("Datenquelle",), "quelle_url": ("Adresse der Quelle", "Link")}
VEROEFFENTLICHT = (
    "ja, wenn es im Portal stehen soll; leer heißt: es bleibt, wie es ist. Was im Portal steht, "
    "nimmt keine Liste heraus."
)
DATUM = "So genau, wie bekannt: 16.05.2024, 05/2024 oder 2024."


def refuse_hiding(record, attribute="is_published"):
    """No list takes a record out of the portal: a Ruecknahme says why it no longer counts."""
    raise ValidationError(
        {
            attribute: f"„{record}“ steht im Portal, und eine Liste nimmt nichts heraus. Lassen "
            f"Sie die Zelle leer. {withdraw_words(record)}"
        }
    )


def withdraw_words(record):
    if record._meta.model_name in ZIELE:
        return "Gilt es nicht mehr: Eintrag öffnen, „Zurücknehmen …“ wählen, Grund nennen."
    return "Was im Portal stand, bleibt dort."


def stelle_field(attribute, column=None):
    return Field(attribute, column or attribute, KnownWidget(Stelle, found_by=STELLE))


def find_same(resource, row, *columns):
    """Return the record that has what the row says in ``columns``; none where a cell is wrong."""
    try:
        wanted = {}
        for column in columns:
            field = resource.fields[column]
            value = field.clean(row) if column in row else None
            if hasattr(value, "genauigkeit"):
                wanted[f"{field.attribute}_bis"] = value.bis
            else:
                wanted[field.attribute] = value
    except ValueError:
        return None  # the column says so when the row is checked
    return resource._meta.model.objects.filter(**wanted).first()


STELLE = ("kuerzel", "name")  # what an office is called in a cell


class EreignisResource(NavigatorResource):
    """Rows of this app, written down today and no examples.

    Data that comes with the portal says otherwise: ``beispiel`` marks what is new,
    ``eingetragen`` is a function that gives the day on which a record was written down.
    """

    bleibt_im_portal = True  # what was published goes out by a Ruecknahme alone

    def before_import(self, dataset, *, beispiel=False, eingetragen=None, **kwargs):
        super().before_import(dataset, **kwargs)
        self.beispiel, self.eingetragen = beispiel, eingetragen

    def after_init_instance(self, instance, new, row, **kwargs):
        super().after_init_instance(instance, new, row, **kwargs)
        self.was_public = not new and getattr(instance, "is_published", False)
        if self.was_public and row.get("veroeffentlicht") == "":
            row["veroeffentlicht"] = "ja"  # a blank cell leaves it as it is

    def complete(self, instance, row):
        super().complete(instance, row)
        if self.was_public and not instance.is_published and self.bleibt_im_portal:
            refuse_hiding(instance)
        if self.loaded is None and self.beispiel:
            instance.ist_beispiel = True
        if self.loaded is None and self.eingetragen:
            instance.eingetragen_am = self.eingetragen(instance)


class KennungResource(EreignisResource):
    """Records with a title; an existing one is found by ``kennung``, else by its title."""

    kennung = text("slug", "kennung")

    def before_import_row(self, row, **kwargs):
        super().before_import_row(row, **kwargs)
        if row.get("kennung") == "":
            del row["kennung"]  # a blank one must not erase the address of an existing record

    def get_instance(self, instance_loader, row):
        if kennung := row.get("kennung"):
            return self._meta.model.objects.filter(slug=kennung).first()
        return self._meta.model.objects.filter(titel=row["titel"]).first()


KENNUNG = "Nur in Dateien aus dem Portal: woran es den Eintrag wiedererkennt. Sonst leer lassen."


class RaumbezugResource(NavigatorResource):
    """One column per level: names repeat across levels."""

    stadtweit = Field("stadtweit", "stadtweit", JaWidget())
    stadtbezirke = Field("stadtbezirke", "stadtbezirke", KnownManyWidget(Stadtbezirk))
    sozialraeume = Field("sozialraeume", "sozialraeume", KnownManyWidget(Sozialraum))
    sozialquartiere = Field("sozialquartiere", "sozialquartiere", KnownManyWidget(Sozialquartier))


RAUM_FIELDS = ("stadtweit", "stadtbezirke", "sozialraeume", "sozialquartiere")
RAUM_SYNONYMS = {
    "stadtbezirke": ("Stadtbezirk",),
    "sozialraeume": ("Sozialräume",),
    "sozialquartiere": ("Sozialquartier", "Quartier", "Quartiere"),
}
RAUM_ERKLAERUNGEN = {
    "stadtweit": "ja, wenn es um die ganze Stadt geht; sonst leer.",
    "stadtbezirke": "Mehrere mit Semikolon trennen.",
    "sozialraeume": "Mehrere mit Semikolon trennen.",
    "sozialquartiere": "Mehrere mit Semikolon trennen.",
}
