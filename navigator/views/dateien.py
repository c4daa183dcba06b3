"""The directory's results as files, by the same filter as the list."""

from django.http import HttpResponse, HttpResponseBadRequest, JsonResponse
from django.utils import timezone

from navigator import exports
from navigator.filters import InstitutionFilter
from navigator.geojson import collection, institution_feature
from navigator.models import Institution

LICENCE = (
    "Quellen je Eintrag; Lage teils © OpenStreetMap-Mitwirkende (ODbL), DB InfraGO (CC BY 4.0)"
)


def institution_geojson(request):
    """The same filter as the directory, as points; entries without a place are left out."""
    filterset = filtered(request)
    if not filterset.is_valid():
        return JsonResponse({"fehler": filterset.errors}, status=400)
    features = [institution_feature(one) for one in filterset.qs.on_map().with_list_relations()]
    return JsonResponse(
        collection(features, quelle=LICENCE, stand=f"{timezone.localdate():%Y-%m-%d}"),
        content_type="application/geo+json",
        json_dumps_params={"ensure_ascii": False, "separators": (",", ":")},
    )


def institution_csv(request):
    """The same filter as the directory, as a table for a spreadsheet."""
    filterset = filtered(request)
    if not filterset.is_valid():
        texts = [text for texts in filterset.errors.values() for text in texts]
        return HttpResponseBadRequest("\n".join(texts), content_type="text/plain; charset=utf-8")
    response = HttpResponse(
        exports.institutionen_csv(filterset.qs), content_type="text/csv; charset=utf-8"
    )
    response.headers["Content-Disposition"] = 'attachment; filename="institutionen.csv"'
    return response


def filtered(request):
    return InstitutionFilter(request.GET, queryset=Institution.objects.published())
