"""Methods of the Sozialindex, version by version."""

import json

from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from navigator.models import Indexmethode, Indikator
from navigator.sozialindex import BESCHREIBUNGEN, VORLAGEN

from .base import FullAdmin, FullForm
from .felder import Absatz

STADTZEILE = "Stadt"


class IndexmethodeForm(FullForm):
    class Meta:
        widgets = {"einstellungen": Absatz({"class": "vLargeTextField", "spellcheck": "false"}, 24)}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk and "einstellungen" in self.fields:
            self.initial["einstellungen"] = write_out(json.loads(self.instance.einstellungen))


def write_out(settings):
    """Return settings as people read them: a line each."""
    return json.dumps(settings, ensure_ascii=False, indent=2, sort_keys=True)


def build_settings(vorlage):
    """Return what a new method of this Vorlage starts with: every Indikator that is a share."""
    indikatoren = dict(Indikator.objects.shares().values_list("kuerzel", "richtung"))
    return {"vorlage": vorlage, "indikatoren": indikatoren, "stadtzeile": STADTZEILE}


@admin.register(Indexmethode)
class IndexmethodeAdmin(FullAdmin):
    form = IndexmethodeForm
    list_display = ["name", "version", "created_at", "state"]
    list_filter = ["name"]
    search_fields = ["name", "beschreibung"]
    actions = ["new_version"]

    class Media:
        css = {"all": ["css/verwaltung/sozialindex.css"]}

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not is_frozen(obj)

    def get_fieldsets(self, request, obj=None):
        own = ["name", "version", "beschreibung"]
        settings = ["state", "settings_as_computed"] if is_frozen(obj) else ["einstellungen"]
        hint = {} if obj else {"description": presets()}
        return [("Methode", {"fields": own}), ("Einstellungen", hint | {"fields": settings})]

    def get_readonly_fields(self, request, obj=None):
        if is_frozen(obj):
            return ["name", "version", "state", "settings_as_computed"]
        return []

    def get_changeform_initial_data(self, request):
        vorlage = request.GET.get("vorlage")
        vorlage = vorlage if vorlage in VORLAGEN else "oberhausen"
        return {
            "name": "Sozialindex Oberhausen",
            "version": next_version("Sozialindex Oberhausen"),
            "einstellungen": write_out(build_settings(vorlage)),
        }

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        if is_frozen(obj):
            return
        self.message_user(request, f"„{obj}“ ist gültig: {describe(obj.methode)}")

    @admin.action(description="Neue Version anlegen", permissions=["add"])
    def new_version(self, request, queryset):
        """Copy each chosen method under the next number; go on to the copy of a single one."""
        copies = []
        for methode in queryset:
            copy = Indexmethode(
                name=methode.name,
                version=next_version(methode.name),
                einstellungen=methode.einstellungen,
            )
            copy.full_clean()
            copy.save()
            self.log_addition(request, copy, f"Kopie von {methode}")
            copies.append(copy)
        names = ", ".join(f"„{copy}“" for copy in copies)
        self.message_user(request, f"Angelegt: {names}.", messages.SUCCESS)
        if len(copies) != 1 or not self.has_change_permission(request):
            return None
        address = reverse("admin:navigator_indexmethode_change", args=[copies[0].pk])
        return HttpResponseRedirect(address)

    @admin.display(description="Zustand")
    def state(self, methode):
        if is_frozen(methode):
            return "fest: Eine freigegebene Ausgabe ist mit ihr gerechnet."
        return "kann noch geändert werden"

    @admin.display(description="Einstellungen")
    def settings_as_computed(self, methode):
        text = write_out(methode.methode.to_dict())
        return format_html('<pre class="ausgabe__einstellungen">{}</pre>', text)


def is_frozen(methode):
    return methode is not None and methode.is_frozen


def next_version(name):
    newest = Indexmethode.objects.filter(name=name).order_by("-version").first()
    return newest.version + 1 if newest else 1


def presets():
    links = format_html_join(
        " · ",
        '<a href="?vorlage={}">{}</a>',
        ((vorlage, BESCHREIBUNGEN[vorlage]) for vorlage in VORLAGEN),
    )
    return format_html_join("", "{}{}", [("Mit einer Vorlage beginnen: ", links)])


def describe(methode):
    parts = [f"{len(methode.namen)} Indikatoren", f"Zentrum {methode.zentrum}"]
    return f"{', '.join(parts)}, Dynamik über {methode.dynamik_jahre} Jahre."
