"""Stadtbezirke, Sozialräume, Sozialquartiere: lists and one page for each area."""

from functools import cached_property

from django.db.models import Count, Q
from django.http import JsonResponse
from django.urls import reverse
from django.views.generic import DetailView, ListView

from handlungsempfehlungen.raumblatt import read_raumblatt
from navigator.geojson import collection, raum_feature
from navigator.indexprofil import Quartierprofil, Raumprofil
from navigator.kartenbild import build_umriss, draw_raeume
from navigator.models import (
    Einzelangabe,
    Institution,
    Raumauswahl,
    Sozialquartier,
    Sozialraum,
    Stadtbezirk,
)
from navigator.models.institution_query import HIER, OHNE, STADTWEIT
from navigator.versorgung import list_angebote
from navigator.views import START, krume

from .kategorien import kategorien_with_counts

SHOWN_ON = Q(institutionen__status="veroeffentlicht")


class RaumList(ListView):
    """All areas of one level, as map and list."""

    template_name = "sozialplanung/raum_list.html"
    einleitung = ""

    def get_queryset(self):
        return self.model.objects.annotate(
            anzahl=Count("institutionen", filter=SHOWN_ON, distinct=True)
        ).order_by("position")  # counting drops the model's own order

    def get_context_data(self, **kwargs):
        titel = str(self.model._meta.verbose_name_plural)
        raeume = list(self.object_list)
        for raum in raeume:
            raum.untertitel = self.subtitle(raum)
        return super().get_context_data(
            titel=titel,
            einleitung=self.einleitung,
            raeume=raeume,
            krumen=[krume(*START), krume(titel)],
            kartenbild=draw_raeume(raeume, f"Karte: {titel}, gleiche Links wie in der Liste"),
            **kwargs,
        )

    def subtitle(self, raum):
        return ""


class SozialraumList(RaumList):
    model = Sozialraum
    einleitung = (
        "Oberhausen hat sechs Sozialräume. In jedem haben Fachleute beraten, "
        "was den Menschen dort hilft und was fehlt."
    )

    def get_queryset(self):
        return super().get_queryset().select_related("stadtbezirk")

    def subtitle(self, raum):
        return f"Stadtbezirk {raum.stadtbezirk}"


class SozialquartierList(RaumList):
    model = Sozialquartier
    einleitung = (
        "Oberhausen hat 27 Sozialquartiere. Das sind kleine Teile der Stadt. "
        "Jedes gehört zu einem Sozialraum."
    )

    def get_queryset(self):
        return super().get_queryset().select_related("sozialraum")

    def subtitle(self, raum):
        return f"Sozialraum {raum.sozialraum}"


class StadtbezirkList(RaumList):
    model = Stadtbezirk
    einleitung = (
        "Oberhausen hat drei Stadtbezirke. Jeder hat eine Bezirksvertretung, "
        "die über viele Fragen vor Ort entscheidet."
    )


class RaumDetail(DetailView):
    """One area: outline, inhabitants, what there is by Kategorie, figures that others published."""

    template_name = "sozialplanung/raum_detail.html"
    context_object_name = "raum"
    kinder_titel = ""

    def get_context_data(self, **kwargs):
        raum = self.object
        level = raum._meta.model_name
        auswahl = Raumauswahl(**{level: [raum.slug]})
        matches = Institution.objects.published().for_raeume(auswahl).with_lagegruppe(auswahl)
        kinder = self.object.teilraeume()
        return super().get_context_data(
            art=str(raum._meta.verbose_name),
            einleitung=self.einleitung(),
            eltern=self.eltern(),
            krumen=[
                krume(*START),
                krume(raum._meta.verbose_name_plural, f"{level}_list"),
                krume(raum.name),
            ],
            kinder_titel=self.kinder_titel,
            kinder=kinder,
            nachbarn=type(raum).objects.beside(raum),
            kategorien=[
                kategorie
                for kategorie in kategorien_with_counts(
                    matches.filter(lagegruppe=HIER), **{level: raum.slug, "lage": "hier"}
                )
                if kategorie.anzahl
            ],
            lagegruppen=lagegruppen(matches, raum),
            geojson_adresse=f"{reverse('navigator:institution_geojson')}?{level}={raum.slug}"
            "&lage=hier",
            kartenbild=self.kartenbild(kinder),
            umriss=build_umriss([self.object], kinder),
            einwohner=einwohner(raum),
            einzelangaben=Einzelangabe.objects.for_raum(raum),
            blatt=read_raumblatt(raum, self.bezirk(), self.request.GET),
            **kwargs,
        )

    def bezirk(self):
        """The Stadtbezirk whose Bezirksvertretung speaks about this area."""
        return next((raum for raum in self.eltern() if isinstance(raum, Stadtbezirk)), self.object)

    def kartenbild(self, kinder):
        return draw_raeume(
            kinder or [self.object],
            f"Umriss: {self.object}",
            context=[] if kinder else [self.object],
        )


class SozialraumDetail(RaumDetail):
    """A Sozialraum with its quarters in the Sozialindex, and need beside supply."""

    template_name = "sozialplanung/sozialraum_detail.html"
    queryset = Sozialraum.objects.select_related("stadtbezirk")
    kinder_titel = "Sozialquartiere"

    def einleitung(self):
        return f"Sozialraum im Stadtbezirk {self.object.stadtbezirk}."

    def eltern(self):
        return [self.object.stadtbezirk]

    def get_context_data(self, **kwargs):
        quartiere = self.object.teilraeume()
        profil = Raumprofil(quartiere)
        return super().get_context_data(
            profil=profil,
            indexbild=draw_index(quartiere, profil, f"Sozialindex im Sozialraum {self.object}"),
            angebote=list_angebote(self.object, None, profil.anteile),
            **kwargs,
        )


class SozialquartierDetail(RaumDetail):
    """A Sozialquartier with all that the Sozialindex says of it, and need beside supply."""

    template_name = "sozialplanung/sozialquartier_detail.html"
    queryset = Sozialquartier.objects.select_related("sozialraum__stadtbezirk")

    def einleitung(self):
        return f"Sozialquartier im Sozialraum {self.object.sozialraum}."

    def eltern(self):
        return [self.object.sozialraum, self.object.sozialraum.stadtbezirk]

    def get_context_data(self, **kwargs):
        quartier = self.object
        return super().get_context_data(
            profil=self.profil,
            angebote=list_angebote(quartier, quartier.sozialraum, self.profil.anteile),
            **kwargs,
        )

    @cached_property
    def profil(self):
        return Quartierprofil(self.object)

    def kartenbild(self, kinder):
        return draw_raeume(
            self.object.sozialraum.sozialquartiere.all(),
            f"Lage von {self.object} im Sozialraum {self.object.sozialraum}",
            active=self.object,
            farben=self.profil.farben,
        )


class StadtbezirkDetail(RaumDetail):
    """Everything for one Bezirksvertretung: recommendations first, then index and places."""

    template_name = "sozialplanung/stadtbezirk_detail.html"
    model = Stadtbezirk
    kinder_titel = "Sozialräume"

    def get_context_data(self, **kwargs):
        quartiere = list(Sozialquartier.objects.filter(sozialraum__stadtbezirk=self.object))
        profil = Raumprofil(quartiere)
        return super().get_context_data(
            profil=profil,
            indexbild=draw_index(quartiere, profil, f"Sozialindex im Stadtbezirk {self.object}"),
            **kwargs,
        )

    def einleitung(self):
        return "Stadtbezirk mit eigener Bezirksvertretung."

    def eltern(self):
        return []


def draw_index(quartiere, profil, titel):
    """Return the picture of the quarters in their classes; ``None`` without an edition."""
    if not profil.zeilen:
        return None
    titel = f"{titel}. Die Tabelle enthält dieselben Werte."
    return draw_raeume(quartiere, titel, farben=profil.farben, breite=460)


def lagegruppen(matches, raum):
    """Return how many entries lie here, serve the whole city, or may lie here."""
    counts = matches.count_by_lagegruppe()
    base = f"{reverse('navigator:institution_list')}?{raum._meta.model_name}={raum.slug}&lage="
    return [
        {
            "schluessel": key,
            "titel": titel,
            "anzahl": counts.get(number, 0),
            "adresse": f"{base}{key}",
            "aktiv": False,
        }
        for key, number, titel in (
            ("hier", HIER, f"in {raum}"),
            ("stadtweit", STADTWEIT, "für ganz Oberhausen"),
            ("ohne", OHNE, "ohne genaue Lage"),
        )
    ]


def einwohner(raum):
    """Return the number of inhabitants with its Stand and source, or ``None`` if unknown."""
    if raum.einwohnerzahl is None:
        return None
    words = raum.einwohner_quelle.split()
    adresse = next((word for word in words if word.startswith("http")), "")
    return {
        "zahl": raum.einwohnerzahl,
        "stand": raum.einwohner_stand,
        "quelle": " ".join(word for word in words if word != adresse).rstrip(","),
        "quelle_adresse": adresse,
    }


def sozialraum_geojson(request):
    """The outlines of the Sozialräume; approximations, and the file says so."""
    raeume = Sozialraum.objects.exclude(geometry=None)
    features = [raum_feature(raum, kuerzel=raum.kuerzel) for raum in raeume]
    source = raeume.values_list("umriss_quelle", flat=True).first() or ""
    return JsonResponse(collection(features, hinweis=source), content_type="application/geo+json")
