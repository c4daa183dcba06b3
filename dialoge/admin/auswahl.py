"""What can be done with several Hinweise at once: merge, group, release, take back."""

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.template.response import TemplateResponse
from django.utils.translation import ngettext

from dialoge.entscheiden import (
    EntscheidungError,
    group_hinweise,
    merge_hinweise,
    publish_hinweise,
    unpublish_hinweise,
)
from dialoge.models import Hinweis
from navigator.admin.base import FullAdmin
from navigator.models import record_changes

from .auswahl_forms import GruppeForm, VeroeffentlichenForm, ZusammenfassenForm

CONFIRMED = "bestaetigt"


class AuswahlAdmin(FullAdmin):
    """Actions over the list; each asks on a page of its own, with all texts in full."""

    actions = ["merge", "group", "publish", "unpublish"]

    class Media:
        css = {"all": ["css/verwaltung/dialoge.css"]}

    @admin.action(description="Zusammenfassen …", permissions=["change"])
    def merge(self, request, queryset):
        hinweise = in_order(queryset)
        if len(hinweise) < 2:
            self.message_user(
                request, "Zum Zusammenfassen bitte mindestens zwei auswählen.", messages.WARNING
            )
            return None
        form = ZusammenfassenForm(sent(request), hinweise=hinweise)
        if not form.is_valid():
            return self.ask(request, "merge", "Hinweise zusammenfassen", "Zusammenfassen", form)
        chosen = form.cleaned_data["haupt"].pk
        main = next(one for one in hinweise if one.pk == chosen)
        try:
            merge_hinweise(main, hinweise)
        except EntscheidungError as error:
            # Mostly another choice would do: the page with all texts stays.
            form.add_error("haupt", str(error))
            return self.ask(request, "merge", "Hinweise zusammenfassen", "Zusammenfassen", form)
        self.message_user(
            request,
            f"Zusammengefasst: Hinweis {main.nummer} steht jetzt für alle. Die anderen "
            "behalten ihren Wortlaut.",
            messages.SUCCESS,
        )
        return None

    @admin.action(description="Gruppe vergeben …", permissions=["change"])
    def group(self, request, queryset):
        hinweise = in_order(queryset)
        form = GruppeForm(sent(request), hinweise=hinweise)
        if not form.is_valid():
            return self.ask(request, "group", "Gruppe vergeben", "Gruppe vergeben", form)
        try:
            gruppe = group_hinweise(hinweise, form.titel)
        except EntscheidungError as error:
            self.message_user(request, f"Nichts geändert: {error}", messages.ERROR)
            return None
        sentence = ngettext(
            "%(n)d Hinweis steht jetzt unter „%(titel)s“.",
            "%(n)d Hinweise stehen jetzt unter „%(titel)s“.",
            len(hinweise),
        )
        values = {"n": len(hinweise), "titel": gruppe}
        self.message_user(request, sentence % values, messages.SUCCESS)
        return None

    @admin.action(description="Veröffentlichen …", permissions=["change"])
    def publish(self, request, queryset):
        hinweise = [one for one in in_order(queryset) if not one.is_published]
        if not hinweise:
            self.message_user(request, "Alle gewählten Hinweise sind schon veröffentlicht.")
            return None
        form = VeroeffentlichenForm(sent(request), hinweise=hinweise)
        if not form.is_valid():
            return self.ask(request, "publish", "Hinweise veröffentlichen", "Veröffentlichen", form)
        with record_changes(f"Veröffentlicht: {form.cleaned_data['grund']}"):
            n = publish_hinweise(hinweise)
        self.note(request, hinweise, "Veröffentlicht.")
        sentence = ngettext(
            "%(n)d Hinweis ist veröffentlicht.", "%(n)d Hinweise sind veröffentlicht.", n
        )
        self.message_user(request, sentence % {"n": n}, messages.SUCCESS)
        if any(not one.veranstaltung.is_published for one in hinweise):
            self.message_user(
                request,
                "Zu sehen sind sie erst, wenn auch ihre Veranstaltung veröffentlicht ist.",
                messages.WARNING,
            )
        self.warn_of_hidden(request, hinweise)
        return None

    @admin.action(description="Wieder intern", permissions=["change"])
    def unpublish(self, request, queryset):
        hinweise = [one for one in in_order(queryset) if one.is_published]
        n = unpublish_hinweise(hinweise)
        self.note(request, hinweise, "Wieder intern.")
        sentence = ngettext("%(n)d Hinweis ist wieder intern.", "%(n)d Hinweise sind intern.", n)
        self.message_user(request, sentence % {"n": n}, messages.SUCCESS)
        self.warn_of_hidden(request, Hinweis.objects.filter(zusammengefasst_in__in=hinweise))

    # ---- what they share -------------------------------------------------------------------------

    def warn_of_hidden(self, request, hinweise):
        """Say which released ones nobody reads, for what stands for them is internal."""
        keys = [one.pk for one in hinweise]
        hidden = Hinweis.objects.hidden().filter(pk__in=keys)
        numbers = [str(one) for one in hidden.values_list("nummer", flat=True)]
        if not numbers:
            return
        sentence = ngettext(
            "Veröffentlicht, aber nicht zu lesen ist Nr. %(nummern)s: Der Hinweis, der dafür "
            "steht, ist intern. Veröffentlichen Sie auch ihn, oder lösen Sie die Zusammenfassung.",
            "Veröffentlicht, aber nicht zu lesen sind Nr. %(nummern)s: Der Hinweis, der dafür "
            "steht, ist intern. Veröffentlichen Sie auch ihn, oder lösen Sie die Zusammenfassung.",
            len(numbers),
        )
        self.message_user(request, sentence % {"nummern": ", ".join(numbers)}, messages.WARNING)

    def note(self, request, hinweise, text):
        for hinweis in hinweise:
            self.log_change(request, hinweis, text)

    def ask(self, request, action, title, button, form):
        request.current_app = self.admin_site.name
        return TemplateResponse(
            request,
            f"admin/dialoge/hinweis/{'zusammenfassen' if action == 'merge' else 'auswahl'}.html",
            self.admin_site.each_context(request)
            | {
                "title": title,
                "opts": self.opts,
                "form": form,
                "action": action,
                "button": button,
                "checkbox": ACTION_CHECKBOX_NAME,
                "confirmed": CONFIRMED,
                "back": request.get_full_path(),
            },
        )


def in_order(queryset):
    """Return the chosen Hinweise with what the pages show of them."""
    return list(
        queryset.select_related("veranstaltung", "thementisch", "gruppe").order_by(
            "veranstaltung", "nummer"
        )
    )


def sent(request):
    """Return what the page between sent, or nothing where it has not been shown yet."""
    return request.POST if CONFIRMED in request.POST else None
