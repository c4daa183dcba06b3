"""Entering an evening fast: one list per table, looked at before it is stored."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from dialoge.erfassen import enter_hinweise
from dialoge.models import Hinweis, Veranstaltung
from navigator.admin.base import FullAdmin
from navigator.models import record_changes

from .erfassen_form import ErfassenForm

EVENINGS = 30  # events to choose from; older ones are in the list


class ErfassenAdmin(FullAdmin):
    """What the admin of events can do about their Hinweise."""

    def get_urls(self):
        view = self.admin_site.admin_view
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        return [
            path("hinweise/", view(self.evenings_view), name=f"{name}_abende"),
            path(
                "<int:pk>/hinweise/erfassen/",
                view(never_cache(self.enter_view)),
                name=f"{name}_erfassen",
            ),
            *super().get_urls(),
        ]

    def may_enter(self, request):
        return request.user.has_perm("dialoge.add_hinweis")

    def may_see_hinweise(self, request):
        return request.user.has_perm("dialoge.view_hinweis")

    def hinweise_address(self, veranstaltung):
        address = reverse("admin:dialoge_hinweis_changelist")
        return f"{address}?veranstaltung__id__exact={veranstaltung.pk}"

    def change_view(self, request, object_id, form_url="", extra_context=None):
        veranstaltung = self.get_object(request, object_id)
        extra = {}
        if veranstaltung is not None and self.may_enter(request):
            extra["erfassen_url"] = self.address("erfassen", veranstaltung.pk)
        if veranstaltung is not None and self.may_see_hinweise(request):
            extra["hinweise_url"] = self.hinweise_address(veranstaltung)
        return super().change_view(request, object_id, form_url, extra | (extra_context or {}))

    # ---- pages -----------------------------------------------------------------------------------

    def evenings_view(self, request):
        """Choose the event whose Hinweise are to be entered."""
        if not self.may_enter(request):
            raise PermissionDenied
        events = Veranstaltung.objects.chronological().annotate(anzahl=Count("hinweise"))
        return self.show_entry_page(
            request,
            "abende",
            "Hinweise eines Abends",
            veranstaltungen=[(one, self.address("erfassen", one.pk)) for one in events[:EVENINGS]],
        )

    def enter_view(self, request, pk):
        if not self.may_enter(request):
            raise PermissionDenied
        veranstaltung = get_object_or_404(Veranstaltung, pk=pk)
        if request.method == "POST":
            form = ErfassenForm(request.POST, veranstaltung=veranstaltung)
            wants_to_save = form.is_valid() and "speichern" in request.POST and form.may_save()
            if wants_to_save and (hinweise := self.store(request, form)):
                return self.after_entry(request, form, hinweise)
        else:
            form = ErfassenForm(veranstaltung=veranstaltung, initial=known_choices(request.GET))
        return self.show_entry_page(
            request,
            "erfassen",
            "Hinweise erfassen",
            form=form,
            veranstaltung=veranstaltung,
            veranstaltung_url=self.address("change", veranstaltung.pk),
            hinweise_url=self.hinweise_address(veranstaltung),
            stand=count_by_table(veranstaltung),
        )

    def store(self, request, form):
        """Return the new Hinweise, or nothing with the reason in the form."""
        try:
            with record_changes(konto=request.user):
                hinweise = enter_hinweise(form.veranstaltung, form.lines_to_save(), **form.values())
        except ValidationError as error:
            form.add_error("liste", error.messages)
            return []
        for hinweis in hinweise:
            self.log_addition(request, hinweis, "Schnell erfasst.")
        return hinweise

    def after_entry(self, request, form, hinweise):
        """Back to the same screen, the table kept: the next list can be typed."""
        first, last = hinweise[0].nummer, hinweise[-1].nummer
        sentence = ngettext(
            "Hinweis %(first)d ist gespeichert, noch intern.",
            "%(n)d Hinweise sind gespeichert, noch intern: Nummer %(first)d bis %(last)d.",
            len(hinweise),
        )
        numbers = {"n": len(hinweise), "first": first, "last": last}
        self.message_user(request, sentence % numbers, messages.SUCCESS)
        tisch = form.cleaned_data["thementisch"]
        kept = {"art": form.cleaned_data["art"]} | ({"tisch": tisch.pk} if tisch else {})
        return HttpResponseRedirect(f"{request.path}?{urlencode(kept)}")

    def show_entry_page(self, request, name, title, **context):
        request.current_app = self.admin_site.name
        return TemplateResponse(
            request,
            f"admin/dialoge/veranstaltung/{name}.html",
            self.admin_site.each_context(request) | {"title": title, "opts": self.opts} | context,
        )


def known_choices(query):
    """Return what the last list said of table and kind, as far as it makes sense."""
    kept = {"thementisch": query.get("tisch", ""), "art": query.get("art", "")}
    if kept["art"] not in Hinweis.Art.values:
        del kept["art"]
    return kept


def count_by_table(veranstaltung):
    """Return (table, how many Hinweise it has) in the order of the tables, and those without."""
    tables = veranstaltung.thementische.annotate(anzahl=Count("hinweise"))
    rows = [(str(one), one.anzahl) for one in tables]
    without = veranstaltung.hinweise.filter(thementisch=None).count()
    return [*rows, ("ohne Tisch", without)] if without else rows
