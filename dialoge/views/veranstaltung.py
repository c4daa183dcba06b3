"""One event: what was said at its tables, which way it went, and what became of it."""

from itertools import groupby

from django.core.paginator import Paginator
from django.urls import reverse
from django.views.generic import DetailView

from dialoge.exports import has_known_day
from dialoge.fazit import group_angaben
from dialoge.models import Hinweis, Veranstaltung
from dialoge.raeume import load_raeume
from dialoge.weg import SIGNS, count_ausgaenge, load_speicher, load_wege, with_page_relations
from navigator.views import START, krume, nearest_page

PER_PAGE = 25  # Hinweise with their whole way: more make a page that is too heavy for a phone


class VeranstaltungDetail(DetailView):
    """A dialogue or a Runder Tisch."""

    queryset = Veranstaltung.objects.published().dialoge().select_related("runde", "folgegremium")
    template_name = "dialoge/veranstaltung_detail.html"
    context_object_name = "veranstaltung"
    liste = ("Dialoge", "dialoge:veranstaltung_list")

    def get_context_data(self, **kwargs):
        one = self.object
        kind = "sozialkonferenz" if one.ist_sozialkonferenz else "veranstaltung"
        tische = list(one.thementische.select_related("handlungsfeld"))
        return super().get_context_data(
            krumen=[krume(*START), krume(*self.liste), krume(one.titel)],
            raeume=load_raeume(Veranstaltung, [one.pk])[one.pk],
            hat_tag=has_known_day(one),
            ics_adresse=reverse(f"dialoge:{kind}_ics", args=[one.slug]),
            pdf_adresse=reverse(f"dialoge:{kind}_pdf", args=[one.slug]),
            tische=tische,
            teilnahmen=one.teilnahmen.select_related("institution", "stelle__institution"),
            angaben=group_angaben(one.zahlenangaben.all()),
            **self.said(tische),
            **kwargs,
        )

    def said(self, tische):
        """What of the published Hinweise this page shows, and the numbers of all."""
        order = {tisch.pk: number for number, tisch in enumerate(tische)}
        alle = list(
            Hinweis.objects.published()
            .filter(veranstaltung=self.object)
            .only("thementisch", "nummer", "ausgang", "zusammengefasst_in", "text", "ist_beispiel")
        )
        merged = [one for one in alle if one.zusammengefasst_in_id]
        rows = sorted(
            (
                (one.thementisch_id, one.nummer, one.pk, one.ausgang)
                for one in alle
                if not one.zusammengefasst_in_id
            ),
            key=lambda row: (order.get(row[0], len(order)), row[1]),
        )
        # The address of a merged one, once handed out, leads to the one that stands for it.
        wanted = self.request.GET.get("hinweis", "")
        mains = {one.zusammengefasst_in_id for one in merged if str(one.nummer) == wanted}
        page, satz = nearest_page(Paginator(rows, PER_PAGE), self.wanted_page(rows, mains))
        keys = [key for _, _, key, _ in page.object_list]
        speicher = load_speicher(keys, self.object)
        found = with_page_relations(Hinweis.objects.filter(pk__in=keys))
        wege = load_wege(list(found), speicher, merged)
        for weg in wege:
            weg.zeigt_zusammengefasste = weg.hinweis.pk in mains
        wege.sort(key=lambda weg: keys.index(weg.hinweis.pk))
        liste = f"{reverse('dialoge:veranstaltung_list')}?veranstaltung={self.object.slug}"
        return {
            "page_obj": page,
            "fehler": [satz] if satz else [],
            "anzahl": len(rows),
            "liste_adresse": liste,
            "gruppen": self.by_tisch(wege, tische),
            "ausgaenge": [
                {
                    "ausgang": one,
                    "anzahl": n,
                    "zeichen": SIGNS[one],
                    "adresse": f"{liste}&ausgang={one.value}",
                }
                for one, n in count_ausgaenge(row[3] for row in rows)
            ],
            "inhalt": self.list_tische(rows, tische),
            "wiedervorlagen": [one for one in speicher if one.wiedervorlage_id == self.object.pk],
        }

    def wanted_page(self, rows, mains):
        """The page that is asked for, or the one that shows the Hinweis of this number."""
        nummer = self.request.GET.get("hinweis", "")
        shown = (n for n, row in enumerate(rows) if row[2] in mains or str(row[1]) == nummer)
        place = next(shown, None)
        if place is not None:
            return str(place // PER_PAGE + 1)
        return self.request.GET.get("seite", "1")

    def by_tisch(self, wege, tische):
        """Return pairs of table (``None`` for none) and Hinweise, in the order of the page."""
        by_key = {tisch.pk: tisch for tisch in tische}
        return [
            (by_key.get(key), list(group))
            for key, group in groupby(wege, key=lambda weg: weg.hinweis.thementisch_id)
        ]

    def list_tische(self, rows, tische):
        """Return each table with the number of its Hinweise and where they begin."""
        entries = []
        for tisch in tische:
            places = [place for place, row in enumerate(rows) if row[0] == tisch.pk]
            seite = places[0] // PER_PAGE + 1 if places else None
            erster = f"hinweis-{rows[places[0]][1]}" if places else ""
            entries.append(
                {"tisch": tisch, "anzahl": len(places), "seite": seite, "erster": erster}
            )
        return entries
