"""What a release brings with it: papers made anew, told in a sentence, never in its way."""

import logging

import pytest
from django.conf import settings
from django.contrib import messages

from handlungsempfehlungen import nachlauf
from handlungsempfehlungen.models import Fassung, Handlungsempfehlung
from handlungsempfehlungen.nachlauf import renew_papiere
from handlungsempfehlungen.pdf import ablage, papiere
from handlungsempfehlungen.pdf.engine import PapierError
from navigator.imports import laeufe
from navigator.models import Indexberechnung
from navigator.nachlauf import nachlaeufe
from tests.factories import create_handlungsempfehlung, create_strategiepapier
from tests.office import messages_of, url

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "MEDIA_ROOT", tmp_path)


@pytest.fixture
def made(monkeypatch):
    """Count what is set, without setting it."""
    titles = []

    def compile_quickly(vorlage, daten):
        titles.append(daten["titel"])
        return b"%PDF"

    monkeypatch.setattr(ablage, "compile_pdf", compile_quickly)
    return titles


@pytest.fixture
def draft():
    papier = create_strategiepapier(titel="Strategiepapier Osterfeld")
    return create_handlungsempfehlung(strategiepapier=papier, is_published=False)


def release(office, he):
    return office.post(f"{url(Handlungsempfehlung, 'veroeffentlichen')}?id={he.pk}", follow=True)


def is_public(he):
    return Handlungsempfehlung.objects.get(pk=he.pk).is_published


@pytest.mark.django_db(transaction=True)  # it comes after the commit
def test_release_makes_the_papers_and_says_how_long_it_took(office, draft, made):
    said = messages_of(release(office, draft))

    assert {"Strategiepapier Osterfeld", "Controllingbericht 2026"} <= set(made)
    assert said[0] == f"„{draft}“ steht jetzt im Portal."
    assert said[1].startswith(f"{len(made)} PDFs sind neu gesetzt (0,")
    assert len(said) == 2


def test_a_paper_that_holds_is_not_set_again(draft, made):
    renew_papiere()
    made.clear()

    assert nachlauf.renew_and_tell() is None
    assert made == []


def test_failed_paper_is_said_and_logged_and_the_others_are_made(draft, made, monkeypatch, caplog):
    def refuse(papier):
        raise PapierError("Kein Text zum Bild.")

    monkeypatch.setattr(papiere, "fetch_strategiepapier", refuse)
    with caplog.at_level(logging.ERROR, "handlungsempfehlungen.nachlauf"):
        level, sentence = nachlauf.renew_and_tell()

    assert level == messages.WARNING
    assert sentence.startswith(f"Das PDF „{draft.strategiepapier}“ ließ sich nicht setzen: ")
    assert "Kein Text zum Bild." in caplog.text
    assert made == [f"Bezirksblatt {draft.strategiepapier.sozialraum.stadtbezirk}"]


@pytest.mark.django_db(transaction=True)
def test_what_nobody_expected_undoes_nothing_either(office, draft, monkeypatch, caplog):
    def break_down():
        raise RuntimeError("unerwartet")

    monkeypatch.setattr(nachlauf, "list_papiere", break_down)
    response = release(office, draft)

    assert response.status_code == 200
    assert is_public(draft)
    assert messages_of(response)[1].startswith("Gespeichert ist alles, aber die PDFs ließen sich")
    assert "unerwartet" in caplog.text


def test_no_further_paper_is_begun_after_the_time_is_up(draft, made):
    done = renew_papiere(budget=-1)

    assert (done.neu, made) == (0, [])
    assert done.offen == len(papiere.list_papiere())


def test_refused_release_makes_nothing(office, django_capture_on_commit_callbacks):
    he = create_handlungsempfehlung(is_published=False, fassungen=())

    with django_capture_on_commit_callbacks() as later:
        release(office, he)

    assert not is_public(he)
    assert later == []


def test_reading_in_a_list_counts_as_a_release(office, planung, django_capture_on_commit_callbacks):
    papier = create_strategiepapier()
    cells = f"strategiepapier;nummer;titel;empfehlung\n{papier.slug};1;Neu;Text\n"
    lauf = laeufe.upload(Fassung, laeufe.Datei("he.csv", cells.encode()), planung)

    with django_capture_on_commit_callbacks() as later:
        office.post(url(Fassung, "vorschau", lauf.pk), {"einlesen": "1"})

    assert Fassung.objects.exists()
    assert [getattr(one, "__name__", "") for one in later].count("run_all") == 1


def test_editions_of_the_index_count_as_releases():
    (own,) = [one for one in nachlaeufe if one.make is nachlauf.renew_and_tell]

    assert Indexberechnung._meta.label_lower in own.modelle
