"""Withdrawals: made at the record they are about, with a reason; they stay as they are."""

from django import forms
from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from handlungsempfehlungen.models import Handlungsempfehlung, Ruecknahme
from handlungsempfehlungen.models.ruecknahme import ZIELE
from navigator.admin.base import FullAdmin, FullForm
from navigator.admin.felder import Absatz, Datumsangabe

from .felder import link_to


class RuecknahmeForm(FullForm):
    """The record comes by the address: it is named, not chosen."""

    datum = Datumsangabe(
        label="Ab wann sie gilt", help_text="Zum Beispiel 25.11.2026; nicht in der Zukunft."
    )

    class Meta:
        widgets = dict.fromkeys(ZIELE, forms.HiddenInput) | {"grund": Absatz(rows=3)}
        error_messages = {
            name: {"unique": "Dieser Eintrag ist schon zurückgenommen."} for name in ZIELE
        }
        help_texts = {
            "grund": "Steht öffentlich bei dem Eintrag. Zum Beispiel „Doppelt eingetragen“ oder "
            "„Die Angabe der Stelle war falsch“.",
            "rolle": "Die Rolle, kein Name. Zum Beispiel „Sozialplanung“.",
        }

    def clean(self):
        cleaned = super().clean()
        for name in ZIELE:
            record = cleaned.get(name)
            if record is not None and not getattr(record, "is_published", True):
                raise forms.ValidationError(
                    "Das ist noch ein Entwurf: Er wird gelöscht, nicht zurückgenommen."
                )
        return cleaned

    def _post_clean(self):
        super()._post_clean()
        tag = self.instance.datum
        if tag and tag.von > timezone.localdate():
            self.add_error("datum", "Eine Rücknahme gilt ab heute oder früher.")


@admin.register(Ruecknahme)
class RuecknahmeAdmin(FullAdmin):
    form = RuecknahmeForm
    given = frozenset(Ruecknahme._meta.get_field(name).related_model for name in ZIELE)
    add_form_template = "admin/handlungsempfehlungen/ruecknahme/add_form.html"
    list_display = ["record", "kind", "day", "rolle", "grund"]
    list_select_related = ZIELE
    search_fields = ["grund", "rolle"]
    ordering = ["-wirksam_am", "-pk"]

    def get_fieldsets(self, request, obj=None):
        if obj is None:
            return [("Rücknahme", {"fields": ["grund", "datum", "rolle", *ZIELE]})]
        shown = ["record_link", "grund", "day", "rolle"]
        return [("Rücknahme", {"fields": shown})]

    def get_readonly_fields(self, request, obj=None):
        return ["record_link", "grund", "day", "rolle"] if obj else []

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_changeform_initial_data(self, request):
        initial = super().get_changeform_initial_data(request)
        known = {name: initial[name] for name in ZIELE if str(initial.get(name, "")).isdecimal()}
        return {"datum": f"{timezone.localdate():%d.%m.%Y}", "rolle": "Sozialplanung"} | known

    def add_view(self, request, form_url="", extra_context=None):
        """Say which record it is about; without one, where a withdrawal begins."""
        sent = request.POST if request.method == "POST" else request.GET
        record = find_record(sent)
        extra = {
            "record": record and link_to(record, name_of(record)),
            "show_save_and_add_another": False,
            "show_save_and_continue": False,
        }
        return super().add_view(request, form_url, extra | (extra_context or {}))

    def response_add(self, request, obj, post_url_continue=None):
        """Back to the record that was withdrawn, which says so above its form."""
        self.message_user(
            request,
            f"„{name_of(obj.was)}“ ist zurückgenommen. Im Portal bleibt der Eintrag und nennt den "
            "Grund.",
            messages.SUCCESS,
        )
        meta = obj.was._meta
        address = f"admin:{meta.app_label}_{meta.model_name}_change"
        return HttpResponseRedirect(reverse(address, args=[obj.was.pk]))

    @admin.display(description="Was")
    def record(self, ruecknahme):
        return name_of(ruecknahme.was)

    @admin.display(description="Art")
    def kind(self, ruecknahme):
        return ruecknahme.was._meta.verbose_name

    @admin.display(description="Was")
    def record_link(self, ruecknahme):
        return link_to(ruecknahme.was, name_of(ruecknahme.was))

    @admin.display(description="Ab wann", ordering="wirksam_am")
    def day(self, ruecknahme):
        return str(ruecknahme.datum or f"{ruecknahme.eingetragen_am:%d.%m.%Y}")


def find_record(sent):
    """Return the record that an address or a form names, or ``None``."""
    for name in ZIELE:
        if (key := sent.get(name, "")).isdecimal():
            model = Ruecknahme._meta.get_field(name).related_model
            return model._default_manager.filter(pk=key).first()
    return None


def name_of(record):
    """„Handlungsempfehlung OS-03 Sprachförderung“, „Sachstand OS-03: in Umsetzung, 16.05.2024“."""
    named = record.fassungen.order_by("-wirksam_am").first() if is_empfehlung(record) else record
    return f"{record._meta.verbose_name} {named or record}"


def is_empfehlung(record):
    return isinstance(record, Handlungsempfehlung)
