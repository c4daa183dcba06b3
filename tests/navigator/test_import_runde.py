"""Round trips on all demo data: what is exported is imported without a change."""

import pytest

from dialoge.models import Veranstaltung
from navigator.exports import write_list
from navigator.imports import importable_models, laeufe, resource_for, take_over
from navigator.imports.vorlage import build_template
from navigator.models import Datenstand
from sozialplanung.tables import read_table
from tests.demo import load_demo_data, shared_records
from tests.factories import create_ziel

pytestmark = pytest.mark.django_db
MODELS = [pytest.param(model, id=model._meta.model_name) for model in importable_models()]


@pytest.fixture(scope="module", autouse=True)
def _demo_data(django_db_setup, django_db_blocker):
    with shared_records(django_db_blocker):
        load_demo_data()
        create_ziele()  # none is published
        yield


def create_ziele():
    konferenz = Veranstaltung.objects.sozialkonferenzen().first()
    ziel = create_ziel(veranstaltung=konferenz)
    create_ziel(veranstaltung=konferenz, ebene="operativ", dient=ziel)


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@pytest.mark.parametrize("model", MODELS)
def test_exported_file_is_imported_unchanged(model, ending):
    before, version = list(model.objects.values()), Datenstand.objects.current()

    ergebnis = take_over(resource_for(model), write_list(model.objects.all(), ending))

    assert (ergebnis.aenderungen, ergebnis.unveraendert) == ([], len(before))
    assert list(model.objects.values()) == before
    assert Datenstand.objects.current() == version


@pytest.mark.parametrize("model", MODELS)
def test_template_can_be_read_in_as_it_is(model, admin_user):
    data = build_template(resource_for(model))

    lauf = laeufe.upload(model, laeufe.Datei("vorlage.xlsx", data), admin_user)

    assert lauf.probleme == []
    assert lauf.neu + lauf.geaendert + lauf.unveraendert == 2


@pytest.mark.parametrize("model", MODELS)
def test_template_explains_every_column(model):
    data = build_template(resource_for(model))

    columns, sheet = read_table(data).headers, read_table(data, sheet="Erklärung")

    assert sheet["Spalte"][: len(columns)] == columns
    assert all(sheet["Bedeutung"])
    assert "ja" in sheet["Pflicht"]
