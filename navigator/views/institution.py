"""One Institution: its page and its card for an address book."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.generic import DetailView

from navigator import exports
from navigator.geojson import institution_feature
from navigator.kartenbild import draw_place
from navigator.models import Haltestelle, Institution, Sozialquartier
from navigator.oeffnungszeiten import build_woche

from .krumen import START, krume

STOP_RADIUS = 800  # metres: about ten minutes on foot
NEAR_RADIUS = 6000
SHOWN_NEAR = 3


class InstitutionDetail(DetailView):
    """Everything known of one Institution, and what is not known."""

    queryset = (
        Institution.objects.published()
        .select_related(
            "kategorie", "traeger_institution", "stadtbezirk", "sozialraum", "sozialquartier"
        )
        .prefetch_related(
            "weitere_kategorien",
            "zielgruppen",
            "sprachen",
            "stadtbezirke",
            "sozialraeume",
            "sozialquartiere",
        )
    )

    def get_context_data(self, **kwargs):
        institution = self.object
        page = self.request.build_absolute_uri(institution.get_absolute_url())
        woche = build_woche(institution.oeffnungszeiten, timezone.localdate())
        shown = near_stops(institution)[:SHOWN_NEAR]
        return super().get_context_data(
            krumen=[
                krume(*START),
                krume("Hilfe finden", "navigator:institution_list"),
                {
                    "titel": institution.kategorie.name,
                    "url": f"{reverse('navigator:institution_list')}"
                    f"?kategorie={institution.kategorie.slug}",
                },
                krume(institution.name),
            ],
            woche=woche.tage if woche else None,
            zeiten_hinweise=hours_notes(institution, woche),
            haltestellen=shown,
            aehnliche=similar(institution),
            kartenbild=draw_place(institution, shown, Sozialquartier.objects.all())
            if institution.is_on_map
            else None,
            punkt=place_with_stops(institution, shown),
            json_ld=exports.institution_schema(institution, page),
            vcard_adresse=reverse("navigator:institution_vcard", args=[institution.slug]),
            weg_adresse=way_there(institution),
            **kwargs,
        )


def place_with_stops(institution, stops):
    """Return the place and the stops around it as GeoJSON, ``None`` where it is not known."""
    if not institution.is_on_map:
        return None
    punkte = [{"breite": stop.breite, "laenge": stop.laenge} for stop in stops]
    return institution_feature(institution, haltestellen=punkte)


def hours_notes(institution, woche):
    """What belongs below the week; the published wording may say more than the week can."""
    if woche is None:
        return []
    notes = list(woche.hinweise)
    if woche.tage and institution.oeffnungszeiten_text:
        notes.append(f"Angegeben ist: „{institution.oeffnungszeiten_text}“.")
    return notes


def institution_vcard(request, slug):
    """The entry for an address book."""
    institution = get_object_or_404(
        Institution.objects.published().with_list_relations(), slug=slug
    )
    page = request.build_absolute_uri(institution.get_absolute_url())
    response = HttpResponse(
        exports.institution_vcard(institution, page), content_type="text/vcard; charset=utf-8"
    )
    response.headers["Content-Disposition"] = f'attachment; filename="{institution.slug}.vcf"'
    return response


def near_stops(institution):
    """Stops within ten minutes on foot, each with ``meter``; none where the place is not known."""
    if not institution.is_on_map:
        return []
    stops = list(Haltestelle.objects.near(institution.breite, institution.laenge, STOP_RADIUS))
    for stop in stops:
        stop.meter = round(stop.abstand_quadrat**0.5)
    return stops


def similar(institution):
    """Up to three of the same Kategorie: the nearest, or those of the same area."""
    others = (
        Institution.objects.published()
        .with_list_relations()
        .filter(kategorie=institution.kategorie)
        .exclude(pk=institution.pk)
    )
    if institution.is_on_map:
        near = others.on_map().near(institution.breite, institution.laenge, NEAR_RADIUS)
        found = list(near[:SHOWN_NEAR])
        for other in found:
            other.meter = round(other.abstand_quadrat**0.5)
        return found
    if institution.stadtbezirk_id:
        others = others.filter(stadtbezirk=institution.stadtbezirk_id)
    return list(others[:SHOWN_NEAR])


def way_there(institution):
    """A link to a route planner; only a link, nothing is asked of it before it is followed."""
    if not institution.is_on_map:
        return None
    return (
        f"https://www.openstreetmap.org/directions?route=;{institution.breite},{institution.laenge}"
    )
