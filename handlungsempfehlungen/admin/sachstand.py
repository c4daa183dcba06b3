"""Sachstände: added and looked up; none ever changes."""

from django import forms
from django.contrib import admin
from django.utils import timezone

from handlungsempfehlungen.controlling import SOON_DAYS, stellen_of
from handlungsempfehlungen.models import BEGRUENDET, Fassung, Sachstand
from handlungsempfehlungen.zustaendigkeit import KEEP_ALL, may_enter
from navigator.admin.base import FullForm
from navigator.admin.felder import Absatz, Datumsangabe
from navigator.models import Stelle

from .controlling import ControllingAdmin
from .eintragen import EintragenAdmin
from .felder import EmpfehlungField, empfehlungen_by_nummer
from .veroeffentlichen import withdraw_address

NOT_YOURS = (
    "Für diese Empfehlung dürfen Sie keinen Sachstand eintragen: Ihr Konto gehört zu keiner "
    "Stelle, die dafür zuständig ist."
)


class SachstandForm(FullForm):
    """A Fachbereich chooses among what its offices answer for; the same is checked when sent."""

    handlungsempfehlung = EmpfehlungField(label="Handlungsempfehlung")
    ersatz = EmpfehlungField(
        label="An ihre Stelle tritt", required=False, help_text="Nur bei „entfallen“."
    )
    datum = Datumsangabe(
        label="Von wann der Stand ist",
        help_text="16.05.2026, 05/2026 oder 2026. Nie in der Zukunft.",
    )
    konto = None  # set for the account that fills it in

    class Meta:
        widgets = {"text": Absatz(rows=4), "grund": Absatz(rows=2)}
        help_texts = {
            "text": "Zum Beispiel „Der Träger ist gefunden, der Raum ist gemietet.“ Keine Namen "
            "von Menschen.",
            "stelle": "Wer es sagt.",
            "naechste_pruefung": "Dann fragt die Sozialplanung wieder nach, zum Beispiel in einem "
            "Jahr.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        own = stellen_of(self.konto)
        if "stelle" not in self.fields or own is None:
            return
        asked = Fassung.objects.holding().with_sachstand()
        asked = asked.filter(stelle_pk__in=own) | asked.filter(federfuehrung__in=own)
        self.fields["handlungsempfehlung"].queryset = empfehlungen_by_nummer().filter(
            pk__in=asked.values("handlungsempfehlung")
        )
        self.fields["stelle"].queryset = Stelle.objects.filter(pk__in=own)

    def clean(self):
        cleaned = super().clean()
        he, stelle = cleaned.get("handlungsempfehlung"), cleaned.get("stelle")
        if he and stelle and not may_enter(self.konto, he, stelle):
            raise forms.ValidationError({"handlungsempfehlung": NOT_YOURS})
        if cleaned.get("umsetzungsstand") in BEGRUENDET and not cleaned.get("grund"):
            self.add_error("grund", "„Zurückgestellt“ und „entfallen“ brauchen einen Grund.")
        return cleaned


class PruefungFilter(admin.SimpleListFilter):
    title = "Nächste Prüfung"
    parameter_name = "pruefung"

    def lookups(self, request, model_admin):
        return [
            ("ueberfaellig", "überfällig"),
            ("bald", f"in den nächsten {SOON_DAYS} Tagen"),
            ("ohne", "keine geplant"),
        ]

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        newest = Fassung.objects.holding().with_sachstand()
        today = timezone.localdate()
        wanted = {
            "ueberfaellig": newest.overdue(today),
            "bald": newest.due_within(SOON_DAYS, today),
            "ohne": newest.without_pruefung(),
        }.get(self.value(), newest)
        return queryset.filter(pk__in=wanted.values("sachstand_pk"))


@admin.register(Sachstand)
class SachstandAdmin(EintragenAdmin, ControllingAdmin):
    form = SachstandForm
    change_list_template = "admin/handlungsempfehlungen/sachstand/change_list.html"
    change_form_template = "admin/handlungsempfehlungen/sachstand/change_form.html"
    list_display = ["kennung", "umsetzungsstand", "zeitplan", "day", "stelle", "naechste_pruefung"]
    list_filter = [
        PruefungFilter,
        ("stelle", admin.RelatedOnlyFieldListFilter),
        "umsetzungsstand",
        "zeitplan",
        ("handlungsempfehlung__strategiepapier", admin.RelatedOnlyFieldListFilter),
        "ist_beispiel",
    ]
    list_select_related = ["handlungsempfehlung", "stelle"]
    ordering = ["-wirksam_am", "-pk"]
    search_fields = ["text", "handlungsempfehlung__slug", "beleg"]
    fieldsets = [
        (
            "Wie weit es ist",
            {"fields": ["handlungsempfehlung", "datum", ("umsetzungsstand", "zeitplan"), "text"]},
        ),
        ("Wenn es zurückgestellt oder entfallen ist", {"fields": ["grund", "ersatz"]}),
        ("Wer es sagt", {"fields": ["stelle", "beleg", "beleg_url"]}),
        ("Wie es weitergeht", {"fields": ["naechste_pruefung"]}),
    ]

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        return type("SachstandKontoForm", (form,), {"konto": request.user})

    def get_changeform_initial_data(self, request):
        """Begin today, with the recommendation of the address and the office that was last."""
        initial = {"datum": f"{timezone.localdate():%d.%m.%Y}"}
        initial |= super().get_changeform_initial_data(request)
        number = str(initial.get("handlungsempfehlung", ""))
        if number.isdecimal():
            newest = Fassung.objects.holding().with_sachstand().filter(handlungsempfehlung=number)
            own = stellen_of(request.user)
            keys = newest.values_list("stelle_pk", "federfuehrung").first() or ()
            initial["stelle"] = next((k for k in keys if k and (own is None or k in own)), None)
        return initial

    def may_import(self, request):
        """Sheets of all offices are read in by who keeps the recommendations."""
        return self.has_add_permission(request) and request.user.has_perm(KEEP_ALL)

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def change_view(self, request, object_id, form_url="", extra_context=None):
        sachstand = self.get_object(request, object_id)
        extra = {}
        if sachstand is not None:
            gone = getattr(sachstand, "ruecknahme", None)
            extra = {"ruecknahme": gone} if gone else withdraw_address(request, sachstand)
        return super().change_view(request, object_id, form_url, extra | (extra_context or {}))

    def view_on_site(self, obj):
        he = obj.handlungsempfehlung
        return f"{he.get_absolute_url()}#verlauf" if he.is_published else None

    @admin.display(description="Empfehlung", ordering="handlungsempfehlung__slug")
    def kennung(self, sachstand):
        return sachstand.handlungsempfehlung.kennung

    @admin.display(description="Stand vom", ordering="wirksam_am")
    def day(self, sachstand):
        return str(sachstand.datum) or None
