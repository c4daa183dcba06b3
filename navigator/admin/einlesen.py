"""Reading a list in: upload, columns, preview, confirmation. Nothing is written before the last."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache

from navigator.exports import FORMATS
from navigator.imports import laeufe, resource_for
from navigator.imports.vorlage import build_template
from navigator.imports.worte import list_differences, list_facts
from navigator.models import Importlauf
from navigator.nachlauf import run_after_commit
from sozialplanung.tables import TableError
from sozialplanung.text import slugify_de

from .einlesen_forms import HochladenForm, SpaltenForm

PER_PAGE = 50


class Einlesen:
    """For a ModelAdmin: lists of its model can be read in, where there is a Resource for it."""

    def get_urls(self):
        if resource_for(self.model) is None:
            return super().get_urls()
        views = {
            "einlesen/": (self.upload_view, "einlesen"),
            "einlesen/vorlage.xlsx": (self.template_view, "vorlage"),
            "einlesen/<int:pk>/": (self.preview_view, "vorschau"),
            "einlesen/<int:pk>/spalten/": (self.columns_view, "spalten"),
        }
        return [
            *(
                path(
                    address, self.admin_site.admin_view(never_cache(view)), name=self.url_name(what)
                )
                for address, (view, what) in views.items()
            ),
            *super().get_urls(),
        ]

    def url_name(self, what):
        return f"{self.opts.app_label}_{self.opts.model_name}_{what}"

    def url_of(self, what, *args):
        return reverse(f"admin:{self.url_name(what)}", args=args)

    def may_import(self, request):
        return (
            resource_for(self.model) is not None
            and self.has_add_permission(request)
            and self.has_change_permission(request)
        )

    def changelist_view(self, request, extra_context=None):
        here = {"einlesen_url": self.url_of("einlesen")} if self.may_import(request) else {}
        return super().changelist_view(request, here | (extra_context or {}))

    # ---- pages -------------------------------------------------------------------------------

    def upload_view(self, request):
        self.check_may_import(request)
        form = HochladenForm(*(request.POST, request.FILES) if request.method == "POST" else ())
        if form.is_valid():
            upload = form.cleaned_data["datei"]
            try:
                lauf = laeufe.upload(
                    self.model, laeufe.Datei(upload.name, upload.read()), request.user
                )
            except TableError as error:
                form.add_error("datei", str(error))
            else:
                what = "spalten" if lauf.befund.get("fehlt") else "vorschau"
                return redirect(self.url_of(what, lauf.pk))
        return self.render_page(
            request,
            "hochladen",
            f"{self.opts.verbose_name_plural} einlesen",
            form=form,
            vorlage_url=self.url_of("vorlage"),
            pflicht=resource_for(self.model).required,
        )

    def columns_view(self, request, pk):
        lauf = self.get_lauf(request, pk)
        if "ueberschriften" not in lauf.befund:
            return redirect(self.url_of("vorschau", lauf.pk))
        data = request.POST if request.method == "POST" else None
        form = SpaltenForm(data, resource=resource_for(self.model)(), lauf=lauf)
        if form.is_valid():
            sheet = form.cleaned_data.get("blatt", "")
            other = sheet != lauf.befund.get("blatt", "") and bool(sheet)
            laeufe.assign(lauf, spalten={} if other else form.spalten, fest=form.fest, blatt=sheet)
            if not lauf.befund.get("fehlt"):
                return redirect(self.url_of("vorschau", lauf.pk))
            form = SpaltenForm(resource=resource_for(self.model)(), lauf=lauf)
        return self.render_page(request, "spalten", "Spalten zuordnen", form=form, lauf=lauf)

    def preview_view(self, request, pk):
        lauf = self.get_lauf(request, pk)
        if request.method == "POST":
            return self.decide(request, lauf)
        page = Paginator(lauf.probleme or lauf.aenderungen.all(), PER_PAGE).get_page(
            request.GET.get("seite")
        )
        return self.render_page(
            request,
            "vorschau",
            "Vorschau: noch ist nichts geändert",
            lauf=lauf,
            seite=page,
            aenderungen=[] if lauf.probleme else describe_changes(page),
            spalten_url=self.url_of("spalten", lauf.pk),
        )

    def template_view(self, request):
        self.check_may_import(request)
        name = slugify_de(f"vorlage-{self.opts.verbose_name_plural}")
        return HttpResponse(
            build_template(resource_for(self.model)),
            content_type=FORMATS["xlsx"],
            headers={"Content-Disposition": f'attachment; filename="{name}.xlsx"'},
        )

    # ---- steps -------------------------------------------------------------------------------

    def decide(self, request, lauf):
        if "verwerfen" in request.POST:
            lauf.discard()
            self.message_user(
                request, f"„{lauf.datei}“ ist verworfen. Es hat sich nichts geändert."
            )
            return redirect(self.url_of("changelist"))
        try:
            lauf = laeufe.confirm(lauf, request.user)
        except laeufe.ImportlaufError as error:
            self.message_user(request, str(error), messages.ERROR)
            return redirect(self.url_of("vorschau", lauf.pk))
        self.message_user(request, say_what_was_done(lauf), messages.SUCCESS)
        run_after_commit(self.model, request)
        return redirect("admin:navigator_importlauf_change", lauf.pk)

    def check_may_import(self, request):
        if not self.may_import(request):
            raise PermissionDenied

    def get_lauf(self, request, pk):
        """Return the preview, which belongs to whoever uploaded the file, for a day."""
        self.check_may_import(request)
        own = Importlauf.objects.open_previews(request.user, timezone.now())
        return get_object_or_404(own, pk=pk, modell=self.opts.label_lower)

    def render_page(self, request, template, title, **context):
        return TemplateResponse(
            request,
            f"admin/einlesen/{template}.html",
            self.admin_site.each_context(request)
            | {
                "opts": self.opts,
                "title": title,
                "liste_url": self.url_of("changelist"),
                "einlesen_url": self.url_of("einlesen"),
            }
            | context,
        )


def describe_changes(changes):
    """Return for each record what the page shows: what it is, and what differs."""
    return [
        {
            "aenderung": change,
            "neu": list_facts(change.modell, change.nachher) if change.art == "neu" else [],
            "unterschiede": list_differences(change.modell, change.vorher, change.nachher)
            if change.art != "neu"
            else [],
        }
        for change in changes
    ]


def say_what_was_done(lauf):
    if not (lauf.neu or lauf.geaendert):
        return f"Nichts zu tun: Alles aus „{lauf.datei}“ steht schon genauso im Portal."
    new = ngettext("%(n)d Eintrag ist neu", "%(n)d Einträge sind neu", lauf.neu) % {"n": lauf.neu}
    return f"Eingelesen: {new}, {lauf.geaendert} geändert, {lauf.unveraendert} unverändert."
