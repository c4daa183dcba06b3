"""Impressum and the other pages of text."""

from django.urls import reverse
from django.views.generic import DetailView

from navigator.models import Seite

from .krumen import START, krume

# Pages that lead to a public form: what its button says, and where it goes.
FORMULARE = {
    "kontakt": ("Nachricht schreiben", "navigator:kontakt_melden"),
    "barrierefreiheit": ("Barriere melden", "navigator:barriere_melden"),
}


class SeiteDetail(DetailView):
    """Impressum and the other pages of text."""

    model = Seite

    def get_context_data(self, **kwargs):
        titel, name = FORMULARE.get(self.object.slug, ("", None))
        return super().get_context_data(
            krumen=[krume(*START), krume(self.object.titel)],
            formular={"titel": titel, "url": reverse(name)} if name else None,
            **kwargs,
        )
