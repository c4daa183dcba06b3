"""``manage.py sozialindex_rechnen``: the formats, and one sentence for whatever is wrong."""

import json
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from tests.indexwerte import INDEX, RICHTUNGEN, STATUS, Z, zwoelf_gebiete

M = {"vorlage": "berlin-mss", "indikatoren": RICHTUNGEN}
HEADER = (
    "gebiet,jahr,z_quote,z_kinder,z_bildung,status_summe,status_index,status_klasse,"
    "dynamik_summe,dynamik_index,dynamik_klasse,gruppe,"
    "beitrag_quote,beitrag_kinder,beitrag_bildung,hinweis"
)
SMALL = "gebiet,jahr,quote\na,2022,1\nb,2022,2\n"


def values(**columns):
    return zwoelf_gebiete().assign(**columns).to_csv()


@pytest.fixture
def compute(tmp_path):
    """Run the command on a method and a text; return the bytes it wrote."""

    def run(werte, methode=M):
        text = methode if isinstance(methode, str) else json.dumps(methode)
        (tmp_path / "m.json").write_text(text, encoding="utf-8")
        data = werte if isinstance(werte, bytes) else werte.encode()
        (tmp_path / "w.csv").write_bytes(data)
        paths = {"methode": "m.json", "werte": "w.csv", "ausgabe": "a.csv"}
        arguments = {name: tmp_path / path for name, path in paths.items()}
        with (tmp_path / "stdout").open("w", encoding="utf-8") as stdout:
            call_command("sozialindex_rechnen", stdout=stdout, **arguments)
        return (tmp_path / "a.csv").read_bytes()

    return run


def test_output_has_exactly_the_columns_of_the_specification(compute):
    written = compute(values())

    lines = written.decode("utf-8").splitlines()
    assert lines[0] == HEADER
    assert len(lines) == 1 + 24
    assert not written.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in written
    first = dict(zip(HEADER.split(","), lines[2].split(","), strict=True))
    assert (first["gebiet"], first["jahr"], first["status_klasse"]) == ("01", "2022", STATUS[0])
    assert float(first["status_index"]) == pytest.approx(INDEX[0])
    assert float(first["z_kinder"]) == pytest.approx(Z["kinder"][0])
    assert first["gruppe"] == "4+/-"


def test_missing_is_blank_with_its_reason_and_nothing_is_nan_or_inf(compute):
    text = values().replace("04,2022,20.0,12.0", "04,2022,,12.0")

    written = compute(text).decode()

    assert "\n04,2022,,,,,,,,,,,,,,nicht berechnet: kein Wert für quote.\n" in written
    assert "nan" not in written.lower()
    assert "inf" not in written.lower()


def test_other_columns_are_ignored(compute):
    text = values()
    plain = compute(text)

    with_more = compute(values(name="x", pub_status="hoch", d_fremd="?"))

    assert with_more == plain


def test_given_changes_and_inhabitants_are_read(compute):
    changes = {f"d_{name}": range(24) for name in ("quote", "kinder")}

    written = compute(
        values(einwohner=[299] + [300] * 23, d_bildung=[-n for n in range(24)], **changes)
    )

    lines = written.decode().splitlines()
    assert "299 Einwohner*innen im Jahr 2020" in lines[1]
    assert ",2022," in lines[2]
    assert lines[2].count("positiv") == 1  # all changes given: the window is the year alone
    assert lines[-1].split(",")[10] == "negativ"


def test_names_with_umlauts_quotes_and_leading_zeros_go_round(compute):
    text = 'gebiet,jahr,"Größe, ß"\n"Holten ""Nord"", alt",2022,1\n01011101,2022,3\n'

    written = compute(text, {"vorlage": "oberhausen", "indikatoren": {"Größe, ß": 1}}).decode()

    assert written.startswith('gebiet,jahr,"z_Größe, ß",')
    assert "\n01011101,2022," in written
    assert '\n"Holten ""Nord"", alt",2022,' in written


def test_order_of_rows_and_columns_gives_the_same_bytes(compute):
    table = zwoelf_gebiete() * 1.1
    shuffled = table.sample(frac=1, random_state=2)[["kinder", "bildung", "quote"]]

    assert compute(table.to_csv()) == compute(shuffled.to_csv())


def test_mark_of_excel_at_the_start_is_no_problem(compute):
    assert compute(b"\xef\xbb\xbf" + values().encode()) == compute(values())


def test_city_row_is_written_with_index_0(compute):
    text = values() + "Stadt,2022,21,11,29\nStadt,2020,21,11,29\n"

    written = compute(text, {**M, "vorlage": "oberhausen", "stadtzeile": "Stadt"}).decode()

    city = [line for line in written.splitlines() if line.startswith("Stadt,2022")]
    assert city[0].split(",")[6] == "0.0"


@pytest.mark.parametrize(
    ("werte", "satz"),
    [
        ("", "w.csv, Zeile 1: Es fehlt die Spalte gebiet, jahr, quote."),
        ("gebiet;jahr;quote\na;2022;1\n", "Es fehlt die Spalte gebiet, jahr, quote."),
        ("gebiet,jahr\na,2022\n", "w.csv, Zeile 1: Es fehlt die Spalte quote."),
        ("gebiet,jahr,quote\n", "w.csv: Unter der Überschrift steht keine Zeile."),
        ("gebiet,jahr,quote,quote\na,2022,1,1\n", "Die Spalte quote gibt es zweimal."),
        (SMALL + "c,2022,x\n", "w.csv, Zeile 4, Spalte quote: „x“ ist keine Zahl"),
        (SMALL + 'c,2022,"1,5"\n', "w.csv, Zeile 4, Spalte quote: „1,5“ ist keine Zahl"),
        (SMALL + "c,2022,inf\n", "w.csv, Zeile 4, Spalte quote: „inf“ ist keine Zahl"),
        (SMALL + "c,2022,NaN\n", "w.csv, Zeile 4, Spalte quote: „NaN“ ist keine Zahl"),
        (SMALL + "c,2022,1e999\n", "w.csv, Zeile 4, Spalte quote: „1e999“ ist keine Zahl"),
        (SMALL + "c,2022,1_0\n", "w.csv, Zeile 4, Spalte quote: „1_0“ ist keine Zahl"),
        (SMALL + "\nc,22,1\n", "w.csv, Zeile 5, Spalte jahr: „22“ ist kein Jahr"),
        (SMALL + ",2022,1\n", "w.csv, Zeile 4, Spalte gebiet: Hier fehlt der Name"),
        (SMALL + "a,2022,1\n", "w.csv, Zeile 4, Spalte gebiet: „a“ steht im Jahr 2022 zum zweiten"),
        (SMALL + "c,2022,1,9\n", "w.csv, Zeile 4: 4 Zellen statt 3 (letzte Spalte: quote)."),
        (SMALL + 'c,2022,"1\n', "w.csv, Zeile 4: Die Zeile ist nicht lesbar."),
        (SMALL.encode() + b"D\xfcmpten,2022,1\n", "w.csv, Zeile 4: Der Text ist nicht in UTF-8."),
        (
            "gebiet,jahr,einwohner,quote\na,2022,-5,1\n",
            "w.csv, Zeile 2, Spalte einwohner: „-5“ ist negativ.",
        ),
        (
            "gebiet,jahr,quote,d_quote\na,2022,1,viel\n",
            "w.csv, Zeile 2, Spalte d_quote: „viel“ ist keine Zahl",
        ),
    ],
)
def test_bad_values_end_in_one_sentence_with_row_and_column(compute, tmp_path, werte, satz):
    (tmp_path / "a.csv").write_text("alt", encoding="utf-8")

    with pytest.raises(CommandError) as caught:
        compute(werte, {"vorlage": "oberhausen", "indikatoren": {"quote": 1}})

    assert satz in str(caught.value)
    assert "\n" not in str(caught.value)
    assert (tmp_path / "a.csv").read_text(encoding="utf-8") == "alt"


@pytest.mark.parametrize(
    ("methode", "satz"),
    [
        ("{", "m.json, Zeile 1, Spalte 2: Das ist kein gültiges JSON."),
        ("[]", "Die Methode ist kein JSON-Objekt"),
        ('{"vorlage": "oberhausen", "vorlage": "berlin-mss"}', "steht „vorlage“ zweimal"),
        ({"vorlage": "oberhausen"}, "„indikatoren“ nennt jeden Indikator"),
        ({**M, "stadtzeile": "Berlin"}, "Die Stadtzeile „Berlin“ steht nicht in den Werten."),
        ({**M, "gewichte": {"x": 1}}, "„gewichte“ nennt einen unbekannten Indikator: x."),
    ],
)
def test_bad_method_ends_in_one_sentence(compute, tmp_path, methode, satz):
    with pytest.raises(CommandError) as caught:
        compute(values(), methode)

    assert satz in str(caught.value)
    assert not (tmp_path / "a.csv").exists()


def run_command(folder, ausgabe="a.csv"):
    files = {"--methode": "m.json", "--werte": "w.csv", "--ausgabe": ausgabe}
    arguments = [str(word) for name, file in files.items() for word in (name, folder / file)]
    return subprocess.run(
        [sys.executable, settings.BASE_DIR / "manage.py", "sozialindex_rechnen", *arguments],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONUTF8": "1", "DATABASE_URL": "sqlite:////nirgends/db.sqlite3"},
    )


def test_exit_status_is_0_without_a_database_and_1_with_one_line_for_a_missing_file(tmp_path):
    (tmp_path / "m.json").write_text(json.dumps(M), encoding="utf-8")
    missing = run_command(tmp_path)
    (tmp_path / "w.csv").write_text(values(), encoding="utf-8")

    done = run_command(tmp_path)
    nowhere = run_command(tmp_path, "kein/ordner.csv")

    assert (missing.returncode, missing.stdout) == (1, "")
    assert missing.stderr == "CommandError: Die Datei w.csv lässt sich nicht lesen.\n"
    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.csv", "m.json", "w.csv"]
    assert nowhere.returncode == 1
    assert nowhere.stderr == "CommandError: Die Datei ordner.csv lässt sich nicht schreiben.\n"
