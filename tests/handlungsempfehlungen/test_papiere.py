"""Papers are made once, kept, answered with their ETag, and made anew when they differ."""

import subprocess
import sys
import threading
import time

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from handlungsempfehlungen.models import Strategiepapier
from handlungsempfehlungen.pdf import ablage
from handlungsempfehlungen.pdf.ablage import fetch, folder, lock
from handlungsempfehlungen.pdf.papiere import fetch_strategiepapier, make_papiere
from navigator.models import Datenstand
from tests.factories import create_handlungsempfehlung, create_seite, create_strategiepapier

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(tmp_path, monkeypatch):
    monkeypatch.setattr(settings, "MEDIA_ROOT", tmp_path)


@pytest.fixture
def papier():
    papier = create_strategiepapier()
    create_handlungsempfehlung(strategiepapier=papier)
    return papier


@pytest.fixture
def made(monkeypatch):
    """Count what is set, without setting it."""
    calls = []

    def compile_slowly(vorlage, daten):
        calls.append(daten)
        time.sleep(0.05)
        return f"%PDF {daten}".encode()

    monkeypatch.setattr(ablage, "compile_pdf", compile_slowly)
    return calls


def kept():
    return sorted(path.name for path in folder().glob("*.pdf"))


def body(response):
    """Read an answer to its end, which closes its file."""
    return b"".join(response.streaming_content) if response.streaming else response.content


# ---- kept ------------------------------------------------------------------------------------


def test_what_holds_is_made_once(made):
    first = fetch("probe", "bericht", lambda: {"titel": "A"})
    second = fetch("probe", "bericht", lambda: pytest.fail("unnötig"))

    assert (first.neu, second.neu) == (True, False)
    assert first.path == second.path
    assert len(made) == 1


def test_new_data_version_with_the_same_contents_makes_nothing(made):
    first = fetch("probe", "bericht", lambda: {"titel": "A"})

    Datenstand.objects.raise_version()
    second = fetch("probe", "bericht", lambda: {"titel": "A"})

    assert second.version == first.version
    assert len(made) == 1


def test_other_contents_make_another_version_and_the_oldest_goes(made):
    versions = []
    for titel in "ABC":
        Datenstand.objects.raise_version()
        versions.append(fetch("probe", "bericht", lambda titel=titel: {"titel": titel}).version)

    assert len(set(versions)) == 3
    assert kept() == sorted(f"probe.{version}.pdf" for version in versions[1:])


def test_lost_file_is_made_again(made):
    fetch("probe", "bericht", lambda: {"titel": "A"}).path.unlink()

    assert fetch("probe", "bericht", lambda: {"titel": "A"}).path.is_file()
    assert len(made) == 2


def test_failed_setting_leaves_nothing_half_done(monkeypatch):
    def fail(vorlage, daten):
        raise RuntimeError

    monkeypatch.setattr(ablage, "compile_pdf", fail)

    with pytest.raises(RuntimeError):
        fetch("probe", "bericht", lambda: {"titel": "A"})
    assert kept() == []
    with lock("probe"):
        pass  # nobody holds it


@pytest.mark.django_db(transaction=True)
def test_of_those_who_come_together_one_makes_it(made):
    Datenstand.objects.raise_version()
    found = []

    def ask():
        try:
            found.append(fetch("probe", "bericht", lambda: {"titel": "A"}))
        finally:
            connection.close()

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(made) == 1
    assert sorted(one.neu for one in found) == [False, False, False, True]
    assert len({one.path for one in found}) == 1


def test_another_process_waits_for_the_lock():
    code = (
        "import sys; from django.core.files import locks; file = open(sys.argv[1], 'wb'); "
        "print(locks.lock(file, locks.LOCK_EX | locks.LOCK_NB))"
    )

    def try_lock():
        path = folder() / "probe.lock"
        command = [sys.executable, "-c", code, str(path)]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()

    with lock("probe"):
        assert try_lock() == "False"
    assert try_lock() == "True"


# ---- answered ----------------------------------------------------------------------------------


def test_paper_is_shown_in_the_browser_under_its_name(client, papier):
    response = client.get(f"/strategiepapiere/{papier.slug}.pdf")

    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/pdf"
    name = f"strategiepapier-{papier.slug}.pdf"
    assert response.headers["Content-Disposition"] == f'inline; filename="{name}"'
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert not response.cookies
    assert "Cookie" not in response.headers.get("Vary", "")
    assert body(response).startswith(b"%PDF")


@pytest.mark.parametrize(
    "address",
    [
        "/strategiepapiere/{0.slug}.pdf",
        "/stadtbezirke/{1.slug}.pdf",
        "/controllingberichte/2024.pdf",
    ],
)
def test_visitor_who_has_it_gets_304_until_it_differs(client, papier, address):
    address = address.format(papier, papier.sozialraum.stadtbezirk)
    first = client.get(address)
    etag = first.headers["ETag"]
    body(first)

    create_seite()  # something else changed
    again = client.get(address, headers={"If-None-Match": etag})
    assert (again.status_code, again.headers["ETag"]) == (304, etag)

    create_handlungsempfehlung(strategiepapier=papier, titel="Neu")
    changed = client.get(address, headers={"If-None-Match": etag})
    assert changed.status_code == 200
    assert changed.headers["ETag"] != etag
    assert body(changed).startswith(b"%PDF")


@pytest.mark.parametrize(
    "address",
    [
        "/strategiepapiere/gibt-es-nicht.pdf",
        "/strategiepapiere/entwurf-2021.pdf",
        "/stadtbezirke/gibt-es-nicht.pdf",
        "/controllingberichte/2020.pdf",
        "/controllingberichte/2999.pdf",
    ],
)
def test_what_is_not_published_is_not_there(client, papier, address):
    draft = create_strategiepapier(is_published=False)
    Strategiepapier.objects.filter(pk=draft.pk).update(slug="entwurf-2021")

    assert client.get(address).status_code == 404
    assert kept() == []


def test_bezirksblatt_of_another_day_is_made_but_not_kept(client, papier):
    bezirk = papier.sozialraum.stadtbezirk

    response = client.get(f"/stadtbezirke/{bezirk.slug}.pdf?stand=2024-06-30&seit=2024-01-01")

    assert response.status_code == 200
    assert response.content.startswith(b"%PDF")
    assert response.headers["ETag"].startswith("W/")
    assert kept() == []


@pytest.mark.parametrize(
    "query",
    ["stand=gestern", "seit=2024-13-01", "stand=2024-01-01&seit=2024-02-01", "stand=0001-01-01"],
)
def test_wrong_day_is_explained(client, papier, query):
    response = client.get(f"/stadtbezirke/{papier.sozialraum.stadtbezirk.slug}.pdf?{query}")

    assert response.status_code == 400
    assert "zum Beispiel 2026-09-30" in response.content.decode()


# ---- all of them -------------------------------------------------------------------------------


def test_command_makes_what_is_missing_and_forgets_what_is_gone(papier, capsys):
    call_command("papiere_erzeugen")
    papiere = kept()
    call_command("papiere_erzeugen")

    number = len(papiere)
    assert number == 1 + 1 + len([name for name in papiere if name.startswith("controlling")])
    assert capsys.readouterr().out.splitlines() == [
        f"Papiere als PDF: {number}, davon neu gesetzt: {number}",
        f"Papiere als PDF: {number}, davon neu gesetzt: 0",
    ]

    Strategiepapier.objects.filter(pk=papier.pk).update(is_published=False)
    make_papiere()
    assert not any(name.startswith("strategiepapier") for name in kept())


def test_made_paper_is_the_one_that_is_answered(client, papier):
    stueck = fetch_strategiepapier(papier)

    assert body(client.get(f"/strategiepapiere/{papier.slug}.pdf")) == stueck.path.read_bytes()
