"""Impressum and the other pages of text."""

from django.views.generic import DetailView

from navigator.models import Seite

from .krumen import START, krume


class SeiteDetail(DetailView):
    """Impressum and the other pages of text."""

    model = Seite

    def get_context_data(self, **kwargs):
        return super().get_context_data(krumen=[krume(*START), krume(self.object.titel)], **kwargs)
