"""The directory: list, detail, and the same results as files."""

from django.http import HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.generic import DetailView
from django_filters.views import FilterView

from navigator import exports
from navigator.facetten import (
    Verweis,
    address,
    build_chips,
    build_facetten,
    build_lagegruppen,
)
from navigator.filters import RAEUME, SORTIERUNG, InstitutionFilter
from navigator.geojson import collection, institution_feature
from navigator.kartenbild import draw_place
from navigator.models import Haltestelle, Institution, Seite, Sozialquartier
from navigator.models.institution_query import HIER, OHNE, STADTWEIT, query_words
from navigator.oeffnungszeiten import build_woche
from navigator.suche import suggest

STOP_RADIUS = 800  # metres: about ten minutes on foot
NEAR_RADIUS = 2500
SHOWN_NEAR = 3
START = ("Start", "start")
LICENCE = (
    "Quellen je Eintrag; Lage teils © OpenStreetMap-Mitwirkende (ODbL), DB InfraGO (CC BY 4.0)"
)


class InstitutionList(FilterView):
    """The directory: every published Institution, narrowed by the query string."""

    queryset = Institution.objects.published().with_list_relations()
    filterset_class = InstitutionFilter
    template_name_suffix = "_list"
    paginate_by = 20
    page_kwarg = "seite"

    def get(self, request, *args, **kwargs):
        """Filter; a search without a hit is repeated with the nearest known words."""
        self.fehler, self.meinten_sie = [], None
        self.filterset = self.get_filterset(self.filterset_class)
        self.object_list = self.filterset.qs
        if self.filterset.is_valid():
            self.suggest_other_words()
        else:
            self.fehler += [text for texts in self.filterset.errors.values() for text in texts]
        return self.render_to_response(self.get_context_data())

    def suggest_other_words(self):
        query = self.filterset.form.cleaned_data.get("q")
        if not query or self.object_list.exists():
            return
        vorschlag = suggest(query)
        if vorschlag is None:
            return
        parameters = self.request.GET.copy()
        parameters["q"] = vorschlag.gezeigt
        other = self.filterset_class(parameters, queryset=self.get_queryset(), request=self.request)
        if other.is_valid() and other.qs.exists():
            self.filterset, self.object_list = other, other.qs
            self.meinten_sie = {
                "eingabe": vorschlag.eingabe,
                "gezeigt": vorschlag.gezeigt,
                "weitere": [Verweis(word, self.link(q=word)) for word in vorschlag.weitere],
            }

    def paginate_queryset(self, queryset, page_size):
        """Show the nearest page there is, and say so, instead of a page of nothing."""
        paginator = self.get_paginator(queryset, page_size)
        wanted = self.request.GET.get(self.page_kwarg, "1")
        page = paginator.get_page(wanted)
        if wanted != str(page.number):
            self.fehler.append(
                f"Die Seite „{wanted[:20]}“ gibt es nicht. Gezeigt wird Seite {page.number}."
            )
        return paginator, page, page.object_list, page.has_other_pages()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(
            filter=self.filterset, object_list=self.object_list, **kwargs
        )
        valid = self.filterset.is_valid()
        cleaned = self.filterset.form.cleaned_data if valid else {}
        suche = cleaned.get("q") or ""
        context |= {
            "krumen": [krume(*START), krume("Hilfe finden")],
            "suchbegriff": suche if valid else self.request.GET.get("q", ""),
            "suchworte": query_words(suche),
            "fehler": self.fehler,
            "meinten_sie": self.meinten_sie,
            "facetten": build_facetten(self.filterset, self.get_queryset()) if valid else [],
            "chips": build_chips(self.filterset, self.request.path, self.parameters)
            if valid
            else [],
            "adresse_ohne_filter": self.request.path,
            "sortierungen": self.sortierungen() if valid else [],
            "lagegruppen": self.lagegruppen() if valid else None,
            "versteckt": self.hidden_inputs(),
            "csv_adresse": address(reverse("navigator:institution_csv"), self.parameters),
            "geojson_adresse": address(reverse("navigator:institution_geojson"), self.parameters),
            "leer_vorschlaege": self.ways_out() if not context["paginator"].count else [],
        }
        self.mark_groups(context["object_list"])
        return context

    @property
    def parameters(self):
        return self.filterset.data if self.meinten_sie else self.request.GET

    def link(self, **changes):
        return address(self.request.path, self.request.GET, **changes)

    def sortierungen(self):
        search = bool(self.filterset.form.cleaned_data.get("q"))
        return [
            Verweis(titel, self.link(sortierung=wert), wert == self.filterset.order_key)
            for wert, titel in SORTIERUNG
            if search or wert != "guete"
        ]

    def hidden_inputs(self):
        """What the filter form sends along: the search and the order."""
        return [
            {"name": name, "wert": self.parameters[name]}
            for name in ("q", "sortierung")
            if self.parameters.get(name)
        ]

    def raum_names(self):
        """The names of the chosen areas, in words."""
        cleaned, fields = self.filterset.form.cleaned_data, self.filterset.form.fields
        names = [
            dict(fields[level].choices)[slug]
            for level in RAEUME
            for slug in cleaned.get(level) or []
        ]
        return " oder ".join(names)

    def lagegruppen(self):
        if not self.filterset.has_raum:
            return None
        return build_lagegruppen(self.filterset, self.get_queryset(), self.raum_names(), self.link)

    def mark_groups(self, institutionen):
        """Give the first entry of each Lagegruppe on this page its heading."""
        if not (self.filterset.is_valid() and self.filterset.has_raum):
            return
        titles = {
            HIER: f"In {self.raum_names()}",
            STADTWEIT: "Für ganz Oberhausen",
            OHNE: "Ohne genaue Lage: kann auch woanders sein",
        }
        before = None
        for institution in institutionen:
            if institution.lagegruppe != before:
                institution.gruppentitel = titles[institution.lagegruppe]
                before = institution.lagegruppe

    def ways_out(self):
        """Of an empty result: fewer filters, single words, or somebody who knows further."""
        ways = []
        if any(self.request.GET.get(level) for level in (*RAEUME, "lage")):
            leave = dict.fromkeys((*RAEUME, "lage"))
            ways.append(Verweis("In ganz Oberhausen suchen", self.link(**leave)))
        others = dict.fromkeys(name for name in self.request.GET if name != "q")
        if others:
            ways.append(Verweis("Alle Filter wegnehmen", self.link(**others)))
        words = query_words(self.request.GET.get("q", ""))
        if len(words) > 1:
            ways += [Verweis(f"Nur nach „{word}“ suchen", self.link(q=word)) for word in words]
        beratung = address(self.request.path, self.request.GET.copy().__class__("", mutable=True))
        ways.append(Verweis("Alle Einträge ansehen", beratung))
        return ways


class InstitutionDetail(DetailView):
    """Everything known of one Institution, and what is not known."""

    queryset = (
        Institution.objects.published()
        .select_related(
            "kategorie", "traeger_institution", "stadtbezirk", "sozialraum", "sozialquartier"
        )
        .prefetch_related("weitere_kategorien", "zielgruppen", "sprachen", "sozialraeume")
    )

    def get_context_data(self, **kwargs):
        institution = self.object
        page = self.request.build_absolute_uri(institution.get_absolute_url())
        woche = build_woche(institution.oeffnungszeiten, timezone.localdate())
        haltestellen = near_stops(institution)
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
            zeiten_hinweise=woche.hinweise if woche else [],
            haltestellen=haltestellen[:SHOWN_NEAR],
            aehnliche=similar(institution),
            kartenbild=draw_place(institution, haltestellen, Sozialquartier.objects.all())
            if institution.is_on_map
            else None,
            json_ld=exports.institution_schema(institution, page),
            vcard_adresse=reverse("navigator:institution_vcard", args=[institution.slug]),
            weg_adresse=way_there(institution),
            **kwargs,
        )


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


class SeiteDetail(DetailView):
    """Impressum and the other pages of text."""

    model = Seite

    def get_context_data(self, **kwargs):
        return super().get_context_data(krumen=[krume(*START), krume(self.object.titel)], **kwargs)


def filtered(request):
    return InstitutionFilter(request.GET, queryset=Institution.objects.published())


def krume(titel, name=None):
    """One step of the way here; the last one has no address."""
    return {"titel": titel, "url": reverse(name) if name else None}


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
