"""What a new recommendation, Fassung or measure begins with: a Hinweis, or the wording before."""

from django.db.models import Max

from dialoge.models import Hinweis
from dialoge.wissen.raeume import Bezug
from handlungsempfehlungen.models import Strategiepapier
from navigator.models.raum import PLURAL

COPIED = (
    "titel",
    "kurz",
    "ausgangslage",
    "ziel",
    "empfehlung",
    "handlungsfeld",
    "federfuehrung",
    "ressourcen",
    "finanzierung",
    "prioritaet",
    "stadtweit",
)
COPIED_LINKS = (
    "zielgruppen",
    "beteiligte",
    "istek_felder",
    "istek_themenfelder",
    *PLURAL.values(),
)


def read_hinweis(text):
    """Return the Hinweis whose key ``text`` is, or ``None``."""
    if not str(text or "").isdecimal():
        return None
    return (
        Hinweis.objects.select_related(
            "veranstaltung", "handlungsfeld", "thementisch__handlungsfeld"
        )
        .filter(pk=text)
        .first()
    )


def areas_of(hinweis):
    """The areas that it speaks of; where it names none, those of its event."""
    bezug = Bezug(hinweis)
    areas = {
        plural: [raum.pk for raum in bezug.raeume if raum._meta.model_name == level]
        for level, plural in PLURAL.items()
    }
    return {"stadtweit": bezug.ist_stadtweit} | areas


def describe_need(hinweis):
    """The need in words: what was said, and the reasons that hold of the decision path."""
    parts = [f"„{hinweis.text}“ ({hinweis.veranstaltung})"]
    parts += [one.grund for one in hinweis.entscheidungen.current().order_by("pk")]
    return "\n\n".join(parts)


def fassung_from(hinweis):
    """Return the first wording of a recommendation that comes of a Hinweis."""
    return areas_of(hinweis) | {
        "ausgangslage": describe_need(hinweis),
        "handlungsfeld": hinweis.feld.pk if hinweis.feld else None,
        "zielgruppen": [one.pk for one in hinweis.zielgruppen.all()],
    }


def massnahme_from(hinweis):
    """Return what a Steckbrief of the measure for this need begins with."""
    return areas_of(hinweis) | {
        "problemlage": describe_need(hinweis),
        "handlungsfeld": hinweis.feld.pk if hinweis.feld else None,
        "zielgruppen": [one.pk for one in hinweis.zielgruppen.all()],
        "hinweise": [hinweis.pk],
    }


def suggest_papier(hinweis):
    """Return the latest paper of the Sozialraum that the Hinweis speaks of, or ``None``."""
    raeume = {one.sozialraum_id for one in Bezug(hinweis).quartiere}
    if len(raeume) != 1:
        return None
    return Strategiepapier.objects.filter(sozialraum__in=raeume).order_by("-datum_bis").first()


def next_nummer(papier):
    """Return the number that comes after all of the paper."""
    return (papier.handlungsempfehlungen.aggregate(latest=Max("nummer"))["latest"] or 0) + 1


def empfehlung_from(hinweis):
    """Return paper, number and Hinweis of a new recommendation."""
    papier = suggest_papier(hinweis)
    if papier is None:
        return {"hinweise": [hinweis.pk]}
    return {
        "hinweise": [hinweis.pk],
        "strategiepapier": papier.pk,
        "nummer": next_nummer(papier),
    }


def fassung_after(he):
    """Return the latest wording of ``he``: what a new one begins with, apart from its day."""
    latest = he.fassungen.order_by("-wirksam_am", "-nummer").first()
    if latest is None:
        return {"handlungsempfehlung": he.pk}
    plain = {name: getattr(latest, latest._meta.get_field(name).attname) for name in COPIED}
    links = {name: [one.pk for one in getattr(latest, name).all()] for name in COPIED_LINKS}
    return {"handlungsempfehlung": he.pk} | plain | links
