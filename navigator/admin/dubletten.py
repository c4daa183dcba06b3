"""Probable duplicates: the list of pairs, and the screen on which two become one."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html

from navigator.models import Institution
from navigator.services import probable_dubletten
from navigator.zusammenfuehrung import ChangedMeanwhileError, merge

from .base import FullAdmin
from .vergleich import KeineDubletteForm, VergleichForm

PAIRS_PER_PAGE = 25
TWO = 2
CHANGED = (
    "Eine der beiden Institutionen wurde inzwischen geändert. Es ist nichts gespeichert. Unten "
    "stehen die neuen Angaben: Bitte wählen Sie noch einmal."
)


class DublettenAdmin(FullAdmin):
    """What the admin of Institutionen can do about entries that stand twice in the directory."""

    def get_urls(self):
        view = self.admin_site.admin_view
        return [
            path("dubletten/", view(self.dubletten_view), name="navigator_institution_dubletten"),
            path(
                "zusammenfuehren/<int:links>/<int:rechts>/",
                view(self.merge_view),
                name="navigator_institution_zusammenfuehren",
            ),
            *super().get_urls(),
        ]

    @admin.action(description="Zusammenführen (genau zwei auswählen)", permissions=["change"])
    def merge_two(self, request, queryset):
        chosen = list(queryset.values_list("pk", flat=True)[: TWO + 1])
        if len(chosen) != TWO:
            self.message_user(
                request,
                "Zum Zusammenführen bitte genau zwei Institutionen auswählen.",
                messages.WARNING,
            )
            return None
        return HttpResponseRedirect(merge_address(*chosen))

    # ---- the list of pairs -------------------------------------------------------------------

    def dubletten_view(self, request):
        if not self.has_change_permission(request):
            raise PermissionDenied
        form = KeineDubletteForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            self.store_decision(request, form)
            return HttpResponseRedirect(request.get_full_path())
        page = Paginator(probable_dubletten(), PAIRS_PER_PAGE).get_page(request.GET.get("seite"))
        return self.show_pairs_page(
            request,
            "dubletten",
            "Vielleicht doppelt",
            paare=describe_pairs(page.object_list),
            page_obj=page,
            form=form,
        )

    def store_decision(self, request, form):
        form.instance.konto = request.user
        form.save()
        self.message_user(
            request,
            f"Vermerkt: „{form.instance.eine}“ und „{form.instance.andere}“ sind zwei verschiedene "
            "Institutionen. Danach wird nicht mehr gefragt.",
            messages.SUCCESS,
        )

    # ---- two side by side --------------------------------------------------------------------

    def merge_view(self, request, links, rechts):
        if not self.has_change_permission(request):
            raise PermissionDenied
        one, other = find_both(links, rechts)
        form = VergleichForm(one, other, request.POST or None)
        if form.is_bound and form.is_stale():
            return self.start_again(request)
        if form.is_valid():
            try:
                kept = merge(*form.decision())
            except ChangedMeanwhileError:  # between that look and the lock
                return self.start_again(request)
            except ValidationError as error:
                form.add_error(None, error.messages)
            else:
                return self.after_merge(request, kept, form.loser)
        return self.show_pairs_page(
            request,
            "zusammenfuehren",
            "Zwei Einträge zusammenführen",
            form=form,
            links=one,
            rechts=other,
        )

    def start_again(self, request):
        self.message_user(request, CHANGED, messages.ERROR)
        return HttpResponseRedirect(request.path)

    def after_merge(self, request, kept, gone):
        self.log_change(request, kept, f"Zusammengeführt mit „{gone.name}“ ({gone.slug}).")
        self.log_change(request, gone, f"Archiviert: zusammengeführt mit „{kept.name}“.")
        self.message_user(
            request,
            format_html(
                "Zusammengeführt. Die Adresse {} führt jetzt hierher. Texte können Sie hier noch "
                "überarbeiten.",
                gone.get_absolute_url(),
            ),
            messages.SUCCESS,
        )
        return HttpResponseRedirect(reverse("admin:navigator_institution_change", args=[kept.pk]))

    def show_pairs_page(self, request, name, title, **context):
        return TemplateResponse(
            request,
            f"admin/navigator/institution/{name}.html",
            self.admin_site.each_context(request) | {"title": title, "opts": self.opts} | context,
        )


def merge_address(one, other):
    return reverse("admin:navigator_institution_zusammenfuehren", args=sorted([one, other]))


def find_both(links, rechts):
    both = Institution.objects.with_list_relations().in_bulk([links, rechts])
    if len(both) != TWO:
        raise Http404("Eine der beiden Institutionen gibt es nicht.")
    return both[links], both[rechts]


def describe_pairs(paare):
    """Pairs as a template shows them: both records, the reasons, the address to compare them."""
    keys = {pk for paar in paare for pk in paar.schluessel}
    known = Institution.objects.with_list_relations().in_bulk(keys)
    return [
        {
            "eine": known[paar.eine],
            "andere": known[paar.andere],
            "gruende": ", ".join(paar.gruende),
            "url": merge_address(*paar.schluessel),
            "form": KeineDubletteForm(
                initial={"eine": paar.eine, "andere": paar.andere},
                auto_id=f"id_{paar.eine}_{paar.andere}_%s",
            ),
        }
        for paar in paare
        if paar.eine in known and paar.andere in known
    ]
