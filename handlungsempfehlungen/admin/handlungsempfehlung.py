"""Recommendations: the number and what hangs on it; their wordings have a form of their own."""

from django.contrib import admin
from django.urls import reverse

from handlungsempfehlungen.models import Handlungsempfehlung, Strategiepapier, Umsetzungsstand
from handlungsempfehlungen.vorbelegung import (
    empfehlung_from,
    fassung_from,
    next_nummer,
    read_hinweis,
)
from handlungsempfehlungen.zustaendigkeit import may_enter
from navigator.admin.base import FullForm
from navigator.admin.felder import Absatz

from .fassung import FassungInline
from .felder import EmpfehlungenField, name_empfehlung
from .verknuepfen import VerknuepfenAdmin
from .veroeffentlichen import EntwurfFilter, VeroeffentlichenAdmin

WAITING = {
    "ueberfaellig": ("Prüfung überfällig", lambda found: found.published().overdue()),
    "ohne-federfuehrung": ("ohne Federführung", lambda found: found.without_federfuehrung()),
    "ohne-fassung": ("ohne geltende Fassung", lambda found: found.without_fassung()),
}


class VorratFilter(admin.SimpleListFilter):
    """The tasks of the work list; its rows lead here."""

    title = "Was zu tun ist"
    parameter_name = "vorrat"

    def lookups(self, request, model_admin):
        return [(key, title) for key, (title, _) in WAITING.items()]

    def queryset(self, request, queryset):
        wanted = WAITING.get(self.value())
        return wanted[1](queryset) if wanted else queryset


class StandFilter(admin.SimpleListFilter):
    title = "Umsetzungsstand"
    parameter_name = "umsetzungsstand"

    def lookups(self, request, model_admin):
        return Umsetzungsstand.choices

    def queryset(self, request, queryset):
        return queryset.filter(umsetzungsstand=self.value()) if self.value() else queryset


class HandlungsempfehlungForm(FullForm):
    verwandte = EmpfehlungenField(
        label="Verwandte Handlungsempfehlungen",
        help_text="Auch solche anderer Sozialräume. Die Verbindung gilt in beide Richtungen.",
    )

    class Meta:
        widgets = {"interne_bemerkung": Absatz(rows=3)}
        help_texts = {
            "strategiepapier": "Aus Sozialraum und Jahr des Papiers entsteht die Adresse.",
            "nummer": "Wie im Papier gezählt, zum Beispiel 3. Sie bleibt.",
            "hinweise": "Aus welchen Hinweisen der Dialoge sie entstand. Tippen Sie Worte daraus.",
            "institutionen": "Wer sie umsetzt oder davon betroffen ist. Tippen Sie den Anfang des "
            "Namens.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            field = self.fields["verwandte"]
            field.queryset = field.queryset.exclude(pk=self.instance.pk)


@admin.register(Handlungsempfehlung)
class HandlungsempfehlungAdmin(VerknuepfenAdmin, VeroeffentlichenAdmin):
    form = HandlungsempfehlungForm
    change_form_template = "admin/handlungsempfehlungen/handlungsempfehlung/change_form.html"
    given = frozenset({Strategiepapier})
    list_display = ["kennung", "title", "strategiepapier", "state", "due", "is_published"]
    list_display_links = ["kennung", "title"]
    list_filter = [
        VorratFilter,
        EntwurfFilter,
        StandFilter,
        ("strategiepapier", admin.RelatedOnlyFieldListFilter),
        "ist_beispiel",
    ]
    list_select_related = ["strategiepapier__sozialraum"]
    search_fields = ["slug"]  # shows the box; get_search_results does the search
    search_help_text = "Wörter aus einer Fassung oder eine Nummer wie OS-03."
    autocomplete_fields = ["hinweise", "institutionen"]
    readonly_fields = ["slug"]
    area_prefix = "fassungen__"

    def get_fieldsets(self, request, obj=None):
        number = ["strategiepapier", ("nummer", "slug") if obj else "nummer"]
        return [
            ("Unter welcher Nummer", {"fields": number}),
            (
                "Woraus sie entstand, womit sie zusammenhängt",
                {"fields": ["hinweise", "institutionen", "verwandte"]},
            ),
            *([("Internes", {"fields": ["interne_bemerkung"]})] if obj else []),
        ]

    def get_readonly_fields(self, request, obj=None):
        """Under paper and number it is cited: they stay."""
        return [*self.readonly_fields, *(["strategiepapier", "nummer"] if obj else [])]

    def get_inlines(self, request, obj):
        return [] if obj else [FassungInline]

    def get_queryset(self, request):
        return super().get_queryset(request).with_titel().with_lage()

    def get_search_results(self, request, queryset, search_term):
        return queryset.search(search_term) if search_term else queryset, False

    def changelist_view(self, request, extra_context=None):
        """A list holds wordings: it is read in there, but looked for here."""
        extra = {}
        if request.user.has_perm("handlungsempfehlungen.add_fassung"):
            extra["einlesen_url"] = reverse("admin:handlungsempfehlungen_fassung_einlesen")
        return super().changelist_view(request, extra | (extra_context or {}))

    def name_choice(self, record):
        return name_empfehlung(record)

    # ---- a new one -------------------------------------------------------------------------------

    def get_changeform_initial_data(self, request):
        """Begin with paper, number and Hinweis, where the address names one of them."""
        initial = super().get_changeform_initial_data(request)
        hinweis = read_hinweis(initial.pop("hinweis", ""))
        if hinweis:
            return empfehlung_from(hinweis) | initial
        number = initial.get("strategiepapier", "")
        papier = number.isdecimal() and Strategiepapier.objects.filter(pk=number).first()
        return {"nummer": next_nummer(papier)} | initial if papier else initial

    def get_formset_kwargs(self, request, obj, inline, prefix):
        """Let the first wording begin with what the Hinweis says; what is sent is all new."""
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        hinweis = read_hinweis(request.GET.get("hinweis"))
        if hinweis and request.method == "GET" and isinstance(inline, FassungInline):
            kwargs["initial"] = [fassung_from(hinweis)]
        return kwargs

    # ---- one that is there -----------------------------------------------------------------------

    def describe(self, request, record):
        """Return its wordings, the newest first, and what can be done."""
        holds = record.fassungen.holding().first()
        fassungen = record.fassungen.select_related("federfuehrung").order_by("-wirksam_am")
        extra = super().describe(request, record) | {
            "fassungen": [
                {
                    "fassung": one,
                    "url": reverse("admin:handlungsempfehlungen_fassung_change", args=[one.pk]),
                    "gilt": one == holds,
                    "evidenzen": one.evidenzen.count(),
                }
                for one in fassungen
            ],
            "sachstaende": record.sachstaende.select_related("stelle", "ruecknahme").newest_first(),
        }
        if request.user.has_perm("handlungsempfehlungen.add_fassung"):
            address = reverse("admin:handlungsempfehlungen_fassung_add")
            extra["neu_fassen_url"] = f"{address}?handlungsempfehlung={record.pk}"
        if may_enter(request.user, record):
            address = reverse("admin:handlungsempfehlungen_sachstand_add")
            extra["sachstand_url"] = f"{address}?handlungsempfehlung={record.pk}"
        return extra

    # ---- columns ---------------------------------------------------------------------------------

    @admin.display(description="Nummer", ordering="slug")
    def kennung(self, he):
        return he.kennung

    @admin.display(description="Titel")
    def title(self, he):
        return he.titel or None

    @admin.display(description="Umsetzungsstand", ordering="umsetzungsstand")
    def state(self, he):
        stand = he.umsetzungsstand
        return Umsetzungsstand(stand).label if stand else "keine geltende Fassung"

    @admin.display(description="nächste Prüfung", ordering="pruefung_am")
    def due(self, he):
        return he.pruefung_am and f"{he.pruefung_am:%d.%m.%Y}"
