"""The directory: every published Institution, narrowed, counted and sorted."""

from django.urls import reverse
from django_filters.views import FilterView

from navigator.facetten import Verweis, address, build_chips, build_facetten, build_lagegruppen
from navigator.filters import RAEUME, SORTIERUNG, InstitutionFilter
from navigator.models import Datenstand, Institution
from navigator.models.institution_query import HIER, OHNE, STADTWEIT, query_words
from navigator.suche import suggest
from navigator.treffer import Trefferliste, Treffermengen

from .blaettern import nearest_page
from .krumen import START, krume

UMKREISE = [(500, "500 m"), (1000, "1 km"), (2000, "2 km"), (5000, "5 km")]


class InstitutionList(FilterView):
    """The directory: every published Institution, narrowed by the query string."""

    queryset = Institution.objects.published().with_list_relations()
    filterset_class = InstitutionFilter
    template_name = "navigator/institution_list.html"
    paginate_by = 20
    page_kwarg = "seite"
    titel = "Hilfe finden"

    def get(self, request, *args, **kwargs):
        """Filter; a search without a hit is repeated with the nearest known words."""
        self.fehler, self.meinten_sie, self.ort_vorschlaege = [], None, []
        self.filterset = self.get_filterset(self.filterset_class)
        self.mengen = None
        if self.filterset.is_valid():
            self.take(self.filterset)
            self.suggest_other_words()
        else:
            self.object_list = Trefferliste(None, [])
            self.fehler += [text for texts in self.filterset.errors.values() for text in texts]
            self.ort_vorschlaege = [
                Verweis(str(ort), self.link(ort=ort.kennung)) for ort in self.other_orte()
            ]
        return self.render_to_response(self.get_context_data())

    def take(self, filterset):
        """Show what a valid ``filterset`` leaves."""
        self.filterset = filterset
        self.mengen = Treffermengen(filterset, self.get_queryset())
        self.object_list = Trefferliste(self.mengen, self.arrange(self.mengen.sort_keys()))

    def arrange(self, keys):
        """Return the keys of the results in the order of this page."""
        return keys

    def other_orte(self):
        """Places that may be meant by one that is not known or not the only one."""
        errors = self.filterset.errors.as_data().get("ort", [])
        return [ort for error in errors for ort in (error.params or {}).get("vorschlaege", [])]

    def suggest_other_words(self):
        query = self.filterset.form.cleaned_data.get("q")
        if not query or self.mengen.anzahl:
            return
        vorschlag = suggest(query)
        if vorschlag is None:
            return
        parameters = self.request.GET.copy()
        parameters["q"] = vorschlag.gezeigt
        other = self.filterset_class(parameters, queryset=self.get_queryset(), request=self.request)
        if other.is_valid() and other.qs.exists():
            self.take(other)
            self.meinten_sie = {
                "eingabe": vorschlag.eingabe,
                "gezeigt": vorschlag.gezeigt,
                "weitere": [Verweis(word, self.link(q=word)) for word in vorschlag.weitere],
            }

    def paginate_queryset(self, queryset, page_size):
        """Show the nearest page there is, and say so, instead of a page of nothing."""
        paginator = self.get_paginator(queryset, page_size)
        page, satz = nearest_page(paginator, self.request.GET.get(self.page_kwarg, "1"))
        if satz:
            self.fehler.append(satz)
        return paginator, page, page.object_list, page.has_other_pages()

    def get_context_data(self, **kwargs):
        context = super().get_context_data(
            filter=self.filterset, object_list=self.object_list, **kwargs
        )
        valid = self.filterset.is_valid()
        cleaned = self.filterset.form.cleaned_data if valid else {}
        suche = cleaned.get("q") or ""
        context |= {
            "krumen": [krume(*START), krume(self.titel)],
            "suchbegriff": suche if valid else self.request.GET.get("q", ""),
            "suchworte": query_words(suche),
            "datenstand": Datenstand.objects.current(),
            "ebene": 4 if self.mengen and self.filterset.auswahl else 3,
            "fehler": self.fehler,
            "ort": cleaned.get("ort"),
            "ort_eingabe": self.ort_eingabe(cleaned.get("ort")),
            "ort_vorschlaege": self.ort_vorschlaege,
            "umkreis": cleaned.get("umkreis"),
            "umkreise": UMKREISE,
            "ohne_lage": self.without_place() if cleaned.get("umkreis") else None,
            "meinten_sie": self.meinten_sie,
            "facetten": build_facetten(self.mengen) if valid else [],
            "chips": build_chips(self.filterset, self.request.path, self.parameters)
            if valid
            else [],
            "adresse_ohne_filter": self.request.path,
            "sortierungen": self.sortierungen() if valid else [],
            "lagegruppen": self.lagegruppen() if valid else None,
            "versteckt": self.hidden_inputs(
                "q", "sortierung", "ort", "umkreis", "stadtbezirk", "lage"
            ),
            "versteckt_suche": self.hidden_inputs(
                *(n for n in InstitutionFilter.base_filters if n != "q")
            ),
            "gefiltert": any(
                self.request.GET.get(n) for n in InstitutionFilter.base_filters if n != "q"
            ),
            "liste_adresse": address(reverse("navigator:institution_list"), self.parameters),
            "karte_adresse": address(reverse("navigator:karte"), self.parameters),
            "csv_adresse": address(reverse("navigator:institution_csv"), self.parameters),
            "xlsx_adresse": address(reverse("navigator:institution_xlsx"), self.parameters),
            "geojson_adresse": address(reverse("navigator:institution_geojson"), self.parameters),
            "leer_vorschlaege": self.ways_out() if not context["paginator"].count else [],
        }
        self.mark_groups(context["page_obj"])
        return context

    def ort_eingabe(self, ort):
        """What the field shows: the name of a place, a point as it was, or what was typed."""
        if ort is None:
            return self.request.GET.get("ort", "")
        return str(ort) if ort.art else ort.slug

    def without_place(self):
        """A way to what a radius leaves out because nobody knows where it is, or ``None``."""
        n = self.mengen.ausserhalb_messbar
        titel = f"{n} Einträge ohne genaue Lage" if n != 1 else "1 Eintrag ohne genaue Lage"
        return Verweis(titel, self.link(umkreis=None)) if n else None

    @property
    def parameters(self):
        return self.filterset.data if self.meinten_sie else self.request.GET

    def link(self, **changes):
        return address(self.request.path, self.request.GET, **changes)

    def sortierungen(self):
        search = bool(self.filterset.form.cleaned_data.get("q"))
        ort = self.filterset.form.cleaned_data.get("ort")
        return [
            Verweis(titel, self.link(sortierung=wert), wert == self.filterset.order_key)
            for wert, titel in SORTIERUNG
            if (search or wert != "guete") and (ort or wert != "entfernung")
        ]

    def hidden_inputs(self, *names):
        """What a form sends along: all that it has no field for."""
        return [
            {"name": name, "wert": wert}
            for name in names
            for wert in self.parameters.getlist(name)
            if wert
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
        if not self.filterset.auswahl:
            return None
        return build_lagegruppen(self.mengen, self.raum_names(), self.link)

    def mark_groups(self, page):
        """Give the first entry of each Lagegruppe on this page its heading."""
        if not (self.filterset.is_valid() and self.filterset.auswahl):
            return
        titles = {
            HIER: f"In {self.raum_names()}",
            STADTWEIT: "Für ganz Oberhausen",
            OHNE: "Genaue Lage unbekannt: vielleicht hier, vielleicht anderswo",
        }
        before = None
        for zeile in page.object_list.zeilen:
            if zeile.lagegruppe != before:
                zeile.gruppentitel = titles[zeile.lagegruppe]
                before = zeile.lagegruppe

    def ways_out(self):
        """Of an empty result: fewer filters, single words, or somebody who knows further."""
        ways = []
        if any(self.request.GET.get(level) for level in (*RAEUME, "lage")):
            leave = dict.fromkeys((*RAEUME, "lage"))
            ways.append(Verweis("In ganz Oberhausen suchen", self.link(**leave)))
        others = dict.fromkeys(name for name in self.request.GET if name != "q")
        if others:
            ways.append(Verweis("Alle Filter entfernen", self.link(**others)))
        words = query_words(self.request.GET.get("q", ""))
        if len(words) > 1:
            ways += [Verweis(f"Nur nach „{word}“ suchen", self.link(q=word)) for word in words]
        ways.append(Verweis("Alle Einträge ansehen", self.request.path))
        return ways
