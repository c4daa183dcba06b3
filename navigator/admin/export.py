"""Any list of the admin as a file: what its filter and its search show, nothing else."""

from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.forms import Media
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils import timezone

from navigator.exports import FORMATS, write_list
from sozialplanung.text import slugify_de


class ListExport:
    """For a ModelAdmin: its list as XLSX and CSV, unless it says that it ``is_exported`` not."""

    is_exported = True

    @property
    def media(self):
        """Several buttons above a list need more room than Django leaves them."""
        return super().media + Media(css={"all": ["css/verwaltung/einlesen.css"]})

    def get_urls(self):
        if not self.is_exported:
            return super().get_urls()
        name = f"{self.opts.app_label}_{self.opts.model_name}_export"
        view = self.admin_site.admin_view(self.export_view)
        return [
            *(
                path(f"liste.{ending}", view, {"ending": ending}, f"{name}_{ending}")
                for ending in FORMATS
            ),
            *super().get_urls(),
        ]

    def export_view(self, request, ending):
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            queryset = self.get_changelist_instance(request).get_queryset(request)
        except IncorrectLookupParameters:
            return HttpResponseRedirect(
                reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist") + "?e=1"
            )
        name = f"{slugify_de(str(self.opts.verbose_name_plural))}-{timezone.localdate()}.{ending}"
        return HttpResponse(
            write_list(queryset, ending),
            content_type=FORMATS[ending],
            headers={
                "Content-Disposition": f'attachment; filename="{name}"',
                "Cache-Control": "no-store",
            },
        )

    def changelist_view(self, request, extra_context=None):
        if not self.is_exported:
            return super().changelist_view(request, extra_context)
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_export"
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        files = {f"export_{ending}": reverse(f"{name}_{ending}") + query for ending in FORMATS}
        return super().changelist_view(request, files | (extra_context or {}))
