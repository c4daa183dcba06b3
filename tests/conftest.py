"""What all tests share: a database file like the real one, no network, and Debian's Chromium."""

import os
import re
import shutil
import socket
import tempfile
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from tests.chromium import CHROMIUM, CHROMIUM_ARGUMENTS
from tests.office import log_in

FOLDER = pytest.StashKey()
TEMPLATE = os.environ.get("PORTAL_TEST_TEMPLATE", "")

# Playwright's event loop runs in the thread of the test, which also asks the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def pytest_configure(config):
    """Set what is different under test, before anything has used a setting."""
    folder = config.stash[FOLDER] = Path(tempfile.mkdtemp(prefix="portal-"))
    (folder / "static").mkdir()
    settings.STATIC_ROOT = folder / "static"
    settings.MEDIA_ROOT = folder / "media"
    # Files by their plain names, straight from their sources; .ci/run tries the hashed ones.
    settings.STORAGES["staticfiles"] = {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
    }
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    database = settings.DATABASES["default"].setdefault("TEST", {})
    if is_sqlite():
        # In memory, where SQLite's tests run by default, the live server's threads would get in
        # each other's way.
        database["NAME"] = f"{folder}/test.sqlite3"
    elif TEMPLATE:
        database["TEMPLATE"] = TEMPLATE


def is_sqlite():
    return "sqlite" in settings.DATABASES["default"]["ENGINE"]


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_modify_db_settings):
    """Start from a copy of the database that tests/run.py has migrated, if it did."""
    if not (TEMPLATE and is_sqlite()):
        return False
    shutil.copy(TEMPLATE, settings.DATABASES["default"]["TEST"]["NAME"])
    return True


def pytest_unconfigure(config):
    shutil.rmtree(config.stash[FOLDER], ignore_errors=True)


def pytest_collection_modifyitems(config, items):
    """Leave to SQLite's run what asks no database; skip the browser where there is none."""
    if not is_sqlite():
        left_out = [item for item in items if not asks_database(item)]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if asks_database(item)]
    if CHROMIUM is None:
        for item in items:
            if item.get_closest_marker("browser"):
                item.add_marker(pytest.mark.skip(reason="kein Chromium"))


def asks_database(item):
    """Whether the answer of a test may differ from database to database."""
    if item.get_closest_marker("one_database"):
        return False
    uses = {"db", "transactional_db"} & set(item.fixturenames)
    return bool(uses or item.get_closest_marker("django_db"))


@pytest.fixture(scope="session", autouse=True)
def _no_network():
    """Let tests reach this machine only."""
    connect = socket.socket.connect

    def connect_locally(self, address):
        is_local = not isinstance(address, tuple) or address[0] in {"127.0.0.1", "::1", "localhost"}
        assert is_local, f"Ein Test wollte ins Netz: {address}"
        return connect(self, address)

    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(socket.socket, "connect", connect_locally)
        yield


@pytest.fixture
def admin_client(admin_user):
    """pytest-django's, logged in with both factors."""
    return log_in(Client(), admin_user)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Start Debian's Chromium; pytest-playwright would look for one of its own."""
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": CHROMIUM_ARGUMENTS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {**browser_context_args, "locale": "de-DE", "timezone_id": "Europe/Berlin"}


@pytest.fixture
def context(context, live_server):
    """A browser that sees the live server only; asking anybody else fails the test."""
    foreign = []

    def refuse(route):
        foreign.append(route.request.url)
        route.abort()

    context.route(re.compile(f"^https?://(?!{re.escape(live_server.url[7:])}/)"), refuse)
    yield context
    assert foreign == []
