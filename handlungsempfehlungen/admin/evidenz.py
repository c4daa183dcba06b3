"""The figures that a wording rests on: chosen, read from the edition, then frozen."""

from django import forms
from django.contrib import admin

from handlungsempfehlungen.imports.evidenz import read_anteil
from handlungsempfehlungen.models import Evidenz, Fassung
from handlungsempfehlungen.veroeffentlichen import was_published
from navigator.admin.base import CheckedForm, FullAdmin, FullForm
from navigator.admin.teile import Teil
from navigator.models import Indexberechnung, Indikator, Sozialquartier

NOTHING = (
    "Die Ausgabe {ausgabe} hat für „{quartier}“ keinen veröffentlichten Wert. Geschützte Werte "
    "lassen sich nicht belegen."
)
HELP_TEXTS = {
    "sozialquartier": "Wert und Vergleich mit der Stadt nimmt das Portal aus der Ausgabe.",
    "berechnung": "Zur Wahl stehen freigegebene Ausgaben.",
}


class EvidenzFields:
    """For a form of Evidenz: the words come from the public values, and from nowhere else."""

    def clean(self):
        cleaned = super().clean()
        indikator, quartier, ausgabe = (
            cleaned.get(name) for name in ("indikator", "sozialquartier", "berechnung")
        )
        if not (indikator and quartier and ausgabe):
            return cleaned
        probe = Evidenz(indikator=indikator, berechnung=ausgabe)
        wert, stadt = read_anteil(probe, quartier), read_anteil(probe, None)
        if not wert:
            words = NOTHING.format(ausgabe=ausgabe.berichtsjahr, quartier=quartier)
            raise forms.ValidationError({"sozialquartier": words})
        self.instance.wert, self.instance.stadt = wert, stadt or "keine Angabe"
        self.instance.ist_beispiel = ausgabe.ist_beispiel
        return cleaned


class EvidenzForm(EvidenzFields, FullForm):
    class Meta:
        help_texts = HELP_TEXTS


class EvidenzTeilForm(EvidenzFields, CheckedForm):
    class Meta:
        help_texts = HELP_TEXTS


class Auswahl:
    """For both places of the form: published Indikatoren, released editions, a quarter needed."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        known = {
            "indikator": Indikator.objects.published(),
            "berechnung": Indexberechnung.objects.published(),
            "sozialquartier": Sozialquartier.objects.all(),
            "fassung": Fassung.objects.select_related("handlungsempfehlung").order_by(
                "handlungsempfehlung__slug", "-nummer"
            ),
        }
        kwargs["queryset"] = known[db_field.name]
        field = super().formfield_for_foreignkey(db_field, request, **kwargs)
        field.required = True
        return field

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Nobody makes a new edition or quarter while naming a figure."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.is_relation:
            field.widget.can_add_related = field.widget.can_change_related = False
        return field


class EvidenzInline(Auswahl, Teil, admin.StackedInline):
    """Under a wording: new figures are added, those that stand there are only shown."""

    model = Evidenz
    form = EvidenzTeilForm
    fields = [("indikator", "sozialquartier", "berechnung"), ("wert", "stadt")]
    readonly_fields = ["wert", "stadt"]
    verbose_name_plural = "Evidenz: die Zahlen, auf die sie sich stützt"

    def has_change_permission(self, request, obj=None):
        return False

    def has_add_permission(self, request, obj=None):
        return self.may_with_record(request, "change")

    def has_delete_permission(self, request, obj=None):
        """Of a draft a figure may go; what the portal showed stays."""
        may = self.may_with_record(request, "change")
        return may and obj is not None and not was_published(obj.handlungsempfehlung)


@admin.register(Evidenz)
class EvidenzAdmin(Auswahl, FullAdmin):
    """Added and looked up here; frozen with the words of its day."""

    form = EvidenzForm
    list_display = ["indikator", "raum", "wert", "stadt", "berechnung", "fassung"]
    list_filter = ["indikator", "berechnung", "ist_beispiel"]
    list_select_related = [
        "indikator",
        "sozialquartier",
        "sozialraum",
        "berechnung",
        "fassung__handlungsempfehlung",
    ]
    search_fields = ["fassung__titel", "indikator__name"]
    readonly_fields = ["wert", "stadt", "sozialraum"]

    def get_fieldsets(self, request, obj=None):
        chosen = ["fassung", "indikator", "sozialquartier", "berechnung"]
        if obj is None:
            return [("Evidenz", {"fields": chosen})]
        where = "sozialquartier" if obj.sozialquartier_id else "sozialraum"
        return [
            ("Evidenz", {"fields": ["fassung", "indikator", where, "berechnung"]}),
            ("Werte, wie sie damals waren", {"fields": [("wert", "stadt")]}),
        ]

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or not was_published(obj.fassung.handlungsempfehlung))

    @admin.display(description="Raum")
    def raum(self, evidenz):
        return evidenz.raum
