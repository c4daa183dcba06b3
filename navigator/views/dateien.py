"""The directory's results as files, by the same filter as the list."""

import re

from django.http import HttpResponse, HttpResponseBadRequest, JsonResponse
from django.utils import timezone

from navigator import exports
from navigator.filters import InstitutionFilter
from navigator.geojson import bundle_feature, collection, institution_feature
from navigator.models import Institution

LICENCE = (
    "Quellen je Eintrag; Lage teils © OpenStreetMap-Mitwirkende (ODbL), DB InfraGO (CC BY 4.0)"
)
MANY = 5000  # points; more than that the server bundles for the map's scale
WORLD = 360  # degrees around the globe, 256 pixels wide at zoom 0
BUNDLE = 60  # pixels of a bundle's square
FIRST_ZOOM = 12
ZOOMS = range(23)
BBOX = re.compile(r"(-?\d{1,3}(?:\.\d+)?)(?:,(-?\d{1,3}(?:\.\d+)?)){3}")


def institution_geojson(request):
    """The same filter as the directory, as points; entries without a place are left out.

    Above 5,000 points, or where ``zoom`` is given with that many, neighbours come bundled
    for that zoom, within ``bbox`` (west, south, east, north in degrees) where it is given.
    """
    filterset = filtered(request)
    if not filterset.is_valid():
        return JsonResponse({"fehler": filterset.errors}, status=400)
    matches = filterset.qs.on_map()
    bbox, zoom = request.GET.get("bbox", ""), request.GET.get("zoom", "")
    if (bbox and not BBOX.fullmatch(bbox)) or (zoom and not is_zoom(zoom)):
        text = "bbox sind vier Zahlen (West, Süd, Ost, Nord), zoom eine Zahl von 0 bis 22."
        return JsonResponse({"fehler": {"bbox": [text]}}, status=400)
    many = matches.count() > MANY
    if bbox:
        matches = matches.in_box(*map(float, bbox.split(",")))
    if many:
        features = bundles(matches, int(zoom or FIRST_ZOOM))
    else:
        features = [institution_feature(one) for one in matches.with_list_relations()]
    return JsonResponse(
        collection(
            features,
            quelle=LICENCE,
            stand=f"{timezone.localdate():%Y-%m-%d}",
            gebuendelt=many,
        ),
        content_type="application/geo+json",
        json_dumps_params={"ensure_ascii": False, "separators": (",", ":")},
    )


def is_zoom(text):
    return text.isascii() and text.isdigit() and len(text) <= 2 and int(text) in ZOOMS


def bundles(matches, zoom):
    """Return single entries as they are and neighbours as one feature with their number."""
    cell = BUNDLE * WORLD / 256 / 2**zoom
    rows = list(matches.bundled(cell))
    alone = [row["eine"] for row in rows if row["anzahl"] == 1]
    singles = Institution.objects.filter(pk__in=alone).with_list_relations()
    return [
        *(institution_feature(one) for one in singles),
        *(
            bundle_feature(row["anzahl"], row["mitte_breite"], row["mitte_laenge"])
            for row in rows
            if row["anzahl"] > 1
        ),
    ]


def institution_csv(request):
    """The same filter as the directory, as a table for a spreadsheet."""
    return table(request, "csv", exports.institutionen_csv)


def institution_xlsx(request):
    """The same as a workbook."""
    return table(request, "xlsx", exports.institutionen_xlsx)


def table(request, ending, write):
    filterset = filtered(request)
    if not filterset.is_valid():
        texts = [text for texts in filterset.errors.values() for text in texts]
        return HttpResponseBadRequest("\n".join(texts), content_type="text/plain; charset=utf-8")
    response = HttpResponse(write(filterset.qs), content_type=exports.FORMATS[ending])
    response.headers["Content-Disposition"] = f'attachment; filename="institutionen.{ending}"'
    return response


def filtered(request):
    return InstitutionFilter(request.GET, queryset=Institution.objects.published())
