"""The chapter „Sozialraumanalyse“: text, index, indicators, series, published figures, Hinweise."""

from django.db.models import Q

from dialoge.models import Hinweis
from navigator.ausgaben import BEISPIEL as BEISPIELWERTE
from navigator.ausgaben import NICHT_BERECHNET, Ausgabe
from navigator.indexprofil import Raumprofil, list_reihen
from navigator.models import Einzelangabe, Indexberechnung
from navigator.zahlen import dezimal

from .bausteine import (
    KEINE_ANGABE,
    absaetze,
    abschnitt,
    bild,
    bilderreihe,
    kapitel,
    kasten,
    spalte,
    tabelle,
    texte,
    unterabschnitt,
    verweis,
)
from .bilder import draw_indexkarte, render_kurve
from .empfehlungen import in_sozialraum

BESIDE = 900  # letters of the text that stand beside the map
SATZ = "Der Index zeigt, wo man hinsehen muss. Was zu tun ist, klären die Fachleute im Dialog."
ZAHLWORT = ["kein", "eines", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun"]


def build_analyse(papier):
    """Return the blocks of the chapter for one paper."""
    raum = papier.sozialraum
    quartiere = raum.teilraeume()
    ausgabe = find_ausgabe(papier.berechnung)
    blocks = [kapitel("Sozialraumanalyse"), abschnitt("Wo das Armutsrisiko liegt")]
    own = absaetze(papier.analyse)
    if not own:
        blocks.append(missing_words(papier, "Sozialraumanalyse"))
    if ausgabe:
        profil = Raumprofil(quartiere, ausgabe)
        blocks += index_blocks(raum, profil, own)
        blocks += share_blocks(profil)
        blocks += series_blocks(quartiere, ausgabe)
    else:
        blocks += [texte(*own)] if own else []
        blocks.append(
            kasten(
                "Kein Sozialindex.",
                "Zu diesem Papier ist keine Ausgabe des Sozialindex angegeben, die gilt. Welche "
                "es gibt, steht",
                verweis("/sozialindex/"),
            )
        )
    blocks += figure_blocks(raum, quartiere)
    return [*blocks, *remark_blocks(papier)]


def find_ausgabe(berechnung):
    """Return the edition of a paper, or the one that took its place since; no draft."""
    holding = Indexberechnung.objects.in_place_of(berechnung)
    return Ausgabe(holding) if holding else None


def missing_words(papier, was):
    """Say that the portal does not have the city's own words, and where they stand."""
    where = papier.adresse or papier.quelle_url
    return kasten(
        f"Der Wortlaut der {was} liegt dem Portal nicht vor.",
        "Er steht im Original der Stadt" + (":" if where else f". Quelle: {papier.quelle}."),
        {"adresse": where, "text": where.split("://")[-1]} if where else None,
    )


# ---- the index ---------------------------------------------------------------------------------


def index_blocks(raum, profil, own):
    ausgabe = profil.ausgabe
    own = own or [*sentences(raum, profil), SATZ]
    beside, rest = split_text(own)
    karte = draw_indexkarte(profil.quartiere, profil, f"Status {ausgabe.jahr} im Sozialraum {raum}")
    beispiel = profil.ist_beispiel
    if karte:
        yield bild(
            f"Status {ausgabe.jahr} in {raum}. {karte['fussnote']}",
            karte["svg"],
            karte["alt"],
            legende=karte["legende"],
            daneben=beside,
            beispiel=beispiel,
        )
    else:
        yield texte(*beside)
    if rest:
        yield texte(*rest)
    yield tabelle(
        f"Sozialindex {ausgabe.jahr} der Sozialquartiere in {raum}",
        [
            spalte("Sozialquartier", breite=2.4),
            spalte("Status", breite=1),
            spalte("Wert", rechts=True),
            spalte("Dynamik", breite=1),
        ],
        [index_row(one, with_hinweis=True) for one in profil.tabelle],
        beispiel=beispiel,
        quelle=f"Quelle: {ausgabe.quelle}, Werte vom {ausgabe.stand}. Niedriger Status heißt: "
        "höheres Risiko, arm zu sein. Dynamik: "
        f"{ausgabe.zeitraum} im Vergleich mit der Stadt. {raum.umriss_quelle}".strip(),
    )


def index_row(zeile, *, with_hinweis=False):
    """Return the cells of one quarter: name, class, value, Dynamik."""
    ergebnis = zeile["ergebnis"]
    quartier = ergebnis.sozialquartier
    name = {"nummer": str(quartier.position), "text": quartier.name}
    if with_hinweis and zeile["hinweis"]:
        name["klein"] = zeile["hinweis"]
    if not ergebnis.is_berechnet:
        return [name, {"ton": 0, "text": NICHT_BERECHNET}, "–", "–"]
    return [
        name,
        {"ton": zeile["ton"], "text": ergebnis.status_klasse},
        zeile["index"],
        {"zeichen": zeile["zeichen"], "text": ergebnis.dynamik_klasse or NICHT_BERECHNET},
    ]


def split_text(paragraphs):
    """Part a text into what stands beside the map and the rest, between paragraphs."""
    room, place = BESIDE, 0
    while place < len(paragraphs) and (room >= len(paragraphs[place]) or place == 0):
        room -= len(paragraphs[place])
        place += 1
    return paragraphs[:place], paragraphs[place:]


def sentences(raum, profil):
    """Yield what the index says, in words, where the paper has no text of its own."""
    number = len(profil.quartiere)
    yield f"{raum} besteht aus {ZAHLWORT[number] if number < 10 else number} Sozialquartieren."
    for klasse, _, anzahl in profil.verteilung:
        names = ", ".join(
            row.sozialquartier.name for row in profil.zeilen if row.status_klasse == klasse
        )
        if klasse:
            word = ZAHLWORT[anzahl] if anzahl < 10 else str(anzahl)
            verb = "hat" if anzahl == 1 else "haben"
            yield f"{word[0].upper()}{word[1:]} {verb} den Status „{klasse}“: {names}."


# ---- indicators --------------------------------------------------------------------------------


def number_columns(profil):
    return [
        spalte(str(row.sozialquartier.position), breite=1, rechts=True) for row in profil.zeilen
    ]


def share_blocks(profil):
    """The shares of every quarter beside the city's, and what each adds to the index."""
    rows = profil.indikatoren
    if not rows:
        return
    yield abschnitt("Was die Indikatoren sagen")
    names = ", ".join(
        f"{row.sozialquartier.position} {row.sozialquartier}" for row in profil.zeilen
    )
    yield texte(f"Die Nummern der Spalten sind die der Karte: {names}.")
    yield tabelle(
        f"Anteile in Prozent, {profil.ausgabe.stand}",
        [
            spalte("Indikator", breite=2.6),
            *number_columns(profil),
            spalte("Stadt", breite=1, rechts=True),
        ],
        [
            [
                row["indikator"].name,
                *(number(text) for _, text in row["quartiere"]),
                number(row["stadt_text"] or "kein Wert"),
            ]
            for row in rows
        ],
        beispiel=profil.ist_beispiel,
        quelle=f"Quelle: {profil.ausgabe.quelle}. Kleine Zahlen sind geschützt; dann steht „–“.",
    )
    yield tabelle(
        f"Beitrag jedes Indikators zum Statusindex {profil.ausgabe.jahr}",
        [spalte("Indikator", breite=2.6), *number_columns(profil)],
        list(contributions(profil)),
        beispiel=profil.ist_beispiel,
        quelle="Ein Minus senkt den Status, ein Plus hebt ihn. "
        "Alle Beiträge eines Quartiers zusammen ergeben seinen Statusindex.",
    )


def number(text):
    """„17,1“ of „17,1 %“; a dash where there is no value."""
    return text.split("\N{NO-BREAK SPACE}")[0] if text and text != "kein Wert" else "–"


def contributions(profil):
    beitraege = profil.ausgabe.beitraege()
    for indikator in profil.ausgabe.indikatoren:
        found = [beitraege.get((row.sozialquartier_id, indikator.kuerzel)) for row in profil.zeilen]
        yield [
            indikator.name,
            *(dezimal(one.beitrag if one else None, plus=True) or "–" for one in found),
        ]


# ---- series ------------------------------------------------------------------------------------


def series_blocks(quartiere, ausgabe):
    """Per indicator small curves side by side, and the table with all their values."""
    by_indikator = {}
    for quartier in quartiere:
        for reihe in list_reihen(quartier.pk, ausgabe.datenstand):
            by_indikator.setdefault(reihe.indikator, []).append((quartier, reihe))
    if not by_indikator:
        return
    yield abschnitt("Wie es sich entwickelt hat")
    yield texte(
        "Durchgezogen ist das Sozialquartier, gestrichelt die Stadt. Die Kurven haben je ein "
        "eigenes Maß; die Werte stehen in den Tabellen."
    )
    for indikator, pairs in by_indikator.items():
        beispiel = any(reihe.ist_beispiel for _, reihe in pairs)
        yield unterabschnitt(indikator.name)
        yield bilderreihe(
            f"{indikator.name} in den Sozialquartieren",
            [panel(quartier, reihe) for quartier, reihe in pairs if reihe.bild],
            beispiel=beispiel,
        )
        yield series_table(indikator, pairs, beispiel)


def panel(quartier, reihe):
    return {
        "name": f"{quartier.position} {quartier}",
        "svg": render_kurve(reihe.bild),
        "alt": f"{quartier}. {reihe.beschreibung}",
        "text": f"{reihe.letztes}: {reihe.wert}; Stadt {reihe.stadt or 'kein Wert'}",
    }


def series_table(indikator, pairs, beispiel):
    jahre = sorted({jahr for _, reihe in pairs for jahr in reihe.jahre})
    cells = [{jahr: (own, city) for jahr, own, city in reihe.zellen} for _, reihe in pairs]
    rows = []
    for jahr in jahre:
        known = [one.get(jahr) for one in cells]
        city = next((one[1] for one in known if one), "")
        rows.append([str(jahr), *(number(one[0]) if one else "–" for one in known), number(city)])
    return tabelle(
        f"{indikator.name}, Anteile in Prozent",
        [
            spalte("Jahr", breite=1),
            *(spalte(str(quartier.position), breite=1, rechts=True) for quartier, _ in pairs),
            spalte("Stadt", breite=1, rechts=True),
        ],
        [[one if is_number(one) else "–" for one in row] for row in rows],
        beispiel=beispiel,
        quelle=f"„–“ heißt: kein Wert oder geschützt. {BEISPIELWERTE}."
        if beispiel
        else "„–“ heißt: kein Wert oder geschützt.",
    )


def is_number(text):
    return text[:1].isdigit()


# ---- figures of others, and what practitioners say ---------------------------------------------


def figure_blocks(raum, quartiere):
    """What others published about this area and its quarters, each with its source."""
    angaben = Einzelangabe.objects.filter(Q(sozialraum=raum) | Q(sozialquartier__in=quartiere))
    if not angaben:
        return
    yield abschnitt("Was andere veröffentlicht haben")
    yield tabelle(
        f"Veröffentlichte Einzelangaben zu {raum}",
        [
            spalte("Raum", breite=1),
            spalte("Angabe", breite=1.5),
            spalte("Wert", rechts=True),
            spalte("Stand"),
            spalte("Quelle", breite=1.4),
        ],
        [
            [
                str(one.raum),
                one.bezeichnung,
                one.wert_text,
                str(one.stand) or KEINE_ANGABE,
                {"text": one.quelle, "adresse": one.quelle_url} if one.quelle_url else one.quelle,
            ]
            for one in angaben
        ],
        groesse=8.5,
    )


def remark_blocks(papier):
    """What was said in the dialogues until the day of the paper; only what is published."""
    raum = papier.sozialraum
    until = Q(veranstaltung__datum_bis=None) | Q(veranstaltung__datum_bis__lte=papier.datum_bis)
    own = in_sozialraum(raum) | Q(
        sozialraeume=None, sozialquartiere=None, veranstaltung__sozialraeume=raum
    )
    hinweise = list(
        Hinweis.objects.published()
        .standing()
        .filter(until & own)
        .select_related("veranstaltung", "handlungsfeld", "thementisch__handlungsfeld")
        .distinct()
        .order_by("veranstaltung__datum_bis", "veranstaltung", "nummer")
    )
    yield abschnitt("Was die Fachleute vor Ort sagen")
    if not hinweise:
        yield texte("Aus den Dialogen dieses Sozialraums ist noch kein Hinweis veröffentlicht.")
    for art in Hinweis.Art:
        group = [one for one in hinweise if one.art == art]
        if group:
            yield unterabschnitt(art.label)
            yield from map(quote, group)


def quote(hinweis):
    where = [f"Hinweis {hinweis.nummer}", str(hinweis.veranstaltung)]
    if hinweis.feld:
        where.append(str(hinweis.feld))
    where.append(f"Stand: {hinweis.get_ausgang_display()}")
    return {
        "art": "zitat",
        "text": f"„{hinweis.text}“",
        "woher": " · ".join(where),
        "beispiel": hinweis.ist_beispiel or hinweis.veranstaltung.ist_beispiel,
    }
