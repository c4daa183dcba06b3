"""A Hinweis is joined to a recommendation or measure that exists already, instead of a new one."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse

from dialoge.wissen.raeume import Bezug
from handlungsempfehlungen.umkreis import concerning
from handlungsempfehlungen.vorbelegung import read_hinweis
from navigator.admin.base import FullAdmin
from navigator.models import record_changes

from .felder import Auswahlkasten


class VerknuepfenForm(forms.Form):
    """The records to choose from, those of the same areas first."""

    eintraege = forms.MultipleChoiceField(
        widget=Auswahlkasten,
        error_messages={"required": "Bitte wählen Sie mindestens einen Eintrag."},
    )

    def __init__(self, *args, label, near, others, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["eintraege"].label = label
        self.fields["eintraege"].choices = [
            group
            for group in (("Für dieselben Räume", near), ("Für andere Räume", others))
            if group[1]
        ]


class VerknuepfenAdmin(FullAdmin):
    """Needs a model with ``hinweise`` and ``standing()``."""

    area_prefix = ""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_verknuepfen"
        view = self.admin_site.admin_view(self.link_view)
        return [path("verknuepfen/", view, name=name), *super().get_urls()]

    def name_choice(self, record):
        return str(record)

    def link_view(self, request):
        if not self.has_change_permission(request):
            raise PermissionDenied
        hinweis = read_hinweis(request.GET.get("hinweis"))
        if hinweis is None:
            raise Http404
        form = self.build_form(request, hinweis)
        if form.is_bound and form.is_valid():
            return self.link(request, hinweis, form.cleaned_data["eintraege"])
        request.current_app = self.admin_site.name
        return TemplateResponse(
            request,
            "admin/handlungsempfehlungen/verknuepfen.html",
            self.admin_site.each_context(request)
            | {
                "title": "Hinweis verknüpfen",
                "opts": self.opts,
                "media": self.media,
                "form": form,
                "hinweis": hinweis,
                "hinweis_url": reverse("admin:dialoge_hinweis_change", args=[hinweis.pk]),
                "neu_url": f"{self.address('add')}?hinweis={hinweis.pk}",
            },
        )

    def build_form(self, request, hinweis):
        records = self.get_queryset(request).standing()
        free = records.exclude(hinweise=hinweis)
        near = set(concerning(free, Bezug(hinweis), self.area_prefix).values_list("pk", flat=True))
        choices = [(one.pk, self.name_choice(one)) for one in free]
        return VerknuepfenForm(
            request.POST if request.method == "POST" else None,
            label=f"{self.opts.verbose_name_plural}, die dazu passen",
            near=[one for one in choices if one[0] in near],
            others=[one for one in choices if one[0] not in near],
        )

    def link(self, request, hinweis, keys):
        records = list(self.get_queryset(request).filter(pk__in=keys))
        with record_changes(f"Mit Hinweis {hinweis.nummer} verknüpft", konto=request.user):
            for record in records:
                record.hinweise.add(hinweis)
                self.log_change(request, record, f"Mit „{hinweis}“ verknüpft.")
        names = ", ".join(self.name_choice(one) for one in records)
        self.message_user(request, f"Verknüpft: {names}.", messages.SUCCESS)
        return HttpResponseRedirect(
            self.address("change", records[0].pk)
            if len(records) == 1
            else reverse("admin:dialoge_hinweis_change", args=[hinweis.pk])
        )
