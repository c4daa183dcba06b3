"""What is made once a release is stored, such as papers; apps register it, the office hears of it.

It runs after the commit: whatever fails here leaves the release as it is.
"""

from dataclasses import dataclass

from django.contrib import messages
from django.db import transaction


@dataclass(frozen=True)
class Nachlauf:
    """``make()`` returns (level, sentence) or nothing; ``misslungen`` is said where it raised."""

    modelle: frozenset  # labels of the models of which a release concerns it
    make: object
    misslungen: str


nachlaeufe = []


def register_nachlauf(nachlauf):
    if nachlauf not in nachlaeufe:
        nachlaeufe.append(nachlauf)


def run_after_commit(model, request):
    """Do what a release of records of ``model`` brings with it, and tell how it went."""
    concerned = [one for one in nachlaeufe if model._meta.label_lower in one.modelle]

    def run_all():
        for one in concerned:
            run(one, request)

    if concerned:
        # robust: Django logs what is raised, and the office sees its page all the same.
        transaction.on_commit(run_all, robust=True)


def run(nachlauf, request):
    said = (messages.WARNING, nachlauf.misslungen)
    try:
        said = nachlauf.make()
    finally:
        if said:
            level, sentence = said
            messages.add_message(request, level, sentence)
