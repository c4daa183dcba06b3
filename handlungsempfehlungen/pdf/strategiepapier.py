"""A Strategiepapier as plain data: introduction, analysis, recommendations, annex, sources."""

from django.utils import timezone

from handlungsempfehlungen.models import (
    Fassung,
    Massnahmenpartner,
    Massnahmensteckbrief,
    Ruecknahme,
)
from handlungsempfehlungen.models.massnahme import Laufzeit
from navigator.models import Institution, Sozialraum

from .bausteine import (
    BEISPIEL,
    HERAUSGEBER,
    KEINE_ANGABE,
    absaetze,
    abschnitt,
    build_rahmen,
    has_beispiele,
    kapitel,
    kasten,
    liste,
    texte,
    verweis,
    zeitstempel,
)
from .bilder import draw_lage, read_zeichen
from .empfehlungen import build_empfehlung, read_sachstaende, with_all
from .sozialraumanalyse import build_analyse, missing_words

VORLAGE = "bericht"
KEYS = ("pk", "handlungsempfehlung")
TEXTE = ("problemlage", "ziele", "inhalte")
EINLEITUNG = (
    "Ein Strategiepapier sagt für einen Sozialraum, was die Statistik zeigt, was die Fachleute "
    "vor Ort wissen, was es schon gibt und was die Stadt empfiehlt. Die Sozialplanung schreibt "
    "es nach den Expert*innendialogen und berichtet danach, was aus jeder Empfehlung geworden ist."
)


def build_strategiepapier(papier):
    """Return the whole paper as data for the template ``bericht``."""
    raum, stand = papier.sozialraum, str(papier.datum)
    empfehlungen, latest = build_empfehlungen(papier)
    bausteine = [
        *introduction(papier),
        *build_analyse(papier),
        *empfehlungen,
        *annex(papier),
        *sources(papier),
    ]
    return build_rahmen(
        papier.titel,
        kurztitel=papier.titel,
        stand=stand,
        zeichen=read_zeichen(),
        stichworte=["Strategiepapier", "Handlungsempfehlungen", raum.name],
        beschreibung=f"Strategiepapier für den Sozialraum {raum}, Stand {stand}",
        dachzeile=f"Sozialraum {raum} · Stadtbezirk {raum.stadtbezirk}",
        zusatz=papier.zusatz,
        stand_zeile=f"Stand: {stand}",
        hat_beispiele=has_beispiele(bausteine),
        titelbild=draw_lage(raum, Sozialraum.objects.all()),
        zeitstempel=zeitstempel(max([papier.datum_bis, *latest])),
        bausteine=bausteine,
    )


def introduction(papier):
    yield kapitel("Einleitung")
    own = absaetze(papier.einleitung)
    if own:
        yield texte(*own)
    else:
        yield texte(EINLEITUNG)
        yield missing_words(papier, "Einleitung")


# ---- recommendations ---------------------------------------------------------------------------


def build_empfehlungen(papier):
    """Return the blocks of the chapter, and the days on which something happened."""
    heute = timezone.localdate()
    own = Fassung.objects.published().filter(handlungsempfehlung__strategiepapier=papier)
    standing = own.exclude(handlungsempfehlung__in=gone_by(papier.datum_bis))
    holding = standing.as_of(papier.datum_bis).order_by("handlungsempfehlung", "-wirksam_am")
    first = standing.order_by("handlungsempfehlung", "wirksam_am")
    chosen = {}
    for key, he in [*holding.values_list(*KEYS), *first.values_list(*KEYS)]:
        chosen.setdefault(he, key)
    of_paper = Fassung.objects.filter(pk__in=chosen.values())
    fassungen = list(with_all(of_paper.with_sachstand(heute)))
    sachstaende = read_sachstaende(fassungen)
    blocks = [kapitel("Handlungsempfehlungen")]
    if fassungen:
        blocks.append(
            texte(
                "Jede Empfehlung steht hier, wie sie zum Stand dieses Papiers galt. "
                "Der Umsetzungsstand ist der neueste, den das Controlling kennt."
            )
        )
    else:
        blocks.append(missing_words(papier, "Handlungsempfehlungen"))
    blocks += [build_empfehlung(one, sachstaende, heute) for one in fassungen]
    return blocks, [one.sachstand_am for one in fassungen if one.sachstand_am]


def gone_by(stand):
    """The recommendations that were withdrawn by the day of the paper."""
    return (
        Ruecknahme.objects.as_of(stand)
        .exclude(handlungsempfehlung=None)
        .values("handlungsempfehlung")
    )


# ---- annex -------------------------------------------------------------------------------------


def annex(papier):
    """The Steckbriefe that belong to the paper, with how they run today."""
    steckbriefe = list(
        Massnahmensteckbrief.objects.published()
        .filter(strategiepapiere=papier)
        .standing()
        .with_laufzeit()
        .order_by("sortiername", "slug")
        .select_related("handlungsfeld", "kontakt")
        .prefetch_related(
            "zielgruppen",
            "stadtbezirke",
            "sozialraeume",
            "sozialquartiere",
            "partner__institution",
            "partner__stelle",
        )
    )
    yield kapitel("Anhang: Maßnahmensteckbriefe", nummeriert=False)
    if not steckbriefe:
        yield texte("Zu diesem Papier liegt dem Portal kein Steckbrief vor.")
    yield from map(build_steckbrief, steckbriefe)


def build_steckbrief(one):
    laufzeit = Laufzeit(one.laufzeit)
    partner = [eins for eins in one.partner.all() if may_be_named(eins)]
    rolle = Massnahmenpartner.Rolle

    def names(which):
        return ", ".join(str(eins) for eins in partner if eins.rolle == which)

    zeit = one.laufzeit_text or " bis ".join(filter(None, [str(one.beginn), str(one.ende)]))
    fakten = [
        ("Träger", names(rolle.TRAEGER)),
        ("Kooperationspartner", names(rolle.PARTNER)),
        ("Zielgruppe", one.zielgruppe_text or ", ".join(map(str, one.zielgruppen.all()))),
        ("Räume", one.zustaendigkeit_in_worten),
        ("Ort", one.ort),
        ("Handlungsfeld", str(one.handlungsfeld or "")),
        ("Laufzeit", f"{zeit} ({laufzeit.label})" if zeit else laufzeit.label),
        ("Befristet?", one.get_befristung_display()),
        ("Finanzierung", one.finanzierung),
        ("Kontakt", str(one.kontakt or "")),
    ]
    labels = {name: str(one._meta.get_field(name).verbose_name) for name in TEXTE}
    quelle = f"Quelle: {one.quelle}" if one.quelle else "Quelle: Sozialplanung"
    return {
        "art": "steckbrief",
        "titel": one.titel,
        "beispiel": one.ist_beispiel,
        "marken": [BEISPIEL] if one.ist_beispiel else [],
        "texte": [
            [labels[name], absaetze(getattr(one, name))] for name in TEXTE if getattr(one, name)
        ],
        "fakten": [[name, wert or KEINE_ANGABE] for name, wert in fakten],
        "quelle": quelle,
    }


def may_be_named(partner):
    """An Institution that is not in the directory is nobody's business."""
    institution = partner.institution
    return institution is None or institution.status == Institution.Status.VEROEFFENTLICHT


# ---- sources -----------------------------------------------------------------------------------


def sources(papier):
    yield kapitel("Quellen und Verfahren", nummeriert=False)
    punkte = []
    where = papier.adresse or papier.quelle_url
    cite = {"text": f"Dieses Papier: {papier.quelle}"}
    if where:
        cite = {
            "text": f"Dieses Papier: {papier.quelle}. ",
            "verweis": {"adresse": where, "text": where.split("://")[-1]},
        }
    punkte.append(cite)
    if papier.berechnung:
        punkte.append(
            {
                "text": f"Sozialindex {papier.berechnung.berichtsjahr}: Sozialplanung der Stadt "
                "Oberhausen, Verfahren nach Berliner und Hamburger Vorbild. Die Methode in "
                "Worten und Formeln: ",
                "verweis": verweis("/sozialindex/methode/"),
            }
        )
    punkte.append(
        {
            "text": "Hinweise: Expert*innendialoge der Sozialplanung, ohne Namen. ",
            "verweis": verweis("/dialoge/"),
        }
    )
    punkte.append(
        {
            "text": "Dieses Papier mit allen Verweisen: ",
            "verweis": verweis(papier.get_absolute_url()),
        }
    )
    yield liste(punkte)
    yield abschnitt("So ist dieses Papier entstanden", nummeriert=False)
    yield texte(
        "Der Sozialnavigator setzt es aus den Angaben, die er veröffentlicht. Was nicht bekannt "
        "ist, heißt „keine Angabe“. Kleine Zahlen sind gerundet oder geschützt, damit niemand "
        "erkannt wird. Umrisse sind angenähert, keine amtlichen Grenzen.",
    )
    yield kasten("Herausgegeben von:", HERAUSGEBER + ".", verweis("/kontakt/"))
