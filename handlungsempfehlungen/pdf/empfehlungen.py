"""A recommendation as the papers show it: its Fassung, its state, what it rests on."""

from django.db.models import Prefetch, Q

from dialoge.models import Hinweis
from handlungsempfehlungen.models import (
    ABGESCHLOSSEN,
    BEGRUENDET,
    Evidenz,
    Fassung,
    Sachstand,
    Umsetzungsstand,
    Zeitplan,
)
from navigator.models import Indexberechnung

from .bausteine import BEISPIEL, KEINE_ANGABE, absaetze, kurzen, marke, tag, verweis

TEXTE = ("ausgangslage", "ziel", "empfehlung", "ressourcen", "finanzierung")


def in_sozialraum(raum):
    """A condition: the record concerns this Sozialraum, or one of its quarters."""
    return Q(sozialraeume=raum) | Q(sozialquartiere__sozialraum=raum)


def with_all(fassungen):
    """Prefetch what :func:`build_empfehlung` reads; nothing that is internal."""
    return (
        fassungen.order_by("handlungsempfehlung__slug")
        .select_related("handlungsempfehlung__ruecknahme", "handlungsfeld", "federfuehrung")
        .prefetch_related(
            "zielgruppen",
            "beteiligte",
            "istek_felder",
            "istek_themenfelder",
            "stadtbezirke",
            "sozialraeume",
            "sozialquartiere",
            Prefetch(
                "evidenzen",
                Evidenz.objects.select_related(
                    "indikator", "sozialquartier", "sozialraum", "berechnung"
                ).filter(berechnung__in=Indexberechnung.objects.released()),
            ),
            Prefetch(
                "handlungsempfehlung__hinweise",
                Hinweis.objects.published().select_related("veranstaltung"),
                to_attr="veroeffentlichte_hinweise",
            ),
            Prefetch(
                "handlungsempfehlung__fassungen",
                Fassung.objects.order_by("wirksam_am"),
                to_attr="alle_fassungen",
            ),
        )
    )


def state_of(fassung):
    return Umsetzungsstand(fassung.umsetzungsstand)


def is_overdue(fassung, stand):
    """Tell of a Fassung with its Sachstand what ``overdue()`` asks the database."""
    due = fassung.pruefung_am is not None and fassung.pruefung_am < stand
    return due and state_of(fassung) not in ABGESCHLOSSEN


def marken_of(fassung, ueberfaellig, *, with_beispiel=True):
    """Return the badges of a Fassung with its Sachstand, „Beispiel“ first.

    ``ueberfaellig`` is the word for an overdue check, nothing where none is.
    """
    stand = state_of(fassung)
    marken = [BEISPIEL] if with_beispiel and fassung.handlungsempfehlung.ist_beispiel else []
    marken.append(marke(stand.value, stand.label))
    if fassung.zeitplan:
        zeitplan = Zeitplan(fassung.zeitplan)
        marken.append(marke(zeitplan.value, zeitplan.label))
    if ueberfaellig:
        marken.append(marke("ueberfaellig", ueberfaellig))
    return marken


def build_empfehlung(fassung, sachstaende, heute):
    """Return the block of one recommendation; ``fassung`` comes from :func:`with_all`."""
    he = fassung.handlungsempfehlung
    is_late = is_overdue(fassung, heute)
    late = f"Prüfung war am {tag(fassung.pruefung_am)} fällig" if is_late else ""
    labels = {name: str(Fassung._meta.get_field(name).verbose_name) for name in TEXTE}
    sachstand = sachstaende.get(fassung.sachstand_pk)
    texte = [(labels[name], absaetze(getattr(fassung, name))) for name in TEXTE]
    if sachstand:
        texte.append(
            (
                f"Sachstand vom {sachstand.datum or tag(sachstand.wirksam_am)}",
                absaetze(sachstand.text),
            )
        )
        if state_of(fassung) in BEGRUENDET:
            texte.append(("Grund", absaetze(sachstand.grund)))
    return {
        "art": "empfehlung",
        "kennung": he.kennung,
        "titel": fassung.titel,
        "kurz": fassung.kurz,
        "beispiel": he.ist_beispiel,
        "marken": marken_of(fassung, late) if not withdrawn_on(he, heute) else gone(he),
        "texte": [[name, absatz] for name, absatz in texte if absatz],
        "fakten": [[name, wert or KEINE_ANGABE] for name, wert in facts(fassung, sachstand)],
        "listen": [eine for eine in (evidence(fassung), remarks(he)) if eine],
        "vermerke": list(notes(fassung, heute)),
    }


def facts(fassung, sachstand):
    """Yield name and value; an empty value is not known."""
    istek = [*fassung.istek_felder.all(), *fassung.istek_themenfelder.all()]
    return [
        ("Federführung", str(fassung.federfuehrung or "")),
        ("Beteiligte", ", ".join(map(str, fassung.beteiligte.all()))),
        ("Priorität", fassung.get_prioritaet_display()),
        ("Handlungsfeld", str(fassung.handlungsfeld or "")),
        ("Zielgruppen", ", ".join(map(str, fassung.zielgruppen.all()))),
        ("Räume", fassung.zustaendigkeit_in_worten),
        ("iSTEK", ", ".join(map(str, istek))),
        ("Nächste Prüfung", tag(sachstand.naechste_pruefung) if sachstand else ""),
    ]


def evidence(fassung):
    """Return the figures that a Fassung rests on, as they stood when it was written."""
    punkte = [
        f"{one.indikator}, {one.raum}: {one.wert} (Stadt {one.stadt}), "
        f"Ausgabe {one.berechnung.berichtsjahr}{', Beispielwert' if one.ist_beispiel else ''}"
        for one in fassung.evidenzen.all()
    ]
    return {"titel": "Belege aus der Statistik", "punkte": punkte} if punkte else None


def remarks(he):
    """Return the published Hinweise that a recommendation answers."""
    punkte = [
        f"„{kurzen(one.text, 220)}“ ({one.veranstaltung}, Hinweis {one.nummer}"
        f"{', Beispiel' if one.ist_beispiel else ''})"
        for one in he.veroeffentlichte_hinweise
    ]
    return {"titel": "Hinweise aus den Dialogen", "punkte": punkte} if punkte else None


def notes(fassung, heute):
    """Yield what happened to a recommendation after the paper was written."""
    he = fassung.handlungsempfehlung
    later = [one for one in he.alle_fassungen if fassung.wirksam_am < one.wirksam_am <= heute]
    since = str(fassung.datum)
    holds = f"Hier steht Fassung {fassung.nummer}, gültig ab {since}."
    if later:
        newest = later[-1]
        grund = f" {newest.aenderungsgrund}" if newest.aenderungsgrund else ""
        yield {
            "fett": f"Neue Fassung ab {newest.datum}.",
            "text": f" {holds}{grund} Die neue Fassung: ",
            "verweis": verweis(he.get_absolute_url()),
        }
    elif fassung.nummer > 1:
        yield holds
    if day := withdrawn_on(he, heute):
        yield {"fett": f"Zurückgenommen am {tag(day)}.", "text": f" {he.ruecknahme.grund}"}


def withdrawn_on(he, stand):
    """Return the day from which a recommendation no longer counts, ``None`` while it does."""
    ruecknahme = getattr(he, "ruecknahme", None)
    if ruecknahme and ruecknahme.wirksam_am <= stand:
        return ruecknahme.wirksam_am
    return None


def gone(he):
    """The badges of a withdrawn recommendation: its state no longer counts."""
    return [*([BEISPIEL] if he.ist_beispiel else []), marke("entfallen", "zurückgenommen")]


def read_sachstaende(fassungen):
    """Return the newest Sachstand of each Fassung by its key, with its words."""
    keys = [one.sachstand_pk for one in fassungen if one.sachstand_pk]
    return Sachstand.objects.in_bulk(keys)
