"""Open-data files of cities, as they are: other headings, systems, encodings, other cities."""

import io

import pytest
from django.core.management import call_command
from openpyxl import Workbook
from pyproj import Transformer

from navigator.imports import laeufe
from navigator.models import Haltestelle, Importlauf, Institution, Kategorie, Strassenpunkt
from sozialplanung.tables import TableError
from tests.demo import NoOutput, shared_records

pytestmark = pytest.mark.django_db
TO_UTM = Transformer.from_crs(4326, 25832, always_xy=True)


@pytest.fixture(scope="module", autouse=True)
def _grunddaten(django_db_setup, django_db_blocker):
    with shared_records(django_db_blocker):
        call_command("grunddaten_laden", verbosity=0, stdout=NoOutput())
        yield


@pytest.fixture
def upload(admin_user):
    """Upload bytes as a list of a model; the preview comes back."""

    def upload(data, model=Institution, **chosen):
        lauf = laeufe.upload(model, laeufe.Datei("liste.csv", data), admin_user)
        if chosen:
            laeufe.assign(
                lauf,
                spalten=chosen.get("spalten", lauf.befund.get("spalten", {})),
                fest=chosen.get("fest", {}),
            )
        return lauf

    return upload


def utm(breite, laenge, digits=2):
    east, north = TO_UTM.transform(laenge, breite)
    return f"{east:.{digits}f}".replace(".", ","), f"{north:.{digits}f}".replace(".", ",")


def workbook(*rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def sentences(lauf):
    return [(p["zeile"], p["spalte"], p["text"]) for p in lauf.probleme]


KITAS = [(51.471, 6.8517), (51.5149, 6.8627), (51.4892, 6.8821)]


def kita_list():
    lines = ["OBJECTID;Name der Einrichtung;Straße Hausnr.;PLZ;Ort;Träger;Fon;Rechtswert;Hochwert"]
    for number, point in enumerate(KITAS, start=1):
        east, north = utm(*point)
        lines.append(
            f"{number};Kita Größe {number};Mülheimer Straße {number} a;46045;Oberhausen;"
            f"Stadt Oberhausen;0208/123-{number}0;{east};{north}"
        )
    return "\r\n".join(lines).encode("cp1252")


# ---- a list of Kitas: Windows-1252, semicolons, UTM, street with number, no Kategorie ----------


def test_kita_list_of_a_city_asks_for_its_kategorie_first(upload):
    lauf = upload(kita_list())

    assert lauf.befund["fehlt"].startswith("Diese Spalten fehlen: kategorie")
    assert lauf.befund["unbekannt"] == ["OBJECTID"]
    assert not Institution.objects.exists()


def test_kita_list_of_a_city_is_read_in(upload, admin_user):
    fest = {"kategorie": "kitas", "quelle": "Open Data", "stand": "2026"}
    lauf = upload(kita_list(), fest=fest)

    assert lauf.befund["art"] == "CSV, Zeichensatz Windows-1252, Trennzeichen Semikolon"
    assert lauf.befund["hinweise"] == ["Koordinaten: Meter (ETRS89/UTM 32, EPSG:25832)."]
    assert (sentences(lauf), lauf.neu) == ([], 3)

    laeufe.confirm(lauf, admin_user)

    first = Institution.objects.get(name="Kita Größe 1")
    assert (first.breite, first.laenge) == pytest.approx(KITAS[0], abs=1e-6)
    assert (first.strasse, first.hausnummer, first.plz) == ("Mülheimer Straße", "1 a", "46045")
    assert (first.lagequalitaet, first.status) == ("exakt", "entwurf")
    assert (first.kategorie.slug, first.quelle, str(first.stand)) == ("kitas", "Open Data", "2026")
    assert first.traeger_text == "Stadt Oberhausen"
    assert first.sozialquartier is not None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_every_encoding_gives_the_same(upload, encoding):
    text = kita_list().decode("cp1252")

    lauf = upload(text.encode(encoding), fest={"kategorie": "kitas"})

    assert lauf.neu == 3
    assert lauf.aenderungen.first().titel == "Kita Größe 1"


# ---- a list of schools: workbook with a title, numbers as numbers --------------------------------


def school_list():
    return workbook(
        ("Schulen der Stadt Oberhausen (Stand: Schuljahr 2025/26)",),
        (),
        ("Schulname", "Schulform", "Anschrift", "PLZ", "Ort", "Tel.", "lat", "lon", "Fax"),
        ("Astrid-Grundschule", "Grundschule", "Markt 3", 46045, "Oberhausen", "0208 1234", 51.471,
         6.8517, None),
        ("Goethe-Schule", "Gymnasium", "Hof 12–14", 46045.0, "Oberhausen", "Tel.: 0208 99–1",
         51.473, 6.8561, None),
    )  # fmt: skip


def test_school_list_is_understood_without_help(upload, admin_user):
    lauf = upload(school_list())

    assert (sentences(lauf), lauf.neu, lauf.unveraendert) == ([], 2, 0)
    assert lauf.befund["unbekannt"] == ["Fax"]
    laeufe.confirm(lauf, admin_user)
    goethe = Institution.objects.get(name="Goethe-Schule")
    assert goethe.kategorie == Kategorie.objects.get(slug="schulen")
    assert (goethe.strasse, goethe.hausnummer, goethe.plz) == ("Hof", "12–14", "46045")
    assert goethe.telefon == "0208 99-1"


def test_rows_are_numbered_as_in_the_workbook(upload):
    data = workbook(("Titel der Liste",), ("Schule", "Schulform"), ("A", "Mondschule"))

    assert sentences(upload(data))[0][:2] == (3, "Schulform")


# ---- other forms ---------------------------------------------------------------------------------


def test_tab_file_with_wkt_and_address_in_one_cell(upload, admin_user):
    data = (
        b"Titel\tTyp\tAdresse\tWKT\n"
        b"Treff\tBeratungsstelle\tEssener Str. 57 a, 46047 Oberhausen\tPOINT (6.8712 51.4801)\n"
    )
    lauf = upload(data)

    assert sentences(lauf) == []
    laeufe.confirm(lauf, admin_user)
    treff = Institution.objects.get()
    assert (treff.strasse, treff.hausnummer, treff.plz) == ("Essener Str.", "57 a", "46047")
    assert (treff.breite, treff.laenge, treff.ort) == (51.4801, 6.8712, "Oberhausen")


def test_swapped_degrees_are_put_right_and_told(upload):
    lauf = upload(b"Einrichtung,Kategorie,lat,lon\nTreff,Beratung,6.8517,51.471\n")

    assert sentences(lauf) == []
    assert "Die Spalten für Breite und Länge sind vertauscht" in lauf.befund["hinweise"][1]
    assert lauf.aenderungen.get().nachher["breite"] == 51.471


def test_stops_and_streets_come_in_metres_too(upload, admin_user):
    east, north = utm(51.471, 6.8517)
    stops = f"Haltestellenname;UTM_X;UTM_Y\nMarkt;32{east};{north}\n".encode()
    streets = f"Strassenname;HNr;HNr-Zusatz;PLZ;Ost;Nord\nMarkt;3;a;46045;{east};{north}\n".encode()

    for model, data in ((Haltestelle, stops), (Strassenpunkt, streets)):
        lauf = upload(data, model)
        assert sentences(lauf) == []
        laeufe.confirm(lauf, admin_user)

    assert Haltestelle.objects.get().breite == pytest.approx(51.471, abs=1e-6)
    assert str(Strassenpunkt.objects.get()) == "Markt 3a"


def test_house_number_that_became_a_date_is_told(upload):
    data = "Name;Kategorie;Straße;Hausnr.\nA;Kita;Hof;02.04.2026\n".encode()

    ((zeile, spalte, text),) = sentences(upload(data))

    assert (zeile, spalte) == (2, "Hausnr.")
    assert text.startswith("„02.04.2026“ ist ein Datum")


def test_precision_for_all_rows_is_for_those_with_a_point(upload):
    data = b"Name;lat;lon\nA;51,471;6,8517\nB;;\n"

    lauf = upload(data, fest={"kategorie": "kitas", "lagequalitaet": "strasse"})

    assert sentences(lauf) == []
    found = [one.nachher["lagequalitaet"] for one in lauf.aenderungen.order_by("position")]
    assert found == ["strasse", ""]


def test_running_number_is_no_house_number(upload):
    lauf = upload(
        "Nr.;Name;Straße (postalisch);Adresse\n1;A;Hof 3;Hof 3, 46045 Oberhausen\n".encode(),
        fest={"kategorie": "kitas"},
    )

    facts = lauf.aenderungen.get().nachher
    assert (facts["strasse"], facts["hausnummer"], facts["plz"]) == ("Hof", "3", "46045")
    assert lauf.befund["unbekannt"] == ["Nr."]


def test_column_may_be_assigned_by_hand(upload):
    data = b"Wer;Was;Rufnummer\nTreff;kitas;0208 1234\n"
    lauf = upload(data)
    assert "fehlt" in lauf.befund

    laeufe.assign(lauf, spalten={"Wer": "name", "Was": "kategorie", "Rufnummer": ""}, fest={})

    assert "fehlt" not in lauf.befund
    assert lauf.aenderungen.get().nachher["telefon"] == ""
    assert lauf.befund["unbekannt"] == ["Rufnummer"]


# ---- other cities, no tables ---------------------------------------------------------------------


def test_file_of_another_city_is_refused_in_one_sentence_and_by_row(upload):
    rows = "\n".join(f"Kita {n};50,77{n};6,08{n}" for n in range(5))
    lauf = upload(f"Name;Latitude;Longitude\n{rows}\n".encode(), fest={"kategorie": "kitas"})

    assert lauf.befund["zusammenfassung"] == (
        "Alle 5 Punkte der Datei liegen außerhalb von Oberhausen. Ist es die Datei einer anderen "
        "Stadt?"
    )
    assert sentences(lauf)[0] == (
        2,
        "Latitude",
        "50,770 / 6,080 liegt nicht in Oberhausen. Bitte die Zahlen prüfen oder die Zeile "
        "weglassen.",
    )
    assert (len(lauf.probleme), lauf.aenderungen.count()) == (5, 0)
    assert not Institution.objects.exists()


def test_point_of_a_neighbouring_city_in_the_box_is_refused_in_metres(upload):
    """Bottrop's and Duisburg's middles lie in the box around Oberhausen."""
    rows = "\n".join(f"Kita {n};{';'.join(utm(*p))}" for n, p in enumerate([(51.4344, 6.7623)]))
    lauf = upload(f"Name;X;Y\n{rows}\n".encode(), fest={"kategorie": "kitas"})

    ((_, spalte, text),) = sentences(lauf)
    assert spalte == "X"
    assert "liegt nicht in Oberhausen" in text


def test_list_without_points_of_another_city_is_doubted(upload):
    lauf = upload(b"Name;Ort\nA;Bochum\nB;Bochum\n", fest={"kategorie": "kitas"})

    assert "Keine Zeile nennt Oberhausen als Ort, die erste nennt „Bochum“" in str(
        lauf.befund["hinweise"]
    )


@pytest.mark.parametrize(
    "data",
    [b"", b"%PDF-1.7", b'{"type":"FeatureCollection"}', b"name;kategorie\n", b"<html></html>"],
)
def test_file_that_is_no_list_is_refused_and_not_kept(upload, data):
    with pytest.raises(TableError):
        upload(data)

    assert not Importlauf.objects.exists()


def test_file_with_nothing_we_know_leads_to_the_columns(upload):
    lauf = upload(b"alpha;beta\n1;2\n")

    assert "name" in lauf.befund["fehlt"]
    assert lauf.befund["unbekannt"] == ["alpha", "beta"]
