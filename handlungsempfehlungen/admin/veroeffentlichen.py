"""What all records of the portal share: released with a look at them, withdrawn, not deleted."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.translation import ngettext

from handlungsempfehlungen.models.ruecknahme import ZIELE
from handlungsempfehlungen.veroeffentlichen import (
    VeroeffentlichenError,
    check_record,
    publish,
    was_published,
)
from navigator.admin.base import FullAdmin
from navigator.admin.loeschen import delete_with_reason
from navigator.nachlauf import run_after_commit

STAYS = {
    True: "Zurücknehmen statt löschen: „{}“ stand im Portal. Dort bleibt stehen, warum es nicht "
    "mehr gilt.",
    False: "Was im Portal stand, wird nicht gelöscht: „{}“ bleibt.",
}
MOST = 50  # records that somebody can look at before releasing them


class EntwurfFilter(admin.SimpleListFilter):
    title = "Im Portal?"
    parameter_name = "entwurf"

    def lookups(self, request, model_admin):
        return [("ja", "Entwurf"), ("nein", "veröffentlicht")]

    def queryset(self, request, queryset):
        if self.value() == "ja":
            return queryset.drafts()
        return queryset.published() if self.value() == "nein" else queryset


class VeroeffentlichenAdmin(FullAdmin):
    """A draft is released on a page of its own; what the portal showed is never deleted."""

    actions = ["publish_chosen"]
    change_form_template = "admin/handlungsempfehlungen/change_form.html"

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}_veroeffentlichen"
        view = self.admin_site.admin_view(self.publish_view)
        return [path("veroeffentlichen/", view, name=name), *super().get_urls()]

    @property
    def is_withdrawable(self):
        return self.opts.model_name in ZIELE

    def view_on_site(self, obj):
        """The page in the portal, where there is one."""
        return obj.get_absolute_url() if obj.is_published else None

    # ---- release ---------------------------------------------------------------------------------

    @admin.action(description="Veröffentlichen …", permissions=["change"])
    def publish_chosen(self, request, queryset):
        keys = sorted(queryset.values_list("pk", flat=True))
        if len(keys) > MOST:
            self.message_user(request, f"Bitte höchstens {MOST} auf einmal.", messages.WARNING)
            return None
        return HttpResponseRedirect(self.publish_address(keys))

    def publish_address(self, keys):
        return f"{self.address('veroeffentlichen')}?{urlencode({'id': keys}, doseq=True)}"

    def publish_view(self, request):
        """Show what would be seen and what is missing; a POST releases it."""
        if not self.has_change_permission(request):
            raise PermissionDenied
        keys = [one for one in request.GET.getlist("id")[:MOST] if one.isdecimal()]
        records = list(self.model._default_manager.filter(pk__in=keys).order_by("pk"))
        if not records:
            return HttpResponseRedirect(self.address("changelist"))
        if request.method == "POST":
            return self.release(request, records)
        pruefungen = [check_record(one) for one in records]
        request.current_app = self.admin_site.name
        return TemplateResponse(
            request,
            "admin/handlungsempfehlungen/veroeffentlichen.html",
            self.admin_site.each_context(request)
            | {
                "title": "Veröffentlichen",
                "opts": self.opts,
                "media": self.media,
                "pruefungen": [(one, self.address("change", one.record.pk)) for one in pruefungen],
                "has_hindernis": any(one.hindernis for one in pruefungen),
                "is_withdrawable": self.is_withdrawable,
                "back": self.place_of(records),
            },
        )

    def release(self, request, records):
        try:
            publish(records)
        except VeroeffentlichenError as error:
            self.message_user(request, f"Nichts geändert. {error}", messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())
        for one in records:
            self.log_change(request, one, "Veröffentlicht.")
        n = len(records)
        sentence = ngettext(
            "„%(name)s“ steht jetzt im Portal.", "%(n)d Einträge stehen jetzt im Portal.", n
        )
        self.message_user(request, sentence % {"n": n, "name": records[0]}, messages.SUCCESS)
        run_after_commit(self.model, request)
        return HttpResponseRedirect(self.place_of(records))

    def place_of(self, records):
        """Back to the one record, or to the list."""
        if len(records) == 1:
            return self.address("change", records[0].pk)
        return self.address("changelist")

    # ---- no way back but with a reason -----------------------------------------------------------

    def change_view(self, request, object_id, form_url="", extra_context=None):
        record = self.get_object(request, object_id)
        extra = self.describe(request, record) if record is not None else {}
        return super().change_view(request, object_id, form_url, extra | (extra_context or {}))

    def describe(self, request, record):
        """Return what stands above the form: how to release it, or how it was withdrawn."""
        extra = {}
        gone = getattr(record, "ruecknahme", None) if self.is_withdrawable else None
        if gone is not None:
            extra["ruecknahme"] = gone
        elif not record.is_published:
            if self.has_change_permission(request, record):
                extra["veroeffentlichen_url"] = self.publish_address([record.pk])
        elif self.is_withdrawable:
            extra |= withdraw_address(request, record)
        return extra

    def has_delete_permission(self, request, obj=None):
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or not was_published(obj))

    def delete_view(self, request, object_id, extra_context=None):
        record = self.get_object(request, object_id)
        if record is not None and super().has_delete_permission(request) and was_published(record):
            self.message_user(request, self.say_it_stays(record), messages.WARNING)
            return HttpResponseRedirect(self.address("change", record.pk))
        return super().delete_view(request, object_id, extra_context)

    def say_it_stays(self, record):
        return STAYS[self.is_withdrawable].format(record)

    def get_actions(self, request):
        actions = super().get_actions(request)
        if "delete_selected" in actions:
            _, name, description = actions["delete_selected"]
            actions["delete_selected"] = (delete_drafts, name, description)
        return actions

    def go_back(self, request, plan, version):
        """An earlier version comes back, but no record goes out of the portal that way."""
        record = self.get_object(request, str(plan.record.pk)) if plan.record else None
        if record is not None and record.is_published and not version.is_published:
            self.message_user(request, self.say_it_stays(record), messages.ERROR)
            return HttpResponseRedirect(self.address("change", record.pk))
        return super().go_back(request, plan, version)


def withdraw_address(request, record):
    """Return the address of the form that withdraws ``record``, for those who may."""
    if not request.user.has_perm("handlungsempfehlungen.add_ruecknahme"):
        return {}
    address = reverse("admin:handlungsempfehlungen_ruecknahme_add")
    return {"zuruecknehmen_url": f"{address}?{record._meta.model_name}={record.pk}"}


def delete_drafts(modeladmin, request, queryset):
    """Delete several with a reason, but none that the portal ever showed."""
    for record in queryset:
        if was_published(record):
            modeladmin.message_user(
                request,
                f"Nichts gelöscht. {modeladmin.say_it_stays(record)}",
                messages.ERROR,
            )
            return None
    return delete_with_reason(modeladmin, request, queryset)
