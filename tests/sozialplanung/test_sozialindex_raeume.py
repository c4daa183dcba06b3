"""The pages of quarters and Sozialräume say what the newest edition holds, and no more."""

import re

import pytest
from django.core.cache import caches
from django.db.models import QuerySet
from django.urls import reverse

from navigator.indexausgabe import compute_berechnung, release_berechnung
from navigator.models import (
    Datenstand,
    Einzelangabe,
    Ergebnis,
    Indexberechnung,
    Indexmethode,
    Indikator,
    Indikatorwert,
    Kategorie,
    Sozialbericht,
    Sozialquartier,
    Sozialraum,
)
from navigator.versorgung import compare, list_angebote
from navigator.zahlen import dezimal, ganz, prozent
from navigator.zeitreihen import public_zeitreihen
from tests.demo import load_demo_data, shared_records
from tests.factories import create_institution

pytestmark = pytest.mark.django_db
ROUNDING = 5
TAGS = re.compile(r"<[^>]+>")


@pytest.fixture(scope="module", autouse=True)
def _demo(django_db_setup, django_db_blocker):
    with shared_records(django_db_blocker):
        load_demo_data()
        yield


@pytest.fixture(autouse=True)
def _empty_cache():
    for cache in caches.all():
        cache.clear()


def page(client, raum):
    return client.get(raum.get_absolute_url()).content.decode()


def words(html):
    """The text of a page, blanks joined."""
    return " ".join(TAGS.sub(" ", html).split())


def plain(text):
    """Blanks as in ``words``."""
    return " ".join(text.split())


def newest(quartier):
    return Ergebnis.objects.get(
        berechnung=Indexberechnung.objects.published().first(), sozialquartier=quartier
    )


def change(quartier, **fields):
    """Write into a released result past the model, as no page of the portal can."""
    QuerySet(Ergebnis).filter(pk=newest(quartier).pk).update(**fields)
    Datenstand.objects.raise_version()


# ---- a quarter ---------------------------------------------------------------------------------


def test_every_quarter_shows_its_result(client):
    for quartier in Sozialquartier.objects.all():
        row, html = newest(quartier), page(client, quartier)
        text = words(html)

        assert f"Status 2022 {row.status_klasse}" in text
        assert f"Dynamik 2018 bis 2022 {row.dynamik_klasse}" in text
        assert f"Rang {row.rang} von 27" in text
        assert f"{dezimal(100 * row.status_robust, 0)} % der Proberechnungen" in text
        assert f"Der Statusindex ist {dezimal(row.status_index)}" in text
        assert ("Fokusquartier</span>" in html) == row.ist_fokusquartier


def test_quarter_says_how_far_the_next_classes_are(client):
    quartier = Sozialquartier.objects.get(slug="osterfeld-mitte-vonderort")
    row = newest(quartier)

    text = words(page(client, quartier))

    assert row.status_klasse == "niedrig"
    assert (
        f"Es fehlen {dezimal(row.status_abstand_schlechter)} bis „sehr niedrig“ und "
        f"{dezimal(row.status_abstand_besser)} bis „mittel“."
    ) in text


def test_quarter_at_the_end_of_the_scale_has_one_neighbouring_class(client):
    text = words(page(client, Sozialquartier.objects.get(slug="innenstadt")))

    assert re.search(r"Es fehlen 0,\d\d bis „niedrig“\.", text)


def test_contributions_stand_beside_their_bars_and_add_up(client):
    quartier = Sozialquartier.objects.get(slug="innenstadt")
    row = newest(quartier)

    profil = client.get(quartier.get_absolute_url()).context["profil"]

    assert [bar.name for bar in profil.balken] == [
        one.indikator.name
        for one in row.beitraege.select_related("indikator").order_by("beitrag", "indikator_id")
    ]
    assert sum(bar.wert for bar in profil.balken) == pytest.approx(row.status_index, abs=1e-12)
    text = words(page(client, quartier))
    for bar in profil.balken:
        assert plain(f"{bar.name} {bar.weiteres['anteil']} {bar.text}") in text


def test_series_show_each_year_beside_the_city(client):
    quartier = Sozialquartier.objects.get(slug="innenstadt")
    series = public_zeitreihen()

    text = words(page(client, quartier))

    for indikator in Indikator.objects.published().shares():
        own, city = series[indikator.kuerzel][quartier.pk], series[indikator.kuerzel][None]
        rows = " ".join(
            f"{here.jahr} {prozent(here.wert)} {prozent(there.wert)}"
            for here, there in zip(own, city, strict=True)
        )
        head = f"{indikator.name}, jeweils am 31.12. Jahr Quartier Stadt"
        assert plain(f"{head} {rows}") in text


def test_example_values_are_marked_as_such(client):
    for raum in (Sozialquartier.objects.first(), Sozialraum.objects.first()):
        text = words(page(client, raum))

        assert "Beispielwerte, keine amtliche Statistik." in text
        assert "badge--example" in page(client, raum)


def test_quarter_that_was_not_computed_says_why(client):
    quartier = Sozialquartier.objects.get(slug="styrum")
    change(
        quartier,
        status_klasse="",
        status_index=None,
        rang=None,
        hinweis="nicht berechnet: geschützter Wert für kinderarmut.",
    )

    html = page(client, quartier)

    assert "Sozialindex 2022: nicht berechnet." in words(html)
    assert "geschützter Wert für Kinderarmut." in html
    assert 'id="naehe"' not in html


def test_quarter_without_any_edition_keeps_its_other_parts(client):
    QuerySet(Indexberechnung).update(status="ersetzt")
    Datenstand.objects.raise_version()

    html = page(client, Sozialquartier.objects.get(slug="styrum"))

    assert 'id="index"' not in html
    assert 'id="reihen"' in html
    assert 'id="bedarf"' in html


def test_earlier_editions_are_named(client):
    quartier = Sozialquartier.objects.get(slug="rothebusch")
    earlier = Ergebnis.objects.get(berechnung__berichtsjahr=2017, sozialquartier=quartier)

    html = page(client, quartier)
    assert f"2017 {earlier.status_klasse} ({dezimal(earlier.status_index)})" in words(html)
    assert 'href="/sozialindex/?vergleich=2020"' in html


# ---- a Sozialraum ------------------------------------------------------------------------------


def test_sozialraum_lists_its_quarters_by_rank(client):
    raum = Sozialraum.objects.get(slug="osterfeld")

    profil = client.get(raum.get_absolute_url()).context["profil"]

    rows = [newest(quartier) for quartier in raum.sozialquartiere.all()]
    assert profil.zeilen == sorted(rows, key=lambda row: row.rang)
    assert sum(number for _, _, number in profil.verteilung) == len(rows)


def test_share_of_a_sozialraum_is_weighted_by_rounded_inhabitants(client):
    raum = Sozialraum.objects.get(slug="osterfeld")
    sgb2 = Indikator.objects.get(kuerzel="sgb2")
    pairs = [
        (row.einwohner, row.beitraege.get(indikator=sgb2).anteil)
        for row in map(newest, raum.sozialquartiere.all())
    ]

    profil = client.get(raum.get_absolute_url()).context["profil"]

    share = next(row for row in profil.indikatoren if row["indikator"] == sgb2)
    expected = sum(people * value for people, value in pairs) / sum(people for people, _ in pairs)
    assert share["wert"] == pytest.approx(expected)
    assert all(people % ROUNDING == 0 for people, _ in pairs)


def test_share_of_a_sozialraum_is_not_guessed_where_a_quarter_lacks(client):
    raum = Sozialraum.objects.get(slug="osterfeld")
    change(raum.sozialquartiere.first(), einwohner=None)

    profil = client.get(raum.get_absolute_url()).context["profil"]

    assert {row["wert"] for row in profil.indikatoren} == {None}
    assert "nicht berechnet" in words(page(client, raum))


def test_sozialraum_map_is_coloured_like_its_table(client):
    raum = Sozialraum.objects.get(slug="osterfeld")

    bild = client.get(raum.get_absolute_url()).context["indexbild"]

    quartiere = list(raum.sozialquartiere.all())
    assert [area.name for area in bild.flaechen] == [one.name for one in quartiere]
    for area, quartier in zip(bild.flaechen, quartiere, strict=True):
        assert area.farbe.text.startswith(f"Status {newest(quartier).status_klasse}, Dynamik ")


# ---- need beside supply ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("anteil", "stadt", "expected"),
    [
        (25, 20, "deutlich über der Stadt"),
        (21.1, 20, "über der Stadt"),
        (20, 20, "wie in der Stadt"),
        (18, 20, "unter der Stadt"),
        (10, 20, "deutlich unter der Stadt"),
        (None, 20, ""),
        (20, None, ""),
    ],
)
def test_need_is_said_in_words(anteil, stadt, expected):
    assert compare(anteil, stadt) == expected


@pytest.fixture
def located(django_db_blocker):
    """A quarter with inhabitants, and a Kategorie of which 9 of 10 entries have a place."""
    kategorie = Kategorie.objects.get(slug="sonstige")
    kategorie.institutionen.update(status="archiviert")
    quartier = Sozialquartier.objects.get(slug="innenstadt")
    for _ in range(9):
        create_institution(
            kategorie=kategorie, breite=51.4736, laenge=6.8611, lagequalitaet="exakt"
        )
    create_institution(kategorie=kategorie)
    return quartier


def offer(raum, weiter, slug="sonstige"):
    return next(one for one in list_angebote(raum, weiter, {}) if one.kategorie.slug == slug)


def test_rate_is_given_where_enough_is_located(located):
    angebot = offer(located, located.sozialraum)

    assert (angebot.hier, angebot.weiter, angebot.grund) == (9, 9, "")
    assert angebot.rate == dezimal(1000 * 9 / located.einwohnerzahl)


def test_rate_gives_way_to_a_reason_below_nine_tenths(located):
    create_institution(kategorie=Kategorie.objects.get(slug="sonstige"))

    angebot = offer(located, located.sozialraum)

    assert (angebot.hier, angebot.rate) == (9, "")
    assert angebot.grund == "nur 81,8\N{NO-BREAK SPACE}% verortet"


def test_rate_gives_way_to_a_reason_without_inhabitants(located):
    located.einwohnerzahl = None

    assert offer(located, located.sozialraum).grund == "Einwohnerzahl unbekannt"


def test_further_kategorien_count_as_in_the_directory(client, located):
    one = located.institutionen.first()
    one.weitere_kategorien.add(Kategorie.objects.get(slug="kitas"))
    before = offer(located, None, "kitas")

    listed = client.get(
        reverse("navigator:institution_list"),
        {"kategorie": "kitas", "sozialquartier": located.slug, "lage": "hier"},
    )

    assert before.hier == listed.context["paginator"].count
    assert before.weiter >= before.hier


# ---- published figures -------------------------------------------------------------------------


def test_published_figures_stand_at_their_area_as_published(client):
    angabe = Einzelangabe.objects.exclude(sozialquartier=None).first()
    angabe.wert, angabe.einheit = 1234, ""
    angabe.save()

    text = words(page(client, angabe.sozialquartier))

    assert f"{angabe.bezeichnung} 1.234 {angabe.stand} {angabe.quelle}" in text
    assert ganz(1234) == "1.234"


def test_figure_of_another_area_does_not_appear(client):
    angabe = Einzelangabe.objects.exclude(sozialquartier=None).first()
    other = Sozialquartier.objects.exclude(pk=angabe.sozialquartier_id).first()
    angabe.bezeichnung = "Nur hier"
    angabe.save()

    assert "Nur hier" not in page(client, other)
    assert "Nur hier" in client.get("/sozialindex/einzelangaben/").content.decode()


# ---- queries, and what leaks -------------------------------------------------------------------

QUERIES = {"/sozialquartiere/innenstadt/": 68, "/sozialraeume/osterfeld/": 68}


@pytest.mark.parametrize("address", QUERIES)
@pytest.mark.parametrize("editions", [1, 3])
def test_number_of_queries_does_not_grow_with_the_editions(
    client, django_assert_num_queries, address, editions
):
    if editions == 1:
        QuerySet(Indexberechnung).exclude(berichtsjahr=2022).update(status="ersetzt")
        Datenstand.objects.raise_version()
    public_zeitreihen()

    with django_assert_num_queries(QUERIES[address]):
        assert client.get(address).status_code == 200


def outlets():
    return [
        *(one.get_absolute_url() for one in Sozialquartier.objects.all()),
        *(one.get_absolute_url() for one in Sozialraum.objects.all()),
        *(one.get_absolute_url() for one in Sozialbericht.objects.all()),
        "/stadtbezirke/osterfeld/",
        "/sozialberichte/",
        "/sozialindex/einzelangaben/",
        "/sozialindex/",
        "/sozialindex/?vergleich=2017",
        "/sozialindex/?merkmal=sgb2",
        "/sozialindex/methode/",
        "/sozialindex.csv",
        "/sozialindex.csv?merkmal=kinderarmut&vergleich=2020",
        "/sozialindex.geojson",
    ]


def neighbour(count):
    """Another count that is rounded to the same multiple of five."""
    rounded = (2 * count + ROUNDING) // (2 * ROUNDING)
    return count + 1 if (2 * count + 2 + ROUNDING) // (2 * ROUNDING) == rounded else count - 1


def bodies(client):
    for cache in caches.all():
        cache.clear()
    return {address: client.get(address).content for address in outlets()}


@pytest.mark.one_database
def test_no_outlet_tells_more_than_the_rounded_counts(client):
    methode = Indexmethode.objects.get()
    before = bodies(client)

    for wert in Indikatorwert.objects.current().exclude(zaehler=None):
        counts = {"zaehler": neighbour(wert.zaehler)}
        if wert.nenner is not None:
            counts["nenner"] = neighbour(wert.nenner)
        QuerySet(Indikatorwert).filter(pk=wert.pk).update(**counts)
    for bericht in Sozialbericht.objects.order_by("jahr"):
        edition = release_berechnung(compute_berechnung(bericht.jahr, bericht.jahr, methode))
        bericht.berechnung = edition
        bericht.save()
    Datenstand.objects.raise_version()
    after = bodies(client)

    assert len(before) == 27 + 6 + 3 + 10
    assert [address for address in before if before[address] != after[address]] == []
