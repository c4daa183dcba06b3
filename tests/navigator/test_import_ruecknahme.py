"""Undo of an import: exactly as it was, or not at all, with reasons."""

import pytest

from navigator.imports import laeufe
from navigator.imports.laeufe import Datei, ImportlaufError
from navigator.imports.ruecknahme import UndoError, find_obstacles, undo
from navigator.models import Institution, Sozialquartier, Suchwort, Zielgruppe
from tests.factories import (
    create_institution,
    create_kategorie,
    create_meldung,
    create_sozialquartier,
    create_suchwort,
    create_zielgruppe,
    square,
)

pytestmark = pytest.mark.django_db

HEAD = "name;kategorie;telefon;zielgruppen;traeger\n"


@pytest.fixture(autouse=True)
def _kategorie():
    create_kategorie("beratung")


@pytest.fixture
def read_in(admin_user):
    def read_in(*rows, head=HEAD, model=Institution):
        data = (head + "".join(f"{row}\n" for row in rows)).encode()
        lauf = laeufe.upload(model, Datei("liste.csv", data), admin_user)
        assert lauf.probleme == []
        return laeufe.confirm(lauf, admin_user)

    return read_in


def everything():
    """All columns and links of all records that imports touch, but when they were saved."""
    return {
        "institutionen": list(
            Institution.objects.order_by("pk")
            .values()
            .values_list(
                *(f.attname for f in Institution._meta.concrete_fields if f.name != "updated_at")
            )
        ),
        "links": [
            sorted(getattr(Institution, m2m.name).through.objects.values_list()[:])
            and sorted(
                getattr(Institution, m2m.name).through.objects.values_list(
                    "institution_id", f"{m2m.m2m_reverse_field_name()}_id"
                )
            )
            for m2m in Institution._meta.many_to_many
        ],
        "zielgruppen": list(Zielgruppe.objects.order_by("pk").values_list()),
        "suchwoerter": list(Suchwort.objects.order_by("pk").values_list()),
    }


def reasons(lauf, user):
    with pytest.raises(UndoError) as refusal:
        undo(lauf, user)
    return {one.titel: list(one.gruende) for one in refusal.value.hindernisse}


# ---- back ------------------------------------------------------------------------------------


def test_everything_is_as_it_was(read_in, admin_user):
    create_institution(name="Diakonie")
    create_institution(
        name="Treff",
        telefon="0208 1",
        traeger_name="Früher",
        zielgruppen=[create_zielgruppe("Alt")],
    )
    create_institution(name="Wartet", traeger_name="Neuer Träger")
    before = everything()
    lauf = read_in(
        "Treff;beratung;0208 5678;Paare;Diakonie",
        "Neuer Träger;beratung;;Paare;",
        "Tochter;beratung;;Alt;Neuer Träger",
    )
    assert everything() != before
    assert Institution.objects.get(name="Wartet").traeger_institution.name == "Neuer Träger"

    lauf = undo(lauf, admin_user)

    assert everything() == before
    assert (lauf.zustand, lauf.zurueckgenommen_von) == ("zurueckgenommen", admin_user)
    assert lauf.zurueckgenommen_am is not None


def test_point_and_area_come_back(read_in, admin_user):
    for west, name in ((6.84, "West"), (6.86, "Ost")):
        create_sozialquartier(name=name, geometry=square(west, 51.47, 0.02))
    create_institution(name="Treff", breite=51.48, laenge=6.85, lagequalitaet="plz")
    one = create_institution(name="Haus", breite=51.48, laenge=6.85, lagequalitaet="exakt")
    assert one.sozialquartier == Sozialquartier.objects.get(name="West")
    before = everything()

    lauf = read_in(
        "Treff;beratung;51,48;6,87", "Haus;beratung;51,48;6,87", head="name;kategorie;lat;lon\n"
    )
    one.refresh_from_db()
    assert one.sozialquartier.name == "Ost"

    undo(lauf, admin_user)

    assert everything() == before


def test_words_come_back(read_in, admin_user):
    rat = create_institution(name="Diakonie")
    create_suchwort("Schulden", institutionen=[rat])
    before = everything()

    lauf = read_in(
        "Schulden;beratung;;Neu", "Miete;beratung;Diakonie;Neu",
        head="wort;kategorien;institutionen;herkunft\n", model=Suchwort,
    )  # fmt: skip
    assert Suchwort.objects.count() == 2

    undo(lauf, admin_user)

    assert everything() == before
    assert list(Suchwort.objects.get().institutionen.all()) == [rat]


def test_undone_file_can_be_read_in_again(read_in, admin_user):
    undo(read_in("Treff;beratung;;Paare;"), admin_user)

    read_in("Treff;beratung;;Paare;")

    assert Institution.objects.get().zielgruppen.get().name == "Paare"


def test_institutions_that_are_each_others_traeger_go_together(read_in, admin_user):
    lauf = read_in("A;beratung;;;B", "B;beratung;;;A")
    assert Institution.objects.exclude(traeger_institution=None).count() == 2

    undo(lauf, admin_user)

    assert not Institution.objects.exists()


def test_import_is_taken_back_once(read_in, admin_user):
    lauf = undo(read_in("Treff;beratung;;;"), admin_user)

    with pytest.raises(ImportlaufError, match="das hier ist zurückgenommen"):
        undo(lauf, admin_user)


# ---- refused -----------------------------------------------------------------------------------


def test_later_edits_are_named_and_nothing_is_written(read_in, admin_user):
    create_institution(name="Treff", telefon="0208 1")
    lauf = read_in("Treff;beratung;0208 2;;", "Neu;beratung;;;")
    treff, neu = Institution.objects.get(name="Treff"), Institution.objects.get(name="Neu")
    treff.email = "a@example.org"
    treff.save()
    neu.status = "veroeffentlicht"
    neu.save()
    neu.zielgruppen.add(create_zielgruppe("Familien"))
    before = everything()

    found = reasons(lauf, admin_user)

    assert found == {
        "Treff": ["E-Mail: nach dem Import „–“, jetzt „a@example.org“."],
        "Neu": [
            "Status: nach dem Import „Entwurf“, jetzt „veröffentlicht“.",
            "Zielgruppen: nach dem Import „–“, jetzt „Familien“.",
        ],
    }
    assert everything() == before
    lauf.refresh_from_db()
    assert lauf.zustand == "eingelesen"


def test_saving_without_a_change_is_no_edit(read_in, admin_user):
    lauf = read_in("Treff;beratung;;;")
    Institution.objects.get().save()

    undo(lauf, admin_user)

    assert not Institution.objects.exists()


def test_record_that_is_gone_is_named(read_in, admin_user):
    create_institution(name="Treff")
    lauf = read_in("Treff;beratung;0208 1;;")
    Institution.objects.get().delete()

    assert reasons(lauf, admin_user) == {"Treff": ["Der Eintrag wurde inzwischen gelöscht."]}


def test_use_by_others_is_named(read_in, admin_user):
    lauf = read_in("Neu;beratung;;Paare;")
    neu = Institution.objects.get()
    create_meldung(art="fehler", institution=neu)
    create_suchwort("Treffen", institutionen=[neu])
    create_institution(name="Kind", traeger_institution=neu)
    create_institution(name="Andere", zielgruppen=[Zielgruppe.objects.get()])
    before = everything()

    found = reasons(lauf, admin_user)

    assert found["Paare"] == ["Der Eintrag wird inzwischen verwendet: Institution „Andere“."]
    assert len(found["Neu"]) == 3
    assert "Der Eintrag wird inzwischen verwendet: Suchwort „Treffen“." in found["Neu"]
    assert everything() == before


def test_long_use_is_shortened(read_in, admin_user):
    lauf = read_in("Neu;beratung;;;")
    for n in range(5):
        create_suchwort(f"Wort{n}", institutionen=[Institution.objects.get()])

    assert reasons(lauf, admin_user)["Neu"][-1] == "Und 2 weitere (Suchwort)."


def test_former_link_that_is_gone_is_named(read_in, admin_user):
    alt = create_zielgruppe("Alt")
    create_institution(name="Treff", zielgruppen=[alt])
    lauf = read_in("Treff;beratung;;;")
    alt.delete()

    assert reasons(lauf, admin_user) == {
        "Treff": ["„Alt“ gibt es nicht mehr; der Eintrag verwies darauf."]
    }


def test_place_that_another_took_meanwhile_is_named(read_in, admin_user):
    create_institution(name="Treff", plz="46045")
    lauf = read_in("treff;Treffpunkt;beratung", head="kennung;name;kategorie\n")
    create_institution(name="Treff", plz="46045", slug="zweiter")

    assert "gibt es schon" in reasons(lauf, admin_user)["Treffpunkt"][0]


def test_obstacles_are_told_without_trying_for_good(read_in, admin_user):
    create_institution(name="Treff")
    lauf = read_in("Treff;beratung;0208 1;;", "Neu;beratung;;;")
    before = everything()

    assert find_obstacles(lauf) == []
    assert everything() == before
    lauf.refresh_from_db()
    assert lauf.zustand == "eingelesen"
