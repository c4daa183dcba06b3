"""The past of every record: its versions, what changed in each, and the way back to one."""

from dataclasses import dataclass

from django.contrib import admin, messages
from django.contrib.admin.utils import flatten_fieldsets, quote, unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone

from navigator.models import record_changes
from navigator.models.historie import has_history, states_of, version_key
from navigator.staende import bring_back, plan_ruecknahme
from navigator.unterschiede import Wortlaut

PER_PAGE = 20


@dataclass(frozen=True)
class Eintrag:
    """A version in the list: what it changed against the one before."""

    version: models.Model
    adresse: str
    unterschiede: list
    is_newest: bool
    has_before: bool


class HistorieAdmin(admin.ModelAdmin):
    """Shows versions and brings them back; everything that a request changes is one version."""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        view = self.admin_site.admin_view
        own = [
            path("geloescht/", view(self.deleted_view), name=f"{name}_deleted"),
            path(
                "<path:object_id>/history/<int:version_id>/",
                view(self.version_view),
                name=f"{name}_version",
            ),
        ]
        return (own if has_history(self.model) else []) + super().get_urls()

    def address(self, view, *args):
        names = f"{self.opts.app_label}_{self.opts.model_name}_{view}"
        return reverse(f"admin:{names}", args=args, current_app=self.admin_site.name)

    # ---- one version per request -------------------------------------------------------------

    def changeform_view(self, request, *args, **kwargs):
        if request.method != "POST":
            return super().changeform_view(request, *args, **kwargs)
        with record_changes(konto=request.user):
            return super().changeform_view(request, *args, **kwargs)

    def changelist_view(self, request, extra_context=None):
        may_see = has_history(self.model) and self.has_delete_permission(request)
        deleted = self.address("deleted") if may_see else ""
        context = {"deleted_url": deleted} | (extra_context or {})
        if request.method != "POST":
            return super().changelist_view(request, context)
        with record_changes(konto=request.user):
            return super().changelist_view(request, context)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        self.follow_up(form.instance, set(form.changed_data))

    def follow_up(self, record, changed):
        """Do what must follow once ``record`` is stored with its links; ``changed``: names."""

    # ---- pages -------------------------------------------------------------------------------

    def history_view(self, request, object_id, extra_context=None):
        record = self.get_object(request, unquote(object_id))
        if record is None or not has_history(self.model):
            return super().history_view(request, object_id, extra_context)
        if not self.has_view_or_change_permission(request, record):
            raise PermissionDenied
        page = self.paginate(request, self.model.history.filter(pk_filter(self.model, record.pk)))
        context = {
            "title": f"Geschichte: {record}",
            "object": record,
            "entries": self.build_entries(request, record, page),
            "can_change": self.has_change_permission(request, record),
        }
        return self.show(request, "verlauf.html", page, context | (extra_context or {}))

    def build_entries(self, request, record, page):
        versions = list(page)
        older = page.paginator.object_list
        if versions:
            older = older.filter(history_id__lt=versions[-1].history_id)[:1]
            versions += older
        states = states_of(versions)
        words = Wortlaut(self.model, states, self.field_order(request, record))
        return [
            Eintrag(
                version,
                self.address("version", quote(record.pk), version.history_id),
                words.compare(states[n + 1], states[n]) if n + 1 < len(versions) else [],
                is_newest=n == 0 and page.number == 1,
                has_before=n + 1 < len(versions),
            )
            for n, version in enumerate(versions[: len(page)])
        ]

    def deleted_view(self, request):
        if not self.has_delete_permission(request):
            raise PermissionDenied
        page = self.paginate(request, deleted_versions(self.model))
        context = {
            "title": f"Gelöschte {self.opts.verbose_name_plural}",
            "entries": [
                (one, self.address("version", quote(version_key(one)), one.history_id))
                for one in page
            ],
        }
        return self.show(request, "geloeschte.html", page, context)

    def version_view(self, request, object_id, version_id):
        """Show a version and what going back to it would change; a POST goes back."""
        versions = self.model.history.filter(pk_filter(self.model, unquote(object_id)))
        version = get_object_or_404(versions, history_id=version_id)
        if request.method == "POST":
            with record_changes(konto=request.user):
                return self.show_version(request, version, versions)
        return self.show_version(request, version, versions)

    def show_version(self, request, version, versions):
        record = self.get_object(request, str(version_key(version)))
        self.check_version_rights(request, record)
        plan = plan_ruecknahme(version)
        newest = str(versions.first().history_id)
        may = self.has_change_permission(request, record)
        if request.method == "POST":
            if not may:
                raise PermissionDenied
            if request.POST.get("gesehen") == newest and not plan.probleme:
                return self.go_back(request, plan, version)
        (state,) = states_of([version])
        order = self.field_order(request, record)
        words = Wortlaut(self.model, [state, plan.state, plan.today or {}], order)
        unterschiede = words.compare(plan.today, plan.state) if plan.today else []
        context = {
            "title": f"Stand vom {moment(version)}",
            "object": record or plan.record,
            "version": version,
            "is_deleted": record is None,
            "angaben": words.describe(state),
            "plan": plan,
            "unterschiede": unterschiede,
            "can_go_back": may and not plan.probleme and (record is None or unterschiede),
            "newest": newest,
            "is_outdated": request.method == "POST" and request.POST.get("gesehen") != newest,
            "history_url": record and self.address("history", quote(record.pk)),
            "deleted_url": self.address("deleted"),
        }
        return self.show(request, "version.html", None, context)

    def check_version_rights(self, request, record):
        """Versions of what exists are for all who may see it, the deleted for Administration."""
        if record is None and not self.has_delete_permission(request):
            raise PermissionDenied
        if not self.has_view_or_change_permission(request, record):
            raise PermissionDenied

    def go_back(self, request, plan, version):
        changed = plan.changed_fields()
        grund = f"Wiederhergestellt: Stand vom {moment(version)}"
        record = bring_back(plan, grund, request.user)
        self.follow_up(record, changed)
        self.log_change(request, record, grund)
        self.message_user(request, f"„{record}“: {grund}.", messages.SUCCESS)
        for sentence in plan.verloren:
            self.message_user(request, sentence, messages.WARNING)
        return HttpResponseRedirect(self.address("change", quote(record.pk)))

    # ---- what pages share --------------------------------------------------------------------

    def paginate(self, request, versions):
        return self.get_paginator(request, versions, PER_PAGE).get_page(request.GET.get("p"))

    def field_order(self, request, record):
        return flatten_fieldsets(self.get_fieldsets(request, record))

    def show(self, request, template, page, context):
        request.current_app = self.admin_site.name
        return TemplateResponse(
            request,
            f"admin/historie/{template}",
            {
                **self.admin_site.each_context(request),
                "opts": self.opts,
                "media": self.media,
                "page": page,
                "page_range": page and page.paginator.get_elided_page_range(page.number),
                **context,
            },
        )


def pk_filter(model, key):
    """Return the condition that a version is one of the record with this key."""
    try:
        return models.Q(**{model._meta.pk.attname: model._meta.pk.to_python(key)})
    except ValidationError:
        return models.Q(pk__in=[])


def deleted_versions(model):
    """Return the last version of each record that is no more, the latest deletion first."""
    name = model._meta.pk.attname
    gone = model.history.exclude(**{f"{name}__in": model._base_manager.values("pk")})
    newest = gone.order_by().values(name).annotate(newest=models.Max("history_id"))
    return model.history.filter(history_id__in=newest.values("newest"))


def moment(version):
    return f"{timezone.localtime(version.history_date):%d.%m.%Y, %H:%M} Uhr"
