"""Rows of a table → Stellen."""

from import_export.fields import Field

from navigator.models import Institution, Stelle
from navigator.widgets import ChoiceWidget, KnownWidget

from .base import AllOrNothing, NavigatorResource, text
from .verzeichnis import importable


@importable
class StelleResource(NavigatorResource):
    name = text("name")
    kuerzel = text("kuerzel")
    art = Field("art", "art", ChoiceWidget(Stelle.Art))
    institution = Field("institution", "institution", KnownWidget(Institution))

    key = ("name",)
    required = ("name", "art")
    synonyms = {"name": ("Stelle", "Bezeichnung", "Bereich"), "kuerzel": ("Kürzel",)}
    fest = ("art",)
    beispiele = (
        {"name": "Bereich 9-9 Muster (Beispiel)", "art": "bereich"},
        {"name": "Fachbereich 9-9-10 Muster (Beispiel)", "art": "fachbereich"},
    )
    erklaerungen = {
        "name": "Wie die Stelle heißt, mit Nummer: „Bereich 3-2 Soziales“. Nie der Name einer "
        "Person.",
        "art": "Was für eine Stelle es ist.",
    }

    class Meta(AllOrNothing):
        model = Stelle
        fields = ("name", "kuerzel", "art", "institution")

    @classmethod
    def for_export(cls, queryset):
        return queryset.select_related("institution")
