"""The dialogues by round with their Fazit; with a filter, the Hinweise and their funnel."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse

from dialoge.fazit import load_fazits
from dialoge.filters import PARAMETER, choose_hinweise
from dialoge.models import Veranstaltung
from dialoge.trichter import count_trichter
from dialoge.trichterbild import SCHMAL, draw_trichter
from dialoge.weg import load_wege, published_standing, with_page_relations
from navigator.facetten import address
from navigator.views import START, krume, nearest_page

PER_PAGE = 20
WEG = ("art", "antwort", "ausgang")  # what the funnel itself tells apart
TITEL = "Dialoge"


def dialoge(request):
    """The rounds; as soon as the address narrows or turns pages, the list of the Hinweise."""
    if any(name in (*PARAMETER, "seite") for name in request.GET):
        return hinweise(request)
    context = {
        "krumen": [krume(*START), krume(TITEL)],
        "fazits": load_fazits(),
        "weitere": Veranstaltung.objects.published().dialoge().filter(runde=None).chronological(),
        "trichter": draw(published_standing(), request),
    }
    return render(request, "dialoge/veranstaltung_list.html", context)


def hinweise(request):
    """The published Hinweise that a filter leaves, each with its way, and their funnel."""
    auswahl = choose_hinweise(request.GET)
    page, satz = nearest_page(Paginator(auswahl.keys, PER_PAGE), request.GET.get("seite", "1"))
    facetten = auswahl.facetten
    chips = auswahl.chips(request.path, request.GET)
    known = [facette.name for facette in facetten]
    context = {
        "krumen": [krume(*START), krume(TITEL, "dialoge:veranstaltung_list"), krume("Hinweise")],
        "fehler": [*auswahl.form.saetze, *([satz] if satz else [])],
        "suchbegriff": request.GET.get("q", "")[:200],
        "page_obj": page,
        "wege": load_wege(read_hinweise(page.object_list)),
        "facetten": facetten,
        "chips": chips,
        "versteckt": hidden_inputs(request, {"seite", *known}),
        "versteckt_suche": hidden_inputs(request, {"seite", "q"}),
        "trichter": draw(before_weg(auswahl), request) if auswahl.form.is_valid() else None,
        "adresse": request.path,
        "adresse_ohne_filter": f"{request.path}?seite=1",
        "csv_adresse": address(reverse("dialoge:hinweis_csv"), request.GET),
        "xlsx_adresse": address(reverse("dialoge:hinweis_xlsx"), request.GET),
    }
    return render(request, "dialoge/hinweis_list.html", context)


def read_hinweise(keys):
    """Return the Hinweise of a page in the order of ``keys``."""
    found = with_page_relations(published_standing()).in_bulk(list(keys))
    return [found[key] for key in keys if key in found]


def before_weg(auswahl):
    """Return the Hinweise that a valid filter leaves without what the funnel tells apart."""
    mask = auswahl.left(leave_out=WEG)
    if mask == auswahl.bestand.alle:
        return published_standing()
    return published_standing().filter(pk__in=auswahl.keys_in(mask))


def hidden_inputs(request, fields):
    """What a form sends along: all that it has no field for."""
    return [
        {"name": name, "wert": wert}
        for name in PARAMETER
        if name not in fields
        for wert in request.GET.getlist(name)
        if wert
    ]


def draw(matches, request):
    """Return the funnel of ``matches`` with its pictures; each number knows its list.

    They are what the address leaves without the parameters of ``WEG``.
    """
    trichter = count_trichter(matches)
    if trichter is None:
        return None
    liste, whole = reverse("dialoge:veranstaltung_list"), dict.fromkeys(WEG)
    bilder = [draw_trichter(trichter), draw_trichter(trichter, SCHMAL)] if trichter.fragen else []
    linked = [*trichter.gesagt, *trichter.antworten, *trichter.staende]
    linked += [one for bild in bilder for one in (*bild.kaesten, *bild.pfade) if one.parameter]
    for one in linked:
        one.adresse = address(liste, request.GET, **(whole | one.parameter))
    alle = address(liste, request.GET, **whole)
    return {"zahlen": trichter, "bilder": bilder, "adresse": alle if "?" in alle else "?seite=1"}
