"""What happened in the year of a Controllingbericht: reports, uses, sittings, achievements."""

from handlungsempfehlungen.models import (
    Befassung,
    Entwicklung,
    Ruecknahme,
    Sachstand,
    Verwendung,
)

from .bausteine import KEINE_ANGABE, abschnitt, kapitel, kurzen, spalte, tabelle, tag, texte

LONG = 260  # letters of a text in a table
MARK = " (Beispiel)"


def between(before, stand):
    return {"wirksam_am__gt": before, "wirksam_am__lte": stand}


def reported(before, stand):
    """The words of every Sachstand of the year that was not withdrawn."""
    sachstaende = list(
        Sachstand.objects.standing(stand)
        .filter(**between(before, stand), handlungsempfehlung__is_published=True)
        .select_related("handlungsempfehlung", "stelle")
        .order_by("handlungsempfehlung__slug", "wirksam_am", "pk")
    )
    if not sachstaende:
        return
    yield abschnitt("Was die Stellen berichtet haben")
    yield tabelle(
        "Sachstände des Jahres",
        [
            spalte("Nr."),
            spalte("Datum", breite=0.55),
            spalte("Umsetzungsstand", breite=0.8),
            spalte("Sachstand", breite=2),
        ],
        [
            [
                one.handlungsempfehlung.kennung,
                (str(one.datum) or tag(one.wirksam_am)),
                one.get_umsetzungsstand_display(),
                {
                    "text": kurzen(one.text, LONG) + (MARK if one.ist_beispiel else ""),
                    "klein": " · ".join(filter(None, [str(one.stelle), late_entry(one)])),
                },
            ]
            for one in sachstaende
        ],
        beispiel=any(one.ist_beispiel for one in sachstaende),
        groesse=9,
    )


def late_entry(event):
    return f"nachgetragen am {tag(event.eingetragen_am)}" if event.ist_nachgetragen else ""


def withdrawn(before, stand):
    gone = list(
        Ruecknahme.objects.filter(
            **between(before, stand), handlungsempfehlung__is_published=True
        ).select_related("handlungsempfehlung")
    )
    if not gone:
        return
    yield abschnitt("Zurückgenommen")
    yield tabelle(
        "Zurückgenommene Handlungsempfehlungen",
        [spalte("Nr."), spalte("am"), spalte("Grund", breite=1), spalte("von", breite=0.5)],
        [
            [one.handlungsempfehlung.kennung, tag(one.wirksam_am), one.grund, one.rolle]
            for one in gone
        ],
        beispiel=any(one.ist_beispiel for one in gone),
    )


def uses(before, stand):
    yield kapitel("Wofür sie genutzt wurden", neue_seite=False)
    verwendungen = list(
        Verwendung.objects.filter(**between(before, stand), handlungsempfehlung__is_published=True)
        .select_related("handlungsempfehlung", "stelle")
        .order_by("wirksam_am", "pk")
    )
    if not verwendungen:
        yield texte("Im Berichtsjahr ist keine Verwendung eingetragen.")
        return
    yield tabelle(
        "Verwendungen im Berichtsjahr",
        [
            spalte("Nr."),
            spalte("Wann", breite=0.6),
            spalte("Art", breite=0.7),
            spalte("Wofür", breite=2),
        ],
        [
            [
                one.handlungsempfehlung.kennung,
                str(one.datum) or KEINE_ANGABE,
                one.get_art_display(),
                {
                    "text": kurzen(one.text, LONG) + (MARK if one.ist_beispiel else ""),
                    "klein": str(one.stelle or ""),
                },
            ]
            for one in verwendungen
        ],
        beispiel=any(one.ist_beispiel for one in verwendungen),
    )


def sittings(before, stand):
    yield kapitel("Womit sich die Gremien befasst haben", neue_seite=False)
    befassungen = list(
        Befassung.objects.filter(**between(before, stand))
        .select_related("sitzung__gremium")
        .prefetch_related("handlungsempfehlungen", "strategiepapiere")
        .order_by("wirksam_am", "pk")
    )
    if not befassungen:
        yield texte("Im Berichtsjahr ist keine Befassung eingetragen.")
        return
    yield tabelle(
        "Befassungen im Berichtsjahr",
        [
            spalte("Sitzung", breite=1.2),
            spalte("Drucksache", breite=0.7),
            spalte("Gegenstand", breite=1.2),
            spalte("Ergebnis", breite=0.9),
        ],
        [
            [
                f"{one.sitzung}{MARK if one.ist_beispiel else ''}",
                {"text": one.drucksache, "adresse": one.drucksache_url}
                if one.drucksache_url
                else one.drucksache or KEINE_ANGABE,
                subjects(one) or KEINE_ANGABE,
                one.get_ergebnis_display(),
            ]
            for one in befassungen
        ],
        beispiel=any(one.ist_beispiel for one in befassungen),
    )


def subjects(befassung):
    """Name what was dealt with; only what is published."""
    named = [
        *(str(one) for one in befassung.strategiepapiere.all() if one.is_published),
        *sorted(he.kennung for he in befassung.handlungsempfehlungen.all() if he.is_published),
    ]
    return ", ".join(named)


def achieved(before, stand):
    yield kapitel("Was erreicht wurde", neue_seite=False)
    entwicklungen = list(
        Entwicklung.objects.published()
        .standing(stand)
        .filter(wirksam_am__gt=before)
        .prefetch_related("stadtbezirke", "sozialraeume", "sozialquartiere")
        .order_by("wirksam_am", "titel")
    )
    if not entwicklungen:
        yield texte("Im Berichtsjahr ist keine Entwicklung eingetragen.")
        return
    yield tabelle(
        "Positive Entwicklungen des Jahres",
        [
            spalte("Wann", breite=0.6),
            spalte("Was", breite=2),
            spalte("Wo", breite=0.8),
            spalte("Quelle", breite=0.9),
        ],
        [
            [
                str(one.datum) or KEINE_ANGABE,
                {
                    "fett": one.titel + (MARK if one.ist_beispiel else ""),
                    "klein": kurzen(one.text, LONG),
                },
                one.zustaendigkeit_in_worten or KEINE_ANGABE,
                one.quelle,
            ]
            for one in entwicklungen
        ],
        beispiel=any(one.ist_beispiel for one in entwicklungen),
    )
