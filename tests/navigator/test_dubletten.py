"""Which entries are shown as probable duplicates, and how the office says that they are none."""

import csv
import time
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import Permission

from navigator.dubletten import Eintrag, find_dubletten, plain_address, plain_phone
from navigator.models import Institution, KeineDublette
from navigator.services import probable_dubletten
from tests.factories import create_institution, create_kategorie
from tests.office import DELETION, log_in, url

LIST = "/verwaltung/navigator/institution/dubletten/"
FEW_SECONDS = 8  # of the processor, for 20,000 entries; an idle machine needs two


def reasons(one, other):
    """What is said of two entries, each given as its facts; nothing where they are no pair."""
    pairs = find_dubletten([Eintrag(pk=1, **one), Eintrag(pk=2, **other)])
    return pairs[0].gruende if pairs else None


def entry(name, **facts):
    return {"name": name} | facts


HOUSE = {"strasse": "Am Förderturm", "hausnummer": "8"}
PHONE = {"telefon": "0208 940480"}


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        (entry("Haus der Jugend"), entry("Haus der Jugend"), ("gleicher Name",)),
        (entry("Haus der Jugend"), entry("Haus d. Jugend e. V."), None),
        (entry("Treff Süd"), entry("Treff Sued e. V."), ("gleicher Name",)),
        (
            entry("Caritas Schuldnerberatung"),
            entry("Schuldnerberatung der Caritas Oberhausen"),
            ("gleiche Wörter im Namen",),
        ),
        (
            entry("Quartiersbüro Osterfeld"),
            entry("Quartiersbüro Osterfelt"),
            ("Name zu 95 % gleich",),
        ),
        (
            entry("Evangelische Kita Arche", **HOUSE),
            entry("Ev. Kita Arche", strasse="Am Foerderturm", hausnummer="8 "),
            ("gleicher Name", "gleiche Anschrift"),
        ),
        (
            entry("Pflegeberatung", telefon="+49 208 940480"),
            entry("Pflegeberatungen", telefon="0208/940480"),
            ("Name zu 93 % gleich", "gleiche Telefonnummer"),
        ),
        (
            entry("Treff Tackenberg", **HOUSE, **PHONE),
            entry("Treff Tackenberg – Nachbarschaftshilfe für alle", **HOUSE, **PHONE),
            ("ein Name steckt im anderen", "gleiche Telefonnummer", "gleiche Anschrift"),
        ),
    ],
)
def test_reasons_are_said_in_words(one, other, said):
    assert reasons(one, other) == said


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (entry("Kita Villa Kunterbunt"), entry("Kita Villa Kunterbunt II")),
        (entry("Grundschule 1", **PHONE), entry("Grundschule 2", **PHONE)),
        (
            entry("Caritas – Erziehungsberatung", **HOUSE, **PHONE),
            entry("Caritas – Schwangerenberatung", **HOUSE, **PHONE),
        ),
        (
            entry("Kath. Kirche Herz Jesu", kategorie=1),
            entry("Kath. Kita Herz Jesu", kategorie=2),
        ),
        (entry("Kita Regenbogen"), entry("Kita Regenbogenland")),
        (entry("BV Osterfeld"), entry("TB Osterfeld")),
        (
            entry("Seniorentreff Nort", **HOUSE),
            entry("Seniorentreff Nord", strasse="Markt", hausnummer="1"),
        ),
    ],
)
def test_look_alikes_are_no_pair(one, other):
    assert reasons(one, other) is None


def test_the_real_directory_has_no_pair():
    """docs/daten.md lists its look-alikes: each was checked, and none is a duplicate."""
    with Path(settings.BASE_DIR / "fixtures/institutionen.csv").open(encoding="utf-8") as file:
        entries = [
            Eintrag(
                number,
                *(
                    row[name]
                    for name in ("name", "kategorie", "telefon", "email", "strasse", "hausnummer")
                ),
            )
            for number, row in enumerate(csv.DictReader(file))
        ]

    assert len(entries) == 242
    assert find_dubletten(entries) == []


def test_the_most_probable_pair_comes_first():
    entries = [
        Eintrag(1, "Quartiersbüro Osterfeld"),
        Eintrag(2, "Quartiersbüro Osterfelt"),
        Eintrag(4, "Haus der Jugend", **PHONE),
        Eintrag(3, "Haus der Jugend", **PHONE),
    ]

    assert [paar.schluessel for paar in find_dubletten(entries)] == [(3, 4), (1, 2)]


def test_20_000_entries_are_compared_in_seconds():
    """Also where hundreds share a telephone number, as a city's offices do."""
    entries = [
        Eintrag(
            number,
            f"Einrichtung {chr(97 + number % 26)}{number * 7919 % 20011:x} im Stadtteil",
            telefon=f"0208 825-{number % 50 + 1000}",
            strasse="Marktstraße",
            hausnummer=str(number % 300),
        )
        for number in range(20_000)
    ]
    entries.append(Eintrag(20_000, "Beratungsstelle Sonnenschein"))
    entries.append(Eintrag(20_001, "Beratungsstelle Sonnenscheim"))

    start = time.process_time()
    pairs = find_dubletten(entries)

    assert time.process_time() - start < FEW_SECONDS
    assert (20_000, 20_001) in [pair.schluessel for pair in pairs]


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("0208 825-9033", "02088259033"),
        ("+49 (0)208 8259033", "02088259033"),
        ("0049 208 8259033", "02088259033"),
        ("110", ""),
        ("", ""),
    ],
)
def test_phones_are_compared_by_their_digits(written, plain):
    assert plain_phone(written) == plain


def test_addresses_are_compared_however_they_are_written():
    written = [("Marktstr.", "12 a"), ("Marktstraße", "12A"), ("Markt-Strasse", "12a")]

    forms = {plain_address(Eintrag(1, "x", strasse=s, hausnummer=n)) for s, n in written}

    assert forms == {"markt 12a"}
    assert plain_address(Eintrag(1, "x", strasse="Markt")) == ""


# ---- the office's list ---------------------------------------------------------------------------


@pytest.fixture
def pair(db):
    kategorie = create_kategorie()
    facts = {"kategorie": kategorie, "telefon": "0208 1234567"}
    return [create_institution(name=f"Haus der Jugend{end}", **facts) for end in ("", " e. V.")]


def send(client, one, other, grund=""):
    data = {"eine": one.pk, "andere": other.pk, "grund": grund}
    return client.post(LIST, data, follow=True)


def test_list_shows_both_with_the_reasons(admin_client, pair):
    html = admin_client.get(LIST).text

    assert "1. Gleicher Name, gleiche Telefonnummer" in html
    for institution in pair:
        assert url(Institution, "change", institution.pk) in html
    assert url(Institution, "zusammenfuehren", *sorted(one.pk for one in pair)) in html


def test_two_different_ones_are_never_asked_for_again(admin_client, admin_user, pair):
    first, second = pair

    response = send(admin_client, second, first, "Verein und sein Haus")

    decision = KeineDublette.objects.get()
    assert (decision.eine, decision.andere) == (first, second)
    assert (decision.grund, decision.konto) == ("Verein und sein Haus", admin_user)
    assert "zwei verschiedene" in str(next(iter(response.context["messages"])))
    assert "Nichts mehr zu entscheiden." in response.text
    first.save()  # a new version of the data
    assert probable_dubletten() == []


def test_deleted_decision_brings_the_pair_back(admin_client, pair):
    send(admin_client, *pair)

    decision = KeineDublette.objects.get()
    admin_client.post(url(KeineDublette, "delete", decision.pk), DELETION)

    assert len(probable_dubletten()) == 1


def test_decision_on_one_and_the_same_is_refused(admin_client, pair):
    response = send(admin_client, pair[0], pair[0])

    assert "Ein Paar besteht aus zwei verschiedenen Institutionen." in response.text
    assert not KeineDublette.objects.exists()


def test_decision_made_twice_is_refused_in_german(admin_client, pair):
    send(admin_client, *pair)

    assert "Über dieses Paar ist schon entschieden." in send(admin_client, *pair).text


def test_archived_entries_are_no_pair(pair):
    pair[0].status = "archiviert"
    pair[0].save()

    assert probable_dubletten() == []


def test_comparison_is_remembered_until_data_changes(django_assert_num_queries, pair):
    probable_dubletten()

    with django_assert_num_queries(2):  # the version, the decisions
        assert len(probable_dubletten()) == 1

    pair[0].telefon, pair[0].name = "", "Ganz anders"
    pair[0].save()
    assert probable_dubletten() == []


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_the_database_equally_often(admin_client, django_assert_num_queries, count):
    kategorie = create_kategorie()
    for number in range(count):
        name = f"Haus {'ABC'[number] * 6}"
        create_institution(name=name, kategorie=kategorie)
        create_institution(name=name, kategorie=kategorie, plz="46045")

    with django_assert_num_queries(
        7
    ):  # session, user, second factor; version, look-alikes, decided; pairs
        html = admin_client.get(LIST).text

    assert html.count('class="paar"') == count


def test_list_is_for_those_who_may_change_entries(client, django_user_model, pair):
    clerk = django_user_model.objects.create_user("sachbearbeitung", is_staff=True)
    clerk.user_permissions.set(Permission.objects.filter(codename="view_institution"))
    log_in(client, clerk)

    assert client.get(LIST).status_code == 403
    assert send(client, *pair).status_code == 403
    assert not KeineDublette.objects.exists()
