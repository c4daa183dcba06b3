"""Editions of the Sozialindex: compute a draft, look at what it changes, release it."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone

from navigator.indexausgabe import (
    IndexausgabeError,
    check_release,
    compute_berechnung,
    count_newer_werte,
    release_berechnung,
)
from navigator.indexvergleich import compare_berechnung
from navigator.models import Indexberechnung, Indexmethode, Indikatorwert
from navigator.nachlauf import run_after_commit

from .base import FullAdmin

FREIGEBEN = "navigator.freigeben_indexberechnung"


class RechnenForm(forms.Form):
    """What an edition is computed from."""

    methode = forms.ModelChoiceField(
        Indexmethode.objects.all(),
        label="Methode",
        empty_label=None,
        help_text="Die jüngste Version steht oben.",
    )
    berichtsjahr = forms.IntegerField(
        label="Berichtsjahr",
        min_value=1990,
        max_value=2100,
        help_text="Das Jahr, unter dem die Ausgabe erscheint. Zum Beispiel 2024.",
    )
    datenstand = forms.TypedChoiceField(
        label="Stand der Daten", coerce=int, help_text="Das Jahr der Werte, Stichtag 31.12."
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        years = Indikatorwert.objects.current().order_by("-jahr").values_list("jahr", flat=True)
        self.fields["datenstand"].choices = [(year, year) for year in years.distinct()]
        self.fields["berichtsjahr"].initial = timezone.localdate().year


@admin.register(Indexberechnung)
class IndexberechnungAdmin(FullAdmin):
    """Computing adds a draft; a draft is released or thrown away; nothing is ever changed."""

    change_form_template = "admin/navigator/indexberechnung/change_form.html"
    list_display = ["__str__", "datenstand", "methode", "ist_beispiel", "computed", "released"]
    list_filter = ["status", "berichtsjahr", "ist_beispiel"]
    list_select_related = ["methode"]
    fieldsets = [
        (
            "Ausgabe",
            {"fields": [("berichtsjahr", "datenstand"), "methode", "state", "ist_beispiel"]},
        ),
        ("Wer und wann", {"fields": ["computed", "released", "ersetzt_durch"]}),
        (
            "Prüfsummen",
            {
                "description": "Damit lässt sich belegen, dass sich seit der Freigabe nichts "
                "geändert hat.",
                "fields": ["hash_methode", "hash_werte", "hash_ergebnisse", "fassung"],
            },
        ),
    ]
    readonly_fields = ["state", "computed", "released"]

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        """Drafts are thrown away by their own button; released editions stay."""
        return False

    def get_readonly_fields(self, request, obj=None):
        return [name for _, options in self.fieldsets for name in flat(options["fields"])]

    def get_urls(self):
        view = self.admin_site.admin_view
        name = "navigator_indexberechnung"
        return [
            path("<int:pk>/freigeben/", view(self.release_view), name=f"{name}_freigeben"),
            path("<int:pk>/verwerfen/", view(self.discard_view), name=f"{name}_verwerfen"),
            *super().get_urls(),
        ]

    # ---- pages -----------------------------------------------------------------------------------

    def add_view(self, request, form_url="", extra_context=None):
        """Compute: choose method, report year and year of the values."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = RechnenForm(request.POST if request.method == "POST" else None)
        if form.is_valid() and (berechnung := self.compute(request, form)):
            return HttpResponseRedirect(self.address("change", berechnung.pk))
        return TemplateResponse(
            request,
            "admin/navigator/indexberechnung/rechnen.html",
            self.admin_site.each_context(request)
            | {
                "title": "Sozialindex rechnen",
                "opts": self.opts,
                "form": form,
                "methode_url": reverse("admin:navigator_indexmethode_changelist"),
                "werte_url": reverse("admin:navigator_indikatorwert_changelist"),
            },
        )

    def compute(self, request, form):
        """Return the new draft, or ``None`` with the reason in the form."""
        values = form.cleaned_data
        try:
            berechnung = compute_berechnung(
                values["berichtsjahr"], values["datenstand"], values["methode"], request.user
            )
        except IndexausgabeError as error:
            form.add_error(None, str(error))
        except ValidationError as error:
            form.add_error(None, error.messages)
        else:
            self.log_addition(request, berechnung, "Gerechnet.")
            self.message_user(
                request,
                "Der Entwurf ist gerechnet. Prüfen Sie, was sich ändert, bevor er freigegeben "
                "wird.",
                messages.SUCCESS,
            )
            return berechnung
        return None

    def change_view(self, request, object_id, form_url="", extra_context=None):
        berechnung = self.get_object(request, object_id)
        extra = self.describe(request, berechnung) if berechnung else {}
        return super().change_view(request, object_id, form_url, extra | (extra_context or {}))

    def describe(self, request, berechnung):
        """Return what the page shows beside the fields: differences, and what may be done."""
        extra = {"vergleich": compare_berechnung(berechnung)}
        if not berechnung.is_draft:
            return extra
        extra["neuere_werte"] = count_newer_werte(berechnung)
        if self.has_add_permission(request):
            extra["verwerfen_url"] = self.address("verwerfen", berechnung.pk)
        if request.user.has_perm(FREIGEBEN):
            extra["hindernis"] = obstacle(berechnung, request.user)
            extra["freigeben_url"] = self.address("freigeben", berechnung.pk)
        return extra

    def release_view(self, request, pk):
        berechnung = get_object_or_404(Indexberechnung, pk=pk)
        if not request.user.has_perm(FREIGEBEN):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        try:
            berechnung = release_berechnung(berechnung, request.user)
        except IndexausgabeError as error:
            self.message_user(request, str(error), messages.ERROR)
        else:
            self.log_change(request, berechnung, "Freigegeben.")
            self.message_user(
                request,
                f"„{berechnung}“ gilt jetzt und steht im Portal. Frühere Ausgaben bleiben.",
                messages.SUCCESS,
            )
            run_after_commit(self.model, request)
        return HttpResponseRedirect(self.address("change", pk))

    def discard_view(self, request, pk):
        berechnung = get_object_or_404(Indexberechnung, pk=pk)
        if not self.has_add_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        if not berechnung.is_draft:
            self.message_user(request, "Nur ein Entwurf lässt sich verwerfen.", messages.ERROR)
            return HttpResponseRedirect(self.address("change", pk))
        self.log_deletions(request, [berechnung])
        berechnung.delete()
        self.message_user(request, "Der Entwurf ist verworfen.", messages.SUCCESS)
        return HttpResponseRedirect(self.address("changelist"))

    # ---- columns ---------------------------------------------------------------------------------

    @admin.display(description="Zustand")
    def state(self, berechnung):
        return berechnung.get_status_display()

    @admin.display(description="gerechnet", ordering="gerechnet_am")
    def computed(self, berechnung):
        return when_and_who(berechnung.gerechnet_am, berechnung.gerechnet_name)

    @admin.display(description="freigegeben", ordering="freigegeben_am")
    def released(self, berechnung):
        if berechnung.freigegeben_am is None:
            return "noch nicht"
        return when_and_who(berechnung.freigegeben_am, berechnung.freigegeben_name)


def flat(fields):
    return [name for one in fields for name in (one if isinstance(one, tuple) else [one])]


def obstacle(berechnung, konto):
    """Return the sentence that says why this account cannot release it, or nothing."""
    try:
        check_release(berechnung, konto)
    except IndexausgabeError as error:
        return str(error)
    return ""


def when_and_who(moment, name):
    day = f"{timezone.localtime(moment):%d.%m.%Y, %H:%M} Uhr"
    return f"{day}, {name}" if name else f"{day}, beim Laden der Beispiele"
