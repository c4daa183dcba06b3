"""The method: Vorlagen, deviations, plain data and back, sentences for what cannot be."""

import json

import pytest

from navigator.sozialindex import Methode, MethodeError
from tests.indexwerte import methode


def test_vorlagen_set_what_is_published():
    berlin, oberhausen = methode("berlin-mss"), methode("oberhausen", stadtzeile="Stadt")

    assert (berlin.zentrum, berlin.gedreht, berlin.dynamik_jahre) == ("gebiete", False, 2)
    assert (oberhausen.zentrum, oberhausen.gedreht, oberhausen.dynamik_jahre) == ("stadt", True, 4)
    for setting in (berlin, oberhausen):
        assert setting.ddof == 0
        assert setting.mindesteinwohner == 300
        assert setting.status.schnitte == (-1, 1, 1.5)
        assert setting.dynamik.schnitte == (-1, 1)
        assert setting.gewichte == {"quote": 1, "kinder": 1, "bildung": 1}


def test_oberhausen_without_a_row_of_the_city_stands_around_the_areas():
    assert methode("oberhausen").zentrum == "gebiete"


def test_plain_data_come_back_as_the_same_method():
    setting = methode(
        "oberhausen",
        stadtzeile="Stadt",
        gewichte={"quote": 2},
        ddof=1,
        ausschluesse={"07": "Gewerbegebiet"},
        robustheit={"laeufe": 10},
        fokus={"gruppen": ["2-"]},
        schutz={"aktiv": False},
    )

    data = json.loads(json.dumps(setting.to_dict()))

    assert Methode.from_dict(data) == setting
    assert Methode.from_dict(data).hash_methode() == setting.hash_methode()


def test_hash_depends_on_every_setting_but_not_on_its_spelling():
    setting = methode(gewichte={"quote": 1})

    assert setting.hash_methode() == methode(gewichte={"quote": 1.0}).hash_methode()
    assert setting.hash_methode() == methode(zentrum="Gebiete").hash_methode()
    assert setting.hash_methode() != methode(ddof=1).hash_methode()
    assert setting.hash_methode() != methode(robustheit={"startwert": 5}).hash_methode()


@pytest.mark.parametrize(
    ("angaben", "satz"),
    [
        ({"vorlage": "hamburg"}, "„vorlage“ ist berlin-mss oder oberhausen, nicht „hamburg“."),
        ({"farbe": 1}, "Diese Angabe kennt die Methode nicht: farbe."),
        ({"indikatoren": {}}, "„indikatoren“ nennt jeden Indikator mit seiner Richtung"),
        ({"indikatoren": ["quote"]}, "„indikatoren“ nennt jeden Indikator mit seiner Richtung"),
        ({"indikatoren": {"quote": 2}}, "Die Richtung ist 1 (belastet) oder -1 (entlastet)"),
        ({"indikatoren": {"quote": True}}, "nicht „True“"),
        ({"indikatoren": {"jahr": 1}}, "„jahr“ ist eine feste Spalte und kein Indikator."),
        ({"indikatoren": {" ": 1}}, "kann kein Indikator heißen"),
        ({"indikatoren": {"a": 1, "d_a": 1}}, "„d_a“ ist eine Veränderung"),
        ({"gewichte": {"qote": 1}}, "„gewichte“ nennt einen unbekannten Indikator: qote."),
        ({"gewichte": {"quote": -1}}, "Das Gewicht ist eine Zahl ab 0"),
        ({"gewichte": {"quote": "1"}}, "Das Gewicht ist eine Zahl ab 0"),
        ({"gewichte": {"quote": float("inf")}}, "Das Gewicht ist eine Zahl ab 0"),
        ({"gewichte": dict.fromkeys(["quote", "kinder", "bildung"], 0)}, "Kein Indikator hat ein"),
        ({"gewichte": 3}, "„gewichte“ ist ein Objekt"),
        ({"zentrum": "nord"}, "Das Zentrum ist gebiete, stadt, bezugsjahr, nicht „nord“."),
        ({"zentrum": "stadt"}, "Das Zentrum ist die Stadt, aber „stadtzeile“ nennt keine Zeile"),
        ({"zentrum": "bezugsjahr"}, "„bezugsjahr“ (ein Jahr) gehören zusammen"),
        ({"bezugsjahr": 2017}, "„bezugsjahr“ (ein Jahr) gehören zusammen"),
        ({"stadtzeile": ""}, "„stadtzeile“ ist der Name der Zeile"),
        ({"ddof": 2}, "„ddof“ ist 0 oder 1."),
        ({"ddof": True}, "„ddof“ ist 0 oder 1."),
        ({"standardisierung": "log"}, "Standardisiert wird mit z, min-max, prozentrang"),
        ({"gedreht": 1}, "„gedreht“ ist true oder false."),
        ({"dynamik_jahre": 0}, "„dynamik_jahre“ ist eine ganze Zahl ab 1."),
        ({"mindesteinwohner": -1}, "„mindesteinwohner“ ist eine Zahl ab 0."),
        ({"ausschluesse": {"07": ""}}, "Jeder Ausschluss braucht einen Grund"),
        ({"ausschluesse": ["07"]}, "Jeder Ausschluss braucht einen Grund"),
        ({"status": {"schnitte": [1, 1, 2]}}, "Die Schnitte steigen nicht an."),
        ({"status": {"schnitte": [1]}}, "4 Klassen brauchen 3 Schnitte, angegeben sind 1."),
        ({"status": {"schnitte": ["1", 2, 3]}}, "Schnitte sind Zahlen"),
        ({"status": {"art": "quantile"}}, "Quantile liegen zwischen 0 und 1"),
        ({"status": {"art": "natürlich"}}, "Klassen entstehen aus „werte“ oder „quantile“"),
        ({"status": {"klassen": ["a", "a", "b", "c"]}}, "Klassen brauchen verschiedene Namen"),
        ({"status": {"grenzen": []}}, "„status“ kennt diese Angabe nicht: grenzen."),
        ({"status": [1]}, "„status“ ist ein Objekt"),
        ({"gruppen": [["a"]]}, "„gruppen“ braucht 4 Zeilen (Status) mit je 3 Namen (Dynamik)."),
        ({"fokus": {"status": ["rot"]}}, "Die Fokusregel nennt Unbekanntes: rot."),
        ({"fokus": {"gruppen": ["9-"]}}, "Die Fokusregel nennt Unbekanntes: 9-."),
        ({"schutz": {"rundung": 0}}, "Schutz „rundung“ ist eine ganze Zahl ab 1."),
        ({"robustheit": {"spanne": 1}}, "Robustheit „spanne“ liegt zwischen 0 und 1"),
        ({"robustheit": {"laeufe": 1.5}}, "Robustheit „laeufe“ ist eine ganze Zahl ab 0."),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence(angaben, satz):
    with pytest.raises(MethodeError) as caught:
        methode(**angaben)

    assert satz in str(caught.value)
    assert str(caught.value).endswith((".", "}."))


@pytest.mark.parametrize("angaben", [[], None, "oberhausen"])
def test_method_that_is_no_object_is_refused(angaben):
    with pytest.raises(MethodeError, match="kein JSON-Objekt"):
        Methode.from_dict(angaben)
