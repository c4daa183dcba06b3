"""All settings in one module: safe by default, differences come from the environment.

``.env`` beside ``manage.py`` is read first (``los.py`` writes one), real environment
variables win. The README lists them for the people who run the portal.
"""

from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env(
    PORTAL_AUFBEWAHRUNG_TAGE=(int, 90),
    PORTAL_DEBUG=(bool, False),
    PORTAL_HTTPS=(bool, True),
    PORTAL_HOSTS=(list, []),
    PORTAL_KACHELN=(str, "rvr"),
    PORTAL_PROXY=(bool, False),
    PORTAL_SECRET_KEY=(str, ""),
    PORTAL_VAR=(str, str(BASE_DIR / "var")),
)
if (BASE_DIR / ".env").is_file():
    environ.Env.read_env(BASE_DIR / ".env")

DEBUG = env("PORTAL_DEBUG")
HTTPS = env("PORTAL_HTTPS")
SECRET_KEY = env("PORTAL_SECRET_KEY")
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "PORTAL_SECRET_KEY fehlt. „python3 los.py“ legt eine Datei .env mit einem Schlüssel an."
    )
ALLOWED_HOSTS = env("PORTAL_HOSTS")
VAR_DIR = Path(env("PORTAL_VAR"))

INSTALLED_APPS = [
    "sozialplanung.apps.SozialplanungConfig",
    "sozialplanung.apps.VerwaltungConfig",  # the admin, without leaflet's (it needs GDAL)
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "django.forms",
    "csp",
    "django_filters",
    "import_export",
    "leaflet",
    "navigator",
    "dialoge",
    "handlungsempfehlungen",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "sozialplanung.caching.PublicCacheMiddleware",  # above it: what cached pages need too
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]

ROOT_URLCONF = "sozialplanung.urls"
WSGI_APPLICATION = "sozialplanung.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "sozialplanung.context.portal",
                # The admin alone reads these two; both are lazy and touch no cookie
                # unless a template uses them, which public templates never do.
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# ---- Database -------------------------------------------------------------------------

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'db.sqlite3'}")}
DATABASES["default"]["CONN_MAX_AGE"] = 60
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # Readers never wait for a writer, and a writer waits instead of failing.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# ---- Cache: answers of public pages, see caching.py -------------------------------------

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 600},
        "TIMEOUT": 86400,
    },
    # Pieces that many pages share, such as one entry of a list; their keys hold the Datenstand.
    "template_fragments": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "stuecke",
        "OPTIONS": {"MAX_ENTRIES": 5000},
    },
}

# ---- Language -------------------------------------------------------------------------

LANGUAGE_CODE = "de"
LANGUAGES = [("de", "Deutsch")]
TIME_ZONE = "Europe/Berlin"
USE_TZ = True
FORMS_URLFIELD_ASSUME_HTTPS = True  # „www.…“ means https; Django 6 assumes it anyway

# ---- Files ----------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [
    BASE_DIR / "static",
    *(
        (prefix, path)
        for prefix, path in [
            ("kern", BASE_DIR / "node_modules" / "@kern-ux" / "native" / "dist"),
            ("markercluster", BASE_DIR / "node_modules" / "leaflet.markercluster" / "dist"),
            ("schriften", VAR_DIR / "schriften"),
        ]
        if path.is_dir()  # both are made at setup; commands before it run without them
    ),
]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "sozialplanung.storage.StaticStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
MEDIA_ROOT = VAR_DIR / "media"

# ---- Maps: Leaflet's files only; no tiles before a visitor asks for them -----------------

LEAFLET_CONFIG = {"TILES": [], "NO_GLOBALS": False}
# The background map is asked for only after a visitor switched it on (static/js/karte.js).
KACHELN_MOEGLICH = {
    "rvr": {
        "name": "Regionalverband Ruhr",
        "von": "vom Regionalverband Ruhr",
        "adresse": "https://geodaten.metropoleruhr.de/spw2?SERVICE=WMTS&REQUEST=GetTile"
        "&VERSION=1.0.0&LAYER=spw2_light&STYLE=default&FORMAT=image/png"
        "&TILEMATRIXSET=webmercator_hq&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}",
        "quelle": "Stadtplanwerk Ruhrgebiet 2.0 © Regionalverband Ruhr und Kooperationspartner "
        "(dl-de/by-2-0). Datengrundlagen: ALKIS, ATKIS – Land NRW/Katasterämter "
        "(dl-de/zero-2-0) und © OpenStreetMap-Mitwirkende (ODbL)",
        "herkunft": "https://geodaten.metropoleruhr.de",
    },
    "basemap": {
        "name": "basemap.de",
        "von": "von basemap.de",
        "adresse": "https://sgx.geodatenzentrum.de/wmts_basemapde/tile/1.0.0/"
        "de_basemapde_web_raster_grau/default/GLOBAL_WEBMERCATOR/{z}/{y}/{x}.png",
        "quelle": "© GeoBasis-DE / BKG (basemap.de, CC BY 4.0)",
        "herkunft": "https://sgx.geodatenzentrum.de",
    },
}
if env("PORTAL_KACHELN") not in KACHELN_MOEGLICH:
    raise ImproperlyConfigured("PORTAL_KACHELN ist „rvr“ oder „basemap“.")
KACHELN = KACHELN_MOEGLICH[env("PORTAL_KACHELN")]

# ---- Security -------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", KACHELN["herkunft"]],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [SELF],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz/$"]  # asked over plain HTTP by the machine itself
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
BEHIND_PROXY = env("PORTAL_PROXY")  # one that sets both X-Forwarded- headers itself
if BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_SECURE = HTTPS
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # no cookie of its own
SESSION_COOKIE_PATH = "/verwaltung/"
SESSION_COOKIE_AGE = 36_000  # seconds: a working day
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "sozialplanung.views.error_403"
CSRF_COOKIE_AGE = None  # until the browser is closed

AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LOGIN_URL = "admin:login"

# ---- Public forms: what people wrote is erased so many days after the case was closed ------

AUFBEWAHRUNG_TAGE = env("PORTAL_AUFBEWAHRUNG_TAGE")

# ---- Import and export: formulas in exported cells are defused ---------------------------

IMPORT_EXPORT_USE_TRANSACTIONS = True
IMPORT_EXPORT_ESCAPE_FORMULAE_ON_EXPORT = True

# ---- Log: to the terminal of the server ---------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "INFO"},
}
