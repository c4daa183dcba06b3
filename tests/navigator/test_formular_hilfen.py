"""What the form of an Institution says and offers: the week, the area, the address, buttons."""

import pytest
from django.utils import timezone

from navigator.models import Institution, Seite, Strassenpunkt
from navigator.oeffnungszeiten import WOCHENTAGE
from tests.factories import (
    create_haltestelle,
    create_institution,
    create_seite,
    create_sozialquartier,
    create_sozialraum,
    create_stadtbezirk,
    square,
)
from tests.office import change, errors, url

pytestmark = pytest.mark.django_db
HILFE = "/verwaltung/navigator/institution/hilfe"


def ask(client, name, **parameters):
    response = client.get(f"{HILFE}/{name}/", parameters)
    assert response.status_code == 200
    return response.json()


@pytest.fixture
def altstadt():
    nord = create_stadtbezirk(name="Nord")
    raum = create_sozialraum(name="Mitte", stadtbezirk=nord)
    return create_sozialquartier(name="Altstadt", sozialraum=raum, geometry=square(6.85, 51.47))


@pytest.fixture
def nohlstrasse():
    Strassenpunkt.objects.create(strasse="Nohlstraße", hausnummer="3", breite=51.471, laenge=6.851)
    Strassenpunkt.objects.create(strasse="Nohlstraße", hausnummer="9", breite=51.473, laenge=6.853)


@pytest.mark.parametrize("name", ["woche", "raum", "anschrift", "umrisse"])
def test_hints_are_for_the_office_only(client, name):
    assert client.get(f"{HILFE}/{name}/").status_code == 302


# ---- opening hours ---------------------------------------------------------------------


def test_hours_are_told_as_the_portal_prints_them(admin_client):
    answer = ask(admin_client, "woche", text="Mo-Th 08:00-16:00; Fr 08:00-12:00; PH off")

    assert answer["kurz"].startswith("Mo–Do 8–16 Uhr; Fr 8–12 Uhr")
    assert [tag["name"] for tag in answer["tage"]] == WOCHENTAGE
    assert answer["tage"][6] == {"name": "Sonntag", "zeiten": "geschlossen"}
    assert (answer["hinweise"], answer["fehler"]) == ([], "")


def test_wrong_hours_are_answered_with_an_example(admin_client):
    answer = ask(admin_client, "woche", text="morgens")

    assert "„morgens“ ist nicht lesbar" in answer["fehler"]
    assert "Mo-Th 08:00-16:00" in answer["fehler"]
    assert answer["tage"] == []


def test_hours_without_holidays_are_pointed_out(admin_client):
    answer = ask(admin_client, "woche", text="Mo 08:00-16:00")

    assert "Für Feiertage steht nichts da." in answer["hinweise"][-1]


def test_a_comment_alone_is_no_time(admin_client):
    answer = ask(admin_client, "woche", text='"nach Vereinbarung"')

    assert answer["tage"] == []
    assert "Das sind keine Zeiten, nur ein Hinweis." in answer["hinweise"][-1]


def test_no_hours_say_nothing(admin_client):
    answer = ask(admin_client, "woche", text="")

    assert answer == {"kurz": "", "tage": [], "hinweise": [], "fehler": ""}


def test_form_shows_the_week_without_a_script(admin_client):
    institution = create_institution(oeffnungszeiten="Mo 08:00-12:00")

    page = admin_client.get(url(Institution, "change", institution.pk)).content.decode()

    assert "8 bis 12 Uhr" in page
    assert "Für Feiertage steht nichts da." in page


# ---- point -----------------------------------------------------------------------------


def test_point_is_told_its_areas(admin_client, altstadt):
    answer = ask(admin_client, "raum", breite="51.475", laenge="6.855")

    assert answer["satz"] == (
        "Der Punkt liegt im Sozialquartier Altstadt, Sozialraum Mitte, Stadtbezirk Nord."
    )


@pytest.mark.parametrize(
    ("breite", "laenge", "sentence"),
    [
        ("51.5", "6.9", "Der Punkt liegt in keinem unserer Sozialquartiere."),
        ("52.5", "13.4", "Der Punkt liegt nicht in oder um Oberhausen."),
        ("nan", "nan", "Der Punkt liegt nicht in oder um Oberhausen."),
        ("quer", "", "Breiten- und Längengrad sind Zahlen, zum Beispiel 51.4736."),
    ],
)
def test_point_elsewhere_is_said(admin_client, altstadt, breite, laenge, sentence):
    assert ask(admin_client, "raum", breite=breite, laenge=laenge)["satz"] == sentence


def test_known_house_is_suggested(admin_client, nohlstrasse):
    answer = ask(admin_client, "anschrift", strasse="Nohlstr.", hausnummer="3")

    assert answer["felder"] == {
        "breite": 51.471,
        "laenge": 6.851,
        "lagequalitaet": "exakt",
        "lage_quelle": "Eigenes Straßenverzeichnis",
    }
    assert answer["satz"] == "Gefunden, auf das Haus genau."


def test_unknown_house_of_a_known_street_is_suggested_as_the_street(admin_client, nohlstrasse):
    answer = ask(admin_client, "anschrift", strasse="Nohlstraße", hausnummer="77")

    assert answer["felder"]["lagequalitaet"] == "strasse"
    assert answer["felder"]["breite"] == pytest.approx(51.472)


@pytest.mark.parametrize(
    ("strasse", "words"), [("", "Tragen Sie zuerst die Straße ein"), ("Altmarkt", "noch nicht")]
)
def test_street_that_is_not_known_is_said(admin_client, strasse, words):
    create_haltestelle(name="Altmarkt")

    answer = ask(admin_client, "anschrift", strasse=strasse)

    assert words in answer["satz"]
    assert answer["felder"] is None


def test_button_takes_the_point_from_the_address(admin_client, nohlstrasse):
    institution = create_institution()

    response = change(
        admin_client, institution, strasse="Nohlstraße", hausnummer="3", _lage_aus_anschrift="1"
    )

    assert response.headers["Location"].endswith(f"/{institution.pk}/change/")
    institution.refresh_from_db()
    assert (institution.breite, institution.lagequalitaet) == (51.471, "exakt")


def test_point_that_is_there_is_never_overwritten(admin_client, nohlstrasse):
    known = {"breite": 51.5, "laenge": 6.9, "lagequalitaet": "strasse"}
    institution = create_institution(strasse="Nohlstraße", hausnummer="3", **known)

    change(admin_client, institution, kosten="keine")
    response = change(admin_client, institution, _lage_aus_anschrift="1")

    assert "Hier steht schon ein Punkt." in errors(response)["breite"][0]
    institution.refresh_from_db()
    assert institution.breite == 51.5


def test_unknown_street_refuses_the_button(admin_client):
    institution = create_institution()

    response = change(admin_client, institution, strasse="Nirgendweg", _lage_aus_anschrift="1")

    assert "kennen wir noch nicht" in errors(response)["strasse"][0]


# ---- buttons ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("button", "field", "value"),
    [
        ("_veroeffentlichen", "status", "veroeffentlicht"),
        ("_archivieren", "status", "archiviert"),
        ("_geprueft", "geprueft_am", timezone.localdate),
    ],
)
def test_button_saves_the_form_and_sets_one_thing_more(admin_client, button, field, value):
    institution = create_institution(status="entwurf")

    response = change(admin_client, institution, kosten="keine", **{button: ""})

    assert response.headers["Location"].endswith(f"/{institution.pk}/change/")
    institution.refresh_from_db()
    assert getattr(institution, field) == (value() if callable(value) else value)
    assert institution.kosten == "keine"


def test_only_published_ones_lead_to_the_portal(admin_client):
    public, draft = create_institution(), create_institution(status="entwurf")

    for institution, shown in [(public, True), (draft, False)]:
        page = admin_client.get(url(Institution, "change", institution.pk)).content.decode()
        assert ("Im Portal ansehen" in page) is shown


# ---- list ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("lage=ohne", ["ohne alles"]),
        ("lage=exakt", ["bekannt"]),
        ("alter=geprueft", ["bekannt"]),
        ("alter=unbekannt", ["ohne alles"]),
        ("fehlt=telefon", ["ohne alles"]),
        ("fehlt=oeffnungszeiten", ["ohne alles"]),
        ("lage=falsch", []),
    ],
)
def test_list_is_narrowed(admin_client, query, names):
    create_institution(
        name="bekannt",
        telefon="0208 1234",
        oeffnungszeiten_text="morgens",
        geprueft_am=timezone.localdate(),
        breite=51.5,
        laenge=6.9,
        lagequalitaet="exakt",
    )
    create_institution(name="ohne alles")

    response = admin_client.get(f"{url(Institution, 'changelist')}?{query}")

    assert [one.name for one in response.context["cl"].queryset] == names


@pytest.mark.parametrize("action", ["publish", "archive", "mark_checked"])
def test_actions_need_the_right_to_change(admin_client, django_user_model, client, action):
    reader = django_user_model.objects.create_user("leserin", password="x", is_staff=True)
    reader.user_permissions.set(
        django_user_model._meta.apps.get_model("auth", "Permission").objects.filter(
            codename="view_institution"
        )
    )
    institution = create_institution(status="entwurf")
    client.force_login(reader)

    client.post(
        url(Institution, "changelist"), {"action": action, "_selected_action": [institution.pk]}
    )

    institution.refresh_from_db()
    assert (institution.status, institution.geprueft_am) == ("entwurf", None)


# ---- pages -----------------------------------------------------------------------------


def test_preview_shows_the_text_of_the_form_and_saves_nothing(admin_client):
    seite = create_seite("kontakt", text="Alt.")

    response = admin_client.post(
        "/verwaltung/navigator/seite/vorschau/",
        {"titel": "Kontakt", "einleitung": "So geht es.", "text": "## Neu\n\n<b>roh</b>"},
    )

    page = response.content.decode()
    assert "<h2>Neu</h2>" in page
    assert "&lt;b&gt;roh&lt;/b&gt;" in page
    assert Seite.objects.get(pk=seite.pk).text == "Alt."


def test_preview_is_asked_by_the_form_only(admin_client, client):
    assert admin_client.get("/verwaltung/navigator/seite/vorschau/").status_code == 405
    assert client.post("/verwaltung/navigator/seite/vorschau/").status_code == 302
