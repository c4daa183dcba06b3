"""What follows from an outcome of the decision path; apps above this one add their own.

@register_folge(Ausgang.HANDLUNGSEMPFEHLUNG)
def empfehlung(hinweis):
    yield Folge("Handlungsempfehlung anlegen", "admin:…_add", "….add_…", {"hinweis": …})
"""

from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.http import urlencode

from .models import Ausgang

IN_WORTEN = {
    Ausgang.HANDLUNGSEMPFEHLUNG: "Daraus wird eine Handlungsempfehlung. Antworten und Belege gehen "
    "mit.",
    Ausgang.STECKBRIEF: "Was es schon gibt, hält ein Maßnahmensteckbrief fest.",
    Ausgang.NUR_STECKBRIEF: "Das Angebot gibt es auf Dauer: Ein Maßnahmensteckbrief hält es fest, "
    "eine Handlungsempfehlung braucht es nicht.",
    Ausgang.THEMENSPEICHER: "Der Hinweis bleibt mit seiner Begründung im Themenspeicher und kommt "
    "bei einem nächsten Dialog wieder auf den Tisch.",
}

providers = {}


@dataclass(frozen=True)
class Folge:
    """A link to the screen that takes the outcome on; shown to those with the permission."""

    titel: str
    url_name: str
    permission: str
    parameter: dict = field(default_factory=dict)
    args: tuple = ()

    @property
    def url(self):
        query = f"?{urlencode(self.parameter)}" if self.parameter else ""
        return f"{reverse(self.url_name, args=self.args)}{query}"


def register_folge(ausgang):
    """Add a function of a Hinweis that yields a :class:`Folge` each; usable as a decorator."""

    def add(provider):
        known = providers.setdefault(Ausgang(ausgang), [])
        if provider not in known:
            known.append(provider)
        return provider

    return add


def list_folgen(hinweis, ergebnisse, user):
    """Return what this account may do next about the outcomes that lie on the way."""
    return [
        folge
        for ergebnis in ergebnisse
        for provider in providers.get(ergebnis, ())
        for folge in provider(hinweis)
        if user.has_perm(folge.permission)
    ]
