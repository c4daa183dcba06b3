"""Pages that join the apps: start, the three levels of areas; and errors, health, robots."""

from django.contrib.staticfiles.storage import staticfiles_storage
from django.db import connection
from django.db.models import Count, Prefetch, Q
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.formats import number_format
from django.views.generic import DetailView, ListView

from navigator.facetten import Verweis
from navigator.geojson import collection, raum_feature
from navigator.kartenbild import draw_raeume
from navigator.models import Institution, Kategorie, Sozialquartier, Sozialraum, Stadtbezirk
from navigator.models.institution_query import HIER, OHNE, STADTWEIT
from navigator.views import START, krume

FREQUENT = ["Kita-Platz", "Pflege", "Deutsch lernen", "Wohnung"]
SHOWN_ON = Q(institutionen__status="veroeffentlicht")


def start(request):
    """The start page: search, Kategorien, Sozialräume, three ways in."""
    verzeichnis = reverse("navigator:institution_list")
    sozialraeume = list(
        Sozialraum.objects.prefetch_related(
            Prefetch("sozialquartiere", Sozialquartier.objects.defer("geometry"))
        )
    )
    for raum in sozialraeume:
        raum.quartiernamen = [quartier.name for quartier in raum.sozialquartiere.all()]
    context = {
        "kategorien": kategorien_with_counts(Institution.objects.published()),
        "institution_anzahl": Institution.objects.published().count(),
        "sozialraeume": sozialraeume,
        "kartenbild": draw_raeume(
            sozialraeume,
            "Karte der sechs Sozialräume; dieselben Verweise stehen in der Liste",
            context=Sozialquartier.objects.all(),
        ),
        "haeufige_suchen": [
            Verweis(wort, f"{verzeichnis}?q={wort.replace(' ', '+')}") for wort in FREQUENT
        ],
        "wege": ways_in(verzeichnis),
    }
    return render(request, "sozialplanung/start.html", context)


def ways_in(verzeichnis):
    """Three groups of visitors and where they start; only pages that are built."""
    return [
        {
            "titel": "Ich suche Hilfe",
            "untertitel": "Für alle, die in Oberhausen leben",
            "verweise": [
                Verweis("Alle Einträge von A bis Z", verzeichnis),
                Verweis("Hilfe für ganz Oberhausen", f"{verzeichnis}?lage=stadtweit"),
                Verweis("Das Portal in Leichter Sprache", seite("leichte-sprache")),
            ],
        },
        {
            "titel": "Ich entscheide mit",
            "untertitel": "Für Rat, Bezirke und Fraktionen",
            "verweise": [
                Verweis("Mein Stadtbezirk", reverse("stadtbezirk_list")),
                Verweis("Die sechs Sozialräume", reverse("sozialraum_list")),
            ],
        },
        {
            "titel": "Ich arbeite vor Ort",
            "untertitel": "Für Träger, Einrichtungen und Ämter",
            "verweise": [
                Verweis("Die 27 Sozialquartiere", reverse("sozialquartier_list")),
                Verweis("Das Verzeichnis als Tabelle (CSV)", reverse("navigator:institution_csv")),
                Verweis("Angaben ändern lassen", seite("kontakt")),
            ],
        },
    ]


def seite(slug):
    return reverse("navigator:seite_detail", args=[slug])


def kategorien_with_counts(institutionen, **parameters):
    """Return all Kategorien, each with ``anzahl`` among ``institutionen`` and ``adresse``.

    ``parameters`` narrow the list that ``adresse`` leads to.
    """
    rows = institutionen.order_by().values_list("kategorie").annotate(n=Count("pk"))
    counts = dict(rows)
    kategorien = list(Kategorie.objects.all())
    tail = "".join(f"&{name}={wert}" for name, wert in parameters.items())
    for kategorie in kategorien:
        kategorie.anzahl = counts.get(kategorie.pk, 0)
        kategorie.adresse = (
            f"{reverse('navigator:institution_list')}?kategorie={kategorie.slug}{tail}"
        )
    return kategorien


class RaumList(ListView):
    """All areas of one level, as map and list."""

    template_name = "sozialplanung/raum_list.html"
    einleitung = ""

    def get_queryset(self):
        return self.model.objects.annotate(
            anzahl=Count("institutionen", filter=SHOWN_ON, distinct=True)
        )

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
            kartenbild=draw_raeume(
                raeume, f"Karte: {titel}; dieselben Verweise stehen in der Liste"
            ),
            **kwargs,
        )

    def subtitle(self, raum):
        return ""


class SozialraumList(RaumList):
    model = Sozialraum
    einleitung = (
        "Oberhausen ist in sechs Sozialräume geteilt. In jedem sprechen Fachleute "
        "regelmäßig darüber, was den Menschen dort hilft und was fehlt."
    )

    def get_queryset(self):
        return super().get_queryset().select_related("stadtbezirk")

    def subtitle(self, raum):
        return f"Stadtbezirk {raum.stadtbezirk}"


class SozialquartierList(RaumList):
    model = Sozialquartier
    einleitung = (
        "27 Sozialquartiere machen die Unterschiede in der Stadt sichtbar. "
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
    """One area: outline, inhabitants, what there is by Kategorie. Index and more join later."""

    template_name = "sozialplanung/raum_detail.html"
    context_object_name = "raum"
    kinder_titel = ""

    def get_context_data(self, **kwargs):
        raum = self.object
        level = raum._meta.model_name
        matches = Institution.objects.published().for_raeume(**{RAUM_ARGUMENTS[level]: [raum.slug]})
        kinder = self.kinder()
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
            kategorien=kategorien_with_counts(
                matches.filter(lagegruppe=HIER), **{level: raum.slug, "lage": "hier"}
            ),
            lagegruppen=lagegruppen(matches, raum),
            kartenbild=self.kartenbild(kinder),
            einwohner=einwohner(raum),
            **kwargs,
        )

    def kinder(self):
        return []

    def kartenbild(self, kinder):
        return draw_raeume(
            kinder or [self.object],
            f"Umriss: {self.object}",
            context=[] if kinder else [self.object],
        )


class SozialraumDetail(RaumDetail):
    queryset = Sozialraum.objects.select_related("stadtbezirk")
    kinder_titel = "Sozialquartiere"

    def einleitung(self):
        return f"Sozialraum im Stadtbezirk {self.object.stadtbezirk}."

    def eltern(self):
        return [self.object.stadtbezirk]

    def kinder(self):
        return list(self.object.sozialquartiere.all())


class SozialquartierDetail(RaumDetail):
    queryset = Sozialquartier.objects.select_related("sozialraum__stadtbezirk")

    def einleitung(self):
        return f"Sozialquartier im Sozialraum {self.object.sozialraum}."

    def eltern(self):
        return [self.object.sozialraum, self.object.sozialraum.stadtbezirk]

    def kartenbild(self, kinder):
        return draw_raeume(
            self.object.sozialraum.sozialquartiere.all(),
            f"Lage von {self.object} im Sozialraum {self.object.sozialraum}",
            active=self.object,
        )


class StadtbezirkDetail(RaumDetail):
    model = Stadtbezirk
    kinder_titel = "Sozialräume"

    def einleitung(self):
        return "Stadtbezirk mit eigener Bezirksvertretung."

    def eltern(self):
        return []

    def kinder(self):
        return list(self.object.sozialraeume.all())


RAUM_ARGUMENTS = {
    "stadtbezirk": "stadtbezirke",
    "sozialraum": "sozialraeume",
    "sozialquartier": "sozialquartiere",
}


def lagegruppen(matches, raum):
    """Return how many entries lie here, serve the whole city, or may lie here."""
    counts = dict(matches.order_by().values_list("lagegruppe").annotate(n=Count("pk")))
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
    if raum.einwohnerzahl is None:
        return None
    return {
        "zahl": number_format(raum.einwohnerzahl, use_l10n=True, force_grouping=True),
        "stand": raum.einwohner_stand,
        "quelle": raum.einwohner_quelle,
    }


def sozialraum_geojson(request):
    """The outlines of the Sozialräume; approximations, and the file says so."""
    raeume = Sozialraum.objects.exclude(geometry=None)
    features = [raum_feature(raum, kuerzel=raum.kuerzel) for raum in raeume]
    source = raeume.values_list("umriss_quelle", flat=True).first() or ""
    return JsonResponse(collection(features, hinweis=source), content_type="application/geo+json")


def healthz(request):
    """Answer 200 when the database answers; anything else is for the monitoring to see."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain", headers={"Cache-Control": "no-store"})


def robots(request):
    address = request.build_absolute_uri(reverse("sitemap"))
    return HttpResponse(
        f"User-agent: *\nDisallow: /verwaltung/\nSitemap: {address}\n", content_type="text/plain"
    )


def favicon(request):
    """Browsers ask for this address unasked; the file itself has a hashed name."""
    return redirect(staticfiles_storage.url("img/favicon.ico"), permanent=False)


def error_page(status):
    """Return a handler that shows ``<status>.html`` without context.

    No database and no processor is asked, so the page holds when all else fails.
    """

    def handler(request, exception=None):
        return HttpResponse(render_to_string(f"{status}.html"), status=status)

    return handler


error_400, error_403, error_404, error_500 = map(error_page, (400, 403, 404, 500))
