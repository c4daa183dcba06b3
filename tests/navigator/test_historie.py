"""Versions: one per change, none without one; what they say, and the way back to one."""

import datetime as dt
from importlib import import_module

import pytest
from django.apps import apps

from navigator.imports import SuchwortResource, take_over
from navigator.models import (
    Aktion,
    Datenstand,
    Einzelangabe,
    Exkurs,
    Haltestelle,
    Indexmethode,
    Indikator,
    Institution,
    Kategorie,
    Meldung,
    Seite,
    Sozialbericht,
    Sozialquartier,
    Sozialraum,
    Sprache,
    Stadtbezirk,
    Stelle,
    Strassenpunkt,
    Suchwort,
    Zielgruppe,
    record_changes,
)
from navigator.models.historie import has_history, newest_versions, states_of
from navigator.services import refresh_suchtexte
from navigator.unterschiede import LEER, Wortlaut, mark_words
from sozialplanung.dates import Zeitangabe
from tests.demo import load_demo_data
from tests.factories import (
    create_haltestelle,
    create_institution,
    create_kategorie,
    create_seite,
    create_sozialquartier,
    create_sozialraum,
    create_stadtbezirk,
    create_suchwort,
    create_zielgruppe,
    square,
)
from tests.office import RECORDS as OFFICE
from tests.office import add, change, url

pytestmark = pytest.mark.django_db

RECORDS = {
    Stadtbezirk: create_stadtbezirk,
    Sozialraum: create_sozialraum,
    Sozialquartier: create_sozialquartier,
    Kategorie: create_kategorie,
    Zielgruppe: create_zielgruppe,
    Sprache: lambda: Sprache.objects.create(name="Türkisch"),
    Haltestelle: create_haltestelle,
    Strassenpunkt: lambda: Strassenpunkt.objects.create(strasse="Markt", breite=51.47, laenge=6.85),
    Institution: create_institution,
    Suchwort: lambda: create_suchwort("Schulden"),
    Stelle: lambda: Stelle.objects.create(name="Sozialplanung", art="fachbereich"),
    Seite: create_seite,
    **{one: OFFICE[one] for one in [Indikator, Indexmethode, Sozialbericht, Exkurs, Einzelangabe]},
}


def state(record):
    """What the newest version of a record keeps."""
    (newest,) = states_of(newest_versions(type(record), [record.pk]))
    return newest


def version_url(record, version):
    return url(type(record), "version", record.pk, version.history_id)


# ---- what is recorded ------------------------------------------------------------------------


@pytest.mark.parametrize("model", RECORDS)
def test_every_noun_of_the_office_has_a_past(admin_client, model):
    record = RECORDS[model]()

    assert change(admin_client, record).status_code == 302  # sent unchanged
    (version,) = record.history.all()

    assert version.history_aktion == Aktion.ANGELEGT
    assert admin_client.get(url(model, "history", record.pk)).status_code == 200
    assert admin_client.get(version_url(record, version)).status_code == 200
    assert admin_client.get(url(model, "deleted")).status_code == (403 if model is Seite else 200)


def test_cases_of_people_have_none():
    assert not has_history(Meldung)


def test_one_save_of_a_form_is_one_version_with_its_tags_and_author(admin_client, admin_user):
    institution, familien = create_institution(), create_zielgruppe("Familien")
    kitas = create_kategorie("kitas")

    change(
        admin_client,
        institution,
        kosten="frei",
        zielgruppen=[familien.pk],
        weitere_kategorien=[kitas.pk],
    )

    version, _ = institution.history.all()
    assert (version.history_aktion, version.history_user) == (Aktion.GEAENDERT, admin_user)
    kept = state(institution)
    assert (kept["kosten"], kept["zielgruppen"], kept["weitere_kategorien"]) == (
        "frei",
        (familien.pk,),
        (kitas.pk,),
    )


def test_new_record_from_a_form_is_one_version(admin_client):
    familien = create_zielgruppe("Familien")

    add(
        admin_client,
        Institution,
        name="Treff",
        kategorie=create_kategorie().pk,
        zielgruppen=[familien.pk],
    )

    institution = Institution.objects.get()
    (version,) = institution.history.all()
    assert (version.history_type, state(institution)["zielgruppen"]) == ("+", (familien.pk,))


def test_derived_columns_make_no_version():
    institution = create_institution(kategorie=create_kategorie())
    Kategorie.objects.update(name="Umbenannt")

    Institution.objects.get().refresh_suchtext()
    refresh_suchtexte()
    institution.save()

    assert institution.history.count() == 1


def test_area_that_follows_from_a_new_list_is_a_version():
    institution = create_institution(stadtteil="Styrum")
    raum = create_sozialraum(stadtteile="Styrum")

    refresh_suchtexte()

    assert institution.history.count() == 2
    assert state(institution)["sozialraum"] == raum.pk


def test_list_action_is_a_version_of_each(admin_client, admin_user):
    chosen = [create_institution(status="entwurf") for _ in range(2)]

    admin_client.post(
        url(Institution, "changelist"),
        {"action": "publish", "_selected_action": [one.pk for one in chosen]},
    )

    for one in chosen:
        version, _ = one.history.all()
        assert (version.status, version.history_user) == ("veroeffentlicht", admin_user)


def test_link_set_from_the_other_side_is_a_version():
    institution, familien = create_institution(), create_zielgruppe()

    familien.institutionen.add(institution)

    assert state(institution)["zielgruppen"] == (familien.pk,)
    assert familien.history.count() == 1


def test_author_stays_readable_when_the_account_is_deleted(admin_client, admin_user):
    haltestelle = create_haltestelle()
    change(admin_client, haltestelle, name="Neu")

    admin_user.delete()

    version = haltestelle.history.first()
    assert (version.history_user, version.wer) == (None, "admin")


def test_accounts_of_an_office_are_not_kept(admin_user):
    stelle = Stelle.objects.create(name="Sozialplanung", art="bereich")

    stelle.konten.add(admin_user)

    assert stelle.history.count() == 1
    assert "konten" not in state(stelle)


def test_import_gives_each_record_one_version():
    create_kategorie("beratung")
    take_over(SuchwortResource, b"wort;kategorien;herkunft\nGeld;beratung;Test\n")

    (version,) = Suchwort.objects.get().history.all()
    assert (version.history_aktion, version.history_change_reason) == ("importiert", "Import")
    assert version.wer == "das Programm"


def test_trial_import_leaves_no_version():
    create_kategorie("beratung")

    take_over(SuchwortResource, b"wort;kategorien;herkunft\nGeld;beratung;T\n", dry_run=True)

    assert Suchwort.history.count() == 0


def test_demo_data_is_one_version_each_with_a_reason():
    load_demo_data()

    for model in RECORDS:
        reasons = set(model.history.values_list("history_change_reason", flat=True))
        assert model.history.count() == model.objects.count(), model
        assert reasons <= {"Mitgelieferte Daten"}, model
    assert states_of(newest_versions(Institution, Institution.objects.values_list("pk", flat=True)))


def rename_wrongly(haltestelle):
    haltestelle.name = "Neu"
    haltestelle.save()
    raise ValueError("weder Zahl noch Wort")


def test_what_fails_leaves_no_version():
    haltestelle = create_haltestelle(name="Alt")

    with pytest.raises(ValueError, match="weder Zahl"), record_changes():
        rename_wrongly(haltestelle)

    assert Haltestelle.objects.get().name == "Alt"
    assert haltestelle.history.count() == 1


def test_versions_do_not_raise_the_data_version(admin_client):
    institution = create_institution()
    version = institution.history.get()
    before = Datenstand.objects.current()

    version.history_change_reason = "anders"
    version.save()
    admin_client.get(version_url(institution, version))

    assert Datenstand.objects.current() == before


def test_public_pages_answered_from_the_cache_never_reach_the_history(settings):
    order = settings.MIDDLEWARE

    cache = order.index("sozialplanung.caching.PublicCacheMiddleware")
    assert cache < order.index("simple_history.middleware.HistoryRequestMiddleware")


def test_migration_keeps_what_an_old_database_holds():
    institution = create_institution(zielgruppen=[create_zielgruppe()], kosten="alt")
    before = state(institution)
    for model in RECORDS:
        model.history.all().delete()

    import_module("navigator.migrations.0006_historie").write_first_versions(apps, None)

    (version,) = institution.history.all()
    assert version.history_change_reason == "Bestand bei Einführung der Historie"
    assert state(institution) == before


# ---- in words --------------------------------------------------------------------------------


def words_of(record):
    versions = list(record.history.all()[:2])
    new, old = states_of(versions)
    return [
        (one.label, "".join(t for t, _ in one.vorher), "".join(t for t, _ in one.nachher))
        for one in Wortlaut(type(record), [new, old]).compare(old, new)
    ]


def test_differences_are_said_in_words():
    familien = create_zielgruppe("Familien")
    institution = create_institution(kosten="frei", stand=Zeitangabe.parse("2020"))

    with record_changes():
        institution.kosten = ""
        institution.rollstuhl = "ja"
        institution.stadtweit = True
        institution.geprueft_am = dt.date(2026, 5, 3)
        institution.stand = Zeitangabe.parse("09/2023")
        institution.kategorie = create_kategorie("kitas", name="Kitas")
        institution.zielgruppen.add(familien)
        institution.save()

    assert sorted(words_of(institution)) == [
        ("Kategorie", "Beratung", "Kitas"),
        ("Kosten", "frei", LEER),
        ("Stadtweit", "nein", "ja"),
        ("Stand der Angaben", "2020", "09/2023"),
        ("Von uns geprüft am", LEER, "03.05.2026"),
        ("Zielgruppen", LEER, "Familien"),
        ("Zugang mit Rollstuhl", LEER, "ja"),
    ]


def test_outline_is_not_spelt_out():
    raum = create_sozialraum(geometry=square(6.8, 51.4))
    raum.geometry = square(6.9, 51.4)
    raum.save()

    new, old = states_of(list(raum.history.all()))
    (one,) = Wortlaut(Sozialraum, [new, old]).compare(old, new)

    assert (one.hinweis, one.nachher) == ("Umriss geändert", [("Umriss mit 5 Punkten", False)])


def test_deleted_tag_keeps_its_name():
    familien = create_zielgruppe("Familien")
    institution = create_institution(zielgruppen=[familien])
    familien.delete()
    institution.kosten = "frei"
    institution.save()

    assert ("Zielgruppen", "Familien (inzwischen gelöscht)", LEER) in words_of(institution)


def test_changed_words_of_a_long_text_are_marked():
    old, new = mark_words("offen von Montag bis Freitag", "offen von Montag bis Donnerstag früh")

    assert old == [("offen von Montag bis ", False), ("Freitag", True)]
    assert new == [("offen von Montag bis ", False), ("Donnerstag früh", True)]


def test_texts_without_common_words_are_not_marked():
    assert mark_words("ganz neu", "etwas anderes hier") == (
        [("ganz neu", False)],
        [("etwas anderes hier", False)],
    )


@pytest.mark.parametrize("count", [1, 3])
def test_history_page_asks_as_often_for_many_versions_as_for_one(
    admin_client, django_assert_num_queries, count
):
    institution = create_institution(zielgruppen=[create_zielgruppe()])
    for n in range(count):
        institution.kosten = f"{n} Euro"
        institution.save()
    address = url(Institution, "history", institution.pk)
    admin_client.get(address)

    with django_assert_num_queries(15):
        html = admin_client.get(address).content.decode()

    assert html.count("Diesen Stand ansehen") == count + 2


def test_history_has_pages(admin_client):
    haltestelle = create_haltestelle()
    for n in range(20):
        haltestelle.quelle = f"Quelle {n}"
        haltestelle.save()

    second = admin_client.get(url(Haltestelle, "history", haltestelle.pk), {"p": 2})

    assert [one.version.history_aktion for one in second.context["entries"]] == ["angelegt"]
    assert "21 Versionen" in second.content.decode()
