"""Who works with whom: from the occasions that the apps know of."""

from django.core.paginator import Paginator
from django.shortcuts import render

from dialoge import anlaesse  # noqa: F401 -- registers the events
from dialoge.netzwerk import IN_MATRIX, build_netzwerk, quellen
from navigator.views import START, krume, nearest_page

PER_PAGE = 50


def netzwerk(request):
    """Pairs, the strongest first, and a matrix of those who meet most; a part for each source."""
    teile, fehler = [], []
    for quelle in quellen:
        netz = build_netzwerk(quelle.lade())
        page, satz = nearest_page(Paginator(netz.paare, PER_PAGE), request.GET.get("seite", "1"))
        teile.append({"quelle": quelle, "netz": netz, "page_obj": page})
        fehler += [satz] if satz else []
    # A page number belongs to the longest list; only if none has that page it is wrong.
    fehler = fehler[:1] if len(fehler) == len(teile) else []
    context = {
        "krumen": [
            krume(*START),
            krume("Dialoge", "dialoge:veranstaltung_list"),
            krume("Netzwerk"),
        ],
        "teile": teile,
        "blaettern": max((teil["page_obj"] for teil in teile), key=lambda p: p.paginator.num_pages)
        if teile
        else None,
        "in_matrix": IN_MATRIX,
        "fehler": fehler,
    }
    return render(request, "dialoge/netzwerk.html", context)
