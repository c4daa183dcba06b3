"""Settings: safe by default, and refused in one sentence when wrong."""

import os
import runpy
import subprocess
import sys
from pathlib import Path

import environ
import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command

ROOT = Path(__file__).resolve().parents[2]
PRODUCTION = {
    "PORTAL_SECRET_KEY": "abcdefghijklmnopqrstuvwxyz0123456789abcdefghijklmnopqrstuvwxyz",
    "PORTAL_HOSTS": "portal.example",
    "PORTAL_HTTPS": "1",
    "PORTAL_DEBUG": "0",
}


@pytest.fixture
def read(monkeypatch):
    """Return a function that runs the settings with these variables; it gives all names."""

    def run(**variables):
        for name in [name for name in os.environ if name.startswith("PORTAL_")]:
            monkeypatch.delenv(name)
        for name, value in (PRODUCTION | variables).items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(ROOT / "sozialplanung" / "settings.py"))

    return run


def test_production_passes_djangos_checks():
    known = {name: value for name, value in os.environ.items() if not name.startswith("DJANGO_")}

    done = subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "INFO"],
        cwd=ROOT,
        env=known | PRODUCTION,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr


def test_missing_secret_key_is_said_in_one_sentence(read):
    with pytest.raises(ImproperlyConfigured) as refusal:
        read(PORTAL_SECRET_KEY="")

    assert str(refusal.value) == (
        "PORTAL_SECRET_KEY fehlt. „python3 los.py“ legt eine Datei .env mit einem Schlüssel an."
    )


def test_unknown_map_is_said_in_one_sentence(read):
    with pytest.raises(ImproperlyConfigured) as refusal:
        read(PORTAL_KACHELN="mars")

    assert str(refusal.value) == "PORTAL_KACHELN ist „rvr“ oder „basemap“."


def test_mail_goes_nowhere_unless_a_server_is_named(read):
    for given in ({}, {"PORTAL_MAIL": ""}):
        known = read(**given)

        assert known["MAIL_IS_SET"] is False
        assert known["EMAIL_BACKEND"] == "django.core.mail.backends.console.EmailBackend"


def test_mail_server_is_read_from_one_address(read):
    known = read(
        PORTAL_MAIL="smtp+tls://portal:ge%40heim@mail.example:587", PORTAL_MAIL_VON="p@mail.example"
    )

    assert known["MAIL_IS_SET"] is True
    assert known["EMAIL_BACKEND"] == "django.core.mail.backends.smtp.EmailBackend"
    assert (known["EMAIL_HOST"], known["EMAIL_PORT"]) == ("mail.example", 587)
    assert (known["EMAIL_HOST_USER"], known["EMAIL_HOST_PASSWORD"]) == ("portal", "ge@heim")
    assert known["EMAIL_USE_TLS"] is True
    assert known["DEFAULT_FROM_EMAIL"] == "p@mail.example"


def test_unknown_mail_server_is_said_without_its_password(read):
    with pytest.raises(ImproperlyConfigured, match=r"^PORTAL_MAIL ist nicht zu verstehen") as said:
        read(PORTAL_MAIL="http://portal:geheim@mail.example")

    assert "geheim" not in str(said.value)


def test_production_is_safe(read):
    known = read()

    assert known["DEBUG"] is False
    assert known["ALLOWED_HOSTS"] == ["portal.example"]
    assert known["SECURE_HSTS_SECONDS"] >= 31_536_000
    assert "SECURE_PROXY_SSL_HEADER" not in known
    for name in (
        "SECURE_SSL_REDIRECT",
        "SESSION_COOKIE_SECURE",
        "CSRF_COOKIE_SECURE",
        "CSRF_COOKIE_HTTPONLY",
        "SECURE_CONTENT_TYPE_NOSNIFF",
    ):
        assert known[name] is True, name


def test_https_and_no_debugging_are_the_default(read, monkeypatch):
    for name in ("PORTAL_HTTPS", "PORTAL_DEBUG"):
        monkeypatch.delitem(PRODUCTION, name)
    monkeypatch.setattr(environ.Env, "read_env", lambda path: None)

    known = read()

    assert (known["SECURE_SSL_REDIRECT"], known["DEBUG"]) == (True, False)


def test_loopback_needs_no_certificate(read):
    known = read(PORTAL_HTTPS="0")

    assert known["SECURE_SSL_REDIRECT"] is known["SESSION_COOKIE_SECURE"] is False
    assert known["SECURE_HSTS_SECONDS"] == 0


def test_proxy_is_trusted_only_when_named(read):
    known = read(PORTAL_PROXY="1")

    assert known["SECURE_PROXY_SSL_HEADER"] == ("HTTP_X_FORWARDED_PROTO", "https")


@pytest.mark.parametrize(
    ("url", "engine", "name"),
    [
        ("postgres://u:p@host/portal", "django.db.backends.postgresql", "portal"),
        ("sqlite:///portal.sqlite3", "django.db.backends.sqlite3", "portal.sqlite3"),
    ],
)
def test_database_url_names_the_database(read, url, engine, name):
    database = read(DATABASE_URL=url)["DATABASES"]["default"]

    assert (database["ENGINE"], database["NAME"]) == (engine, name)
    assert ("transaction_mode" in database.get("OPTIONS", {})) is ("sqlite" in engine)


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_portal_is_german():
    assert settings.LANGUAGE_CODE == "de"
    assert settings.TIME_ZONE == "Europe/Berlin"
    assert settings.USE_TZ is True


def test_content_security_policy_is_strict():
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]

    assert directives["default-src"] == ["'none'"]
    for name in ("script-src", "style-src", "font-src", "connect-src", "form-action", "base-uri"):
        assert directives[name] == ["'self'"], name
    assert directives["frame-ancestors"] == directives["object-src"] == ["'none'"]
    assert not any("unsafe" in str(value) or "*" in str(value) for value in directives.values())
