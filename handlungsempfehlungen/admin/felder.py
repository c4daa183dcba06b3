"""Controls of this app's forms: recommendations by number and title, boxes for long choices."""

from django import forms
from django.urls import reverse
from django.utils.html import format_html

from handlungsempfehlungen.models import Handlungsempfehlung
from navigator.admin.felder import Absatz, Kaestchen

RAUM_WIDGETS = {
    "stadtbezirke": Kaestchen,
    "sozialraeume": Kaestchen,
    "sozialquartiere": Kaestchen,
}
RAUM_LABELS = {"stadtweit": "für ganz Oberhausen"}
RAUM_FIELDS = ["stadtweit", "stadtbezirke", "sozialraeume", "sozialquartiere"]
ISTEK_WIDGETS = {"istek_felder": Kaestchen, "istek_themenfelder": Kaestchen}
LANG = Absatz(rows=6)


class Auswahlkasten(Kaestchen):
    """Many things to choose several from: tick boxes in a frame that scrolls."""

    def __init__(self, attrs=None):
        super().__init__({"class": "auswahlkasten", **(attrs or {})})


def empfehlungen_by_nummer():
    return (
        Handlungsempfehlung.objects.with_titel()
        .select_related("strategiepapier__sozialraum")
        .order_by("slug")
    )


def name_empfehlung(he):
    """„OS-03 Sprachförderung (2023)“: the number alone says nothing, and years repeat it."""
    entwurf = "" if he.is_published else ", Entwurf"
    return f"{he.kennung} {he.titel} ({he.strategiepapier.jahr}{entwurf})"


class ByNummer:
    """For a field: reads the choices anew with every form, as today holds."""

    def __init__(self, **kwargs):
        super().__init__(Handlungsempfehlung.objects.none(), **kwargs)

    def __deepcopy__(self, memo):
        field = super().__deepcopy__(memo)
        field.queryset = empfehlungen_by_nummer()
        return field

    def label_from_instance(self, obj):
        return name_empfehlung(obj)


class EmpfehlungField(ByNummer, forms.ModelChoiceField):
    """One recommendation."""


class EmpfehlungenField(ByNummer, forms.ModelMultipleChoiceField):
    """Several recommendations, as boxes to tick."""

    widget = Auswahlkasten

    def __init__(self, **kwargs):
        super().__init__(
            **{"required": False, "label": "Handlungsempfehlungen"} | kwargs,
        )


def link_to(record, text=""):
    """A link to the form of ``record``."""
    name = f"admin:{record._meta.app_label}_{record._meta.model_name}_change"
    return format_html('<a href="{}">{}</a>', reverse(name, args=[record.pk]), text or record)
