"""What lists may do to what stands in the portal: put in, never take out."""

import pytest

from handlungsempfehlungen.imports import (
    FassungResource,
    MassnahmensteckbriefResource,
    StrategiepapierResource,
)
from handlungsempfehlungen.models import Fassung, Handlungsempfehlung, Massnahmensteckbrief
from navigator.imports import laeufe
from navigator.imports.ruecknahme import UndoError, undo
from tests.einlesen import create_papier, problems_of, read, row, table

pytestmark = pytest.mark.django_db


@pytest.fixture
def papier():
    return create_papier()


def test_no_list_takes_a_recommendation_out_of_the_portal(papier):
    read(FassungResource, row(veroeffentlicht="ja"))

    (found,) = problems_of(FassungResource, row(veroeffentlicht="nein"))

    assert found.startswith("Zeile 2, Spalte „veroeffentlicht“: „OS-03“ steht im Portal")
    assert "„Zurücknehmen …“" in found
    assert Handlungsempfehlung.objects.get().is_published


def test_no_list_takes_a_steckbrief_out_of_the_portal_and_a_blank_cell_changes_nothing():
    read(MassnahmensteckbriefResource, {"titel": "Spielmobil", "veroeffentlicht": "ja"})

    blank = read(MassnahmensteckbriefResource, {"titel": "Spielmobil", "veroeffentlicht": ""})
    (found,) = problems_of(
        MassnahmensteckbriefResource, {"titel": "Spielmobil", "veroeffentlicht": "nein"}
    )

    assert blank.aenderungen == []
    assert "„Spielmobil“ steht im Portal, und eine Liste nimmt nichts heraus." in found
    assert Massnahmensteckbrief.objects.get().is_published


def test_papers_stay_in_the_portal_and_nobody_is_sent_to_a_button_that_is_not_there(papier):
    cells = {"sozialraum": "Osterfeld", "stand": "02/2023", "titel": "P", "quelle": "Stadt"}

    (found,) = problems_of(StrategiepapierResource, cells | {"veroeffentlicht": "nein"})

    assert "Was im Portal stand, bleibt dort." in found
    assert "Zurücknehmen" not in found


def test_blank_columns_of_the_template_mean_the_area_of_the_paper(papier):
    blank = dict.fromkeys(("stadtweit", "stadtbezirke", "sozialraeume", "sozialquartiere"), "")

    read(FassungResource, row(**blank))
    again = read(FassungResource, row(**blank | {"stadtweit": "nein"}))

    assert [one.name for one in Fassung.objects.get().sozialraeume.all()] == ["Osterfeld"]
    assert again.aenderungen == []


def test_import_that_published_stays(papier, admin_user):
    cells = table(row(veroeffentlicht="ja"))
    lauf = laeufe.confirm(
        laeufe.upload(Fassung, laeufe.Datei("he.csv", cells), admin_user), admin_user
    )

    with pytest.raises(UndoError) as refusal:
        undo(lauf, admin_user)

    assert "Nehmen Sie ihn dort mit einem Grund zurück" in refusal.value.hindernisse[0].gruende[0]
    assert Handlungsempfehlung.objects.get().is_published


def test_import_that_published_a_draft_stays_too(papier, admin_user):
    read(FassungResource, row())
    datei = laeufe.Datei("he.csv", table(row(veroeffentlicht="ja")))
    lauf = laeufe.confirm(laeufe.upload(Fassung, datei, admin_user), admin_user)

    with pytest.raises(UndoError):
        undo(lauf, admin_user)
