"""Deletion: with a reason, which the deleted record's last version keeps; better archived."""

from django import forms
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.actions import delete_selected
from django.core.validators import MinLengthValidator
from django.http import QueryDict
from django.template.response import TemplateResponse
from django.utils.text import capfirst

from navigator.models import record_changes
from navigator.models.historie import LONGEST_GRUND

SHORTEST_GRUND = 5  # letters


class GrundForm(forms.Form):
    grund = forms.CharField(
        label="Warum wird gelöscht?",
        max_length=LONGEST_GRUND,
        validators=[
            MinLengthValidator(SHORTEST_GRUND, "Bitte nennen Sie den Grund in einigen Worten.")
        ],
        error_messages={"required": "Bitte nennen Sie den Grund, zum Beispiel „doppelt angelegt“."},
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text="Zum Beispiel „doppelt angelegt“. Der Grund bleibt in der Liste der gelöschten "
        "Einträge stehen.",
    )

    def grund_or_nothing(self):
        return self.cleaned_data["grund"] if self.is_bound and self.is_valid() else ""


class LoeschAdmin(admin.ModelAdmin):
    """Asks for a reason before anything is deleted, one record or several."""

    delete_confirmation_template = "admin/historie/delete_confirmation.html"
    delete_selected_confirmation_template = "admin/historie/delete_selected_confirmation.html"

    def get_actions(self, request):
        actions = super().get_actions(request)
        if "delete_selected" in actions:
            _, name, description = actions["delete_selected"]
            actions["delete_selected"] = (delete_with_reason, name, description)
        return actions

    def delete_view(self, request, object_id, extra_context=None):
        form = GrundForm(request.POST if request.method == "POST" else None)
        context = self.delete_context(form) | (extra_context or {})
        if not form.is_valid():
            request.POST = QueryDict()  # Django's view then asks, instead of deleting
            return super().delete_view(request, object_id, context)
        with record_changes(form.grund_or_nothing(), konto=request.user):
            return super().delete_view(request, object_id, context)

    def get_deleted_objects(self, objs, request):
        """Name records only; rows of many-to-many tables say nothing to anybody."""
        names, counts, needed, protected = super().get_deleted_objects(objs, request)
        links = tuple(f"{capfirst(model._meta.verbose_name)}: " for model in link_models())
        return without(links, names), counts, needed, protected

    def delete_queryset(self, request, queryset):
        """Delete one by one: history and data version see each."""
        for record in queryset:
            record.delete()

    def delete_context(self, form):
        status = getattr(self.model, "Status", ())
        return {"grund_form": form, "can_be_archived": "archiviert" in list(status)}


def link_models():
    return [one for one in apps.get_models(include_auto_created=True) if one._meta.auto_created]


def without(starts, names):
    """Return the nested list of ``names`` without those that begin with one of ``starts``."""
    kept = [
        without(starts, one) if isinstance(one, list) else one
        for one in names
        if isinstance(one, list) or not one.startswith(starts)
    ]
    return [one for one in kept if one != []]


def delete_with_reason(modeladmin, request, queryset):
    """Run Django's action for several records, but only with a reason."""
    form = GrundForm(request.POST if request.POST.get("post") else None)
    if form.is_bound and not form.is_valid():
        request.POST = request.POST.copy()
        del request.POST["post"]
    with record_changes(form.grund_or_nothing(), konto=request.user):
        response = delete_selected(modeladmin, request, queryset)
    if isinstance(response, TemplateResponse):
        response.context_data |= modeladmin.delete_context(form)
    return response
