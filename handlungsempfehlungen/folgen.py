"""What comes of an outcome of the decision path: a recommendation, a Steckbrief, or a link."""

from dialoge.folgen import Folge, register_folge
from dialoge.models import Ausgang

EMPFEHLUNG = "handlungsempfehlungen_handlungsempfehlung"
STECKBRIEF = "handlungsempfehlungen_massnahmensteckbrief"


@register_folge(Ausgang.HANDLUNGSEMPFEHLUNG)
def to_empfehlung(hinweis):
    """A new recommendation that begins with the Hinweis, or one that is there already."""
    yield build("Handlungsempfehlung anlegen", EMPFEHLUNG, "add", hinweis)
    yield build(
        "Mit einer vorhandenen Handlungsempfehlung verknüpfen", EMPFEHLUNG, "verknuepfen", hinweis
    )


@register_folge(Ausgang.STECKBRIEF)
@register_folge(Ausgang.NUR_STECKBRIEF)
def to_steckbrief(hinweis):
    """A new Steckbrief of what there is, or one that is there already."""
    yield build("Steckbrief anlegen", STECKBRIEF, "add", hinweis)
    yield build("Mit einem vorhandenen Steckbrief verknüpfen", STECKBRIEF, "verknuepfen", hinweis)


def build(titel, model, view, hinweis):
    app, _, name = model.partition("_")
    right = "add" if view == "add" else "change"
    return Folge(titel, f"admin:{model}_{view}", f"{app}.{right}_{name}", {"hinweis": hinweis.pk})
