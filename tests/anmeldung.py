"""The way into the admin as a test goes it: addresses of the pages, and what is typed there."""

from tests.office import code_of

PASSWORD = "Emscher und Ruhr"  # noqa: S105 – invented
LOGIN = "/verwaltung/konto/anmelden/"
CODE = "/verwaltung/konto/anmelden/code/"
SET_UP = "/verwaltung/konto/zweiter-faktor/"
CODES = "/verwaltung/konto/notfallcodes/"
SESSIONS = "/verwaltung/konto/sitzungen/"
FORGOTTEN = "/verwaltung/konto/passwort/vergessen/"
INSIDE = [
    "/verwaltung/konto/",
    "/verwaltung/konto/passwort/",
    "/verwaltung/konto/zweiter-faktor/wechseln/",
    CODES,
    f"{CODES}neu/",
    f"{CODES}datei/",
    SESSIONS,
]


def give_password(client, password=PASSWORD, name="anna", **extra):
    return client.post(LOGIN, {"login": name, "password": password}, **extra)


def give_code(client, code, **extra):
    return client.post(CODE, {"code": code}, **extra)


def is_inside(client):
    return client.get("/verwaltung/").status_code == 200


def set_up(client):
    """Set up the second factor as the page says; return the answer and the secret."""
    secret = client.get(SET_UP).context["form"].secret
    return client.post(SET_UP, {"code": code_of(secret)}, follow=True), secret
