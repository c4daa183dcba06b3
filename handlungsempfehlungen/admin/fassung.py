"""Wordings of recommendations: the first with its recommendation, later ones on their own page."""

from django.contrib import admin

from handlungsempfehlungen.models import Fassung, Handlungsempfehlung
from handlungsempfehlungen.veroeffentlichen import was_published
from handlungsempfehlungen.vorbelegung import fassung_after
from navigator.admin.base import RAEUME, FullAdmin, FullForm
from navigator.admin.felder import OVERRIDES, Absatz, Datumsangabe, Kaestchen
from navigator.admin.teile import Teil
from navigator.models import Handlungsfeld, IstekFeld, IstekThemenfeld, Stelle, Zielgruppe

from .evidenz import EvidenzInline
from .felder import (
    ISTEK_WIDGETS,
    RAUM_FIELDS,
    RAUM_LABELS,
    RAUM_WIDGETS,
    EmpfehlungField,
    link_to,
)

GIVEN = frozenset({Handlungsfeld, Zielgruppe, Stelle, IstekFeld, IstekThemenfeld, *RAEUME})
WORTLAUT = [
    ("titel", "Zum Beispiel „Sprachförderung in Kitas ausbauen“."),
    ("ausgangslage", "Was fehlt, und woher man es weiß. Absätze durch eine leere Zeile trennen."),
    ("ziel", "Was anders sein soll, so dass man es später prüfen kann."),
    ("empfehlung", "Was die Stadt tun soll, ein Satz je Schritt."),
    ("finanzierung", "Zum Beispiel „Haushalt 2027, Förderantrag beim Land“."),
]


class FassungForm(FullForm):
    """One wording; the day from which it holds decides which one the portal shows."""

    datum = Datumsangabe(
        label="gilt ab",
        help_text="02/2023 oder 16.05.2024. Ein Monat zählt als sein letzter Tag.",
    )

    class Meta:
        widgets = {
            "kurz": Absatz(rows=2),
            "empfehlung": Absatz(rows=8),
            "zielgruppen": Kaestchen,
            **RAUM_WIDGETS,
            **ISTEK_WIDGETS,
        }
        labels = RAUM_LABELS
        help_texts = dict(WORTLAUT) | {
            "federfuehrung": "Diese Stelle wird nach dem Sachstand gefragt.",
        }


FIELDS = [
    ("Ab wann", ["datum"]),
    ("Wortlaut", ["titel", "kurz", "ausgangslage", "ziel", "empfehlung"]),
    ("Worum und um wen es geht", ["handlungsfeld", "zielgruppen"]),
    ("Für welche Räume", RAUM_FIELDS),
    (
        "Wer es umsetzt und womit",
        ["federfuehrung", "beteiligte", "ressourcen", "finanzierung", "prioritaet"],
    ),
    ("Rahmen des iSTEK", ["istek_felder", "istek_themenfelder"]),
]


def limit_fields(field, db_field):
    """Nobody makes a new area or office while wording a recommendation."""
    if db_field.related_model in GIVEN:
        field.widget.can_add_related = field.widget.can_change_related = False
    return field


class FassungInline(Teil, admin.StackedInline):
    """The first wording, in the form of its new recommendation."""

    model = Fassung
    form = FassungForm
    formfield_overrides = OVERRIDES
    template = "admin/handlungsempfehlungen/erste_fassung.html"
    autocomplete_fields = ["federfuehrung", "beteiligte"]
    extra, min_num, max_num = 0, 1, 1
    can_delete = False
    verbose_name_plural = "Erste Fassung"
    fieldsets = [(title, {"fields": fields}) for title, fields in FIELDS]

    def get_formset(self, request, obj=None, **kwargs):
        return super().get_formset(request, obj, **{"validate_min": True} | kwargs)

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        return limit_fields(super().formfield_for_dbfield(db_field, request, **kwargs), db_field)


class NeufassungForm(FassungForm):
    handlungsempfehlung = EmpfehlungField(label="Handlungsempfehlung")


@admin.register(Fassung)
class FassungAdmin(FullAdmin):
    """A new wording begins with the one before; that one stays as it was."""

    form = FassungForm
    given = GIVEN
    inlines = [EvidenzInline]
    autocomplete_fields = ["federfuehrung", "beteiligte"]
    change_form_template = "admin/handlungsempfehlungen/fassung/change_form.html"
    list_display = ["__str__", "day", "federfuehrung", "handlungsfeld", "prioritaet"]
    list_filter = [
        ("handlungsempfehlung__strategiepapier", admin.RelatedOnlyFieldListFilter),
        ("federfuehrung", admin.RelatedOnlyFieldListFilter),
        "handlungsfeld",
        "prioritaet",
    ]
    list_select_related = ["handlungsempfehlung", "federfuehrung", "handlungsfeld"]
    ordering = ["handlungsempfehlung__slug", "-nummer"]
    search_fields = ["titel"]  # shows the box; get_search_results does the search
    search_help_text = "Wörter aus dem Wortlaut oder eine Nummer wie OS-03."
    readonly_fields = ["empfehlung_link", "nummer"]

    def get_fieldsets(self, request, obj=None):
        title, first = FIELDS[0]
        head = ["empfehlung_link", ("nummer", *first)] if obj else ["handlungsempfehlung", *first]
        rows = [(title, [*head, "aenderungsgrund"]), *FIELDS[1:]]
        return [(one, {"fields": fields}) for one, fields in rows]

    def get_form(self, request, obj=None, change=False, **kwargs):
        """Of which recommendation it is, only a new one is asked."""
        known = {} if obj else {"form": NeufassungForm}
        return super().get_form(request, obj, change, **known | kwargs)

    def get_inlines(self, request, obj):
        return self.inlines if obj else []

    def get_search_results(self, request, queryset, search_term):
        return queryset.search(search_term) if search_term else queryset, False

    def get_changeform_initial_data(self, request):
        number = request.GET.get("handlungsempfehlung", "")
        he = number.isdecimal() and Handlungsempfehlung.objects.filter(pk=number).first()
        return fassung_after(he) if he else super().get_changeform_initial_data(request)

    def has_delete_permission(self, request, obj=None):
        """What the portal showed stays; of a draft a wording may go."""
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or not was_published(obj.handlungsempfehlung))

    def view_on_site(self, obj):
        return obj.get_absolute_url() if obj.handlungsempfehlung.is_published else None

    @admin.display(description="gilt ab", ordering="wirksam_am")
    def day(self, fassung):
        return str(fassung.datum)

    @admin.display(description="Handlungsempfehlung")
    def empfehlung_link(self, fassung):
        return link_to(fassung.handlungsempfehlung)
