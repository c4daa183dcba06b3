"""All settings in one module: safe by default, differences come from the environment.

``.env`` beside ``manage.py`` is read first (``los.py`` writes one), real environment
variables win. The README lists them for the people who run the portal.
"""

import datetime as dt
from pathlib import Path

import environ
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env(
    PORTAL_AUFBEWAHRUNG_TAGE=(int, 90),
    PORTAL_DEBUG=(bool, False),
    PORTAL_HILFE=(str, "die Administration des Portals"),
    PORTAL_HTTPS=(bool, True),
    PORTAL_HOSTS=(list, []),
    PORTAL_KACHELN=(str, "rvr"),
    PORTAL_MAIL=(str, ""),
    PORTAL_MAIL_VON=(str, "sozialnavigator@localhost"),
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
    "sozialplanung.apps.KontenConfig",  # django.contrib.auth under a name the office understands
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
    "csp",
    "django_filters",
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
    "allauth.account.middleware.AccountMiddleware",
    "axes.middleware.AxesMiddleware",  # the last: it answers in place of a refused login
    # Below the cache, so that public pages never pay for it. The package is no installed app:
    # its commands write and delete versions behind the back of models/historie.py.
    "simple_history.middleware.HistoryRequestMiddleware",
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
        "BACKEND": "sozialplanung.seitenspeicher.Seitenspeicher",
        "OPTIONS": {"MAX_ENTRIES": 500, "MAX_BYTES": 20_000_000},
        "TIMEOUT": 86400,
    },
    # Pieces that many pages share, such as one entry of a list; their keys hold the Datenstand.
    "template_fragments": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "stuecke",
        "OPTIONS": {"MAX_ENTRIES": 2000},
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
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "admin:index"

# ---- Accounts of the office: password and TOTP, see sozialplanung/konto/ ------------------

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",  # the first: it refuses whoever is locked out
    "django.contrib.auth.backends.ModelBackend",
]
KONTO_HILFE = env("PORTAL_HILFE")  # whom to ask, as it stands after „Wenden Sie sich an …“
ACCOUNT_ADAPTER = "sozialplanung.konto.adapter.KontoAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no mail to addresses that have no account here
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SESSION_REMEMBER = True  # for SESSION_COOKIE_AGE
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900  # seconds
ACCOUNT_RATE_LIMITS = {
    "login_failed": None,  # counted by axes instead: in the database, by user and address
    "second_factor": "20/15m/key",  # codes for one account, from wherever they come
}
MFA_ADAPTER = "sozialplanung.konto.adapter.ZweiterFaktorAdapter"
MFA_ALLOW_UNVERIFIED_EMAIL = True  # addresses are entered by the administration
MFA_FORMS = {
    "activate_totp": "sozialplanung.konto.forms.EinrichtenForm",
    "authenticate": "sozialplanung.konto.forms.CodeForm",
    "reauthenticate": "sozialplanung.konto.forms.CodeWiederholenForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Sozialnavigator Oberhausen"
MFA_TOTP_TOLERANCE = 1  # one code earlier or later: clocks differ

AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]  # a stranger locks out nobody else
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = dt.timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # the page says how long, and it is true
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "navigator.views.melden.client_address"
AXES_LOCKOUT_CALLABLE = "sozialplanung.konto.views.gesperrt"
AXES_DISABLE_ACCESS_LOG = True  # who logged in when is kept in the sessions only
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "login", "code", "csrfmiddlewaretoken"]
AXES_VERBOSE = False

# ---- Mail: links for a new password; without a server nothing is sent and the pages say so ---

MAIL_IS_SET = bool(env("PORTAL_MAIL"))
try:
    vars().update(env.email_url_config(env("PORTAL_MAIL") or "consolemail://"))
except ImproperlyConfigured as error:
    raise ImproperlyConfigured(
        "PORTAL_MAIL ist nicht zu verstehen; richtig wäre zum Beispiel"
        " „smtp+tls://KONTO:PASSWORT@RECHNER:587“ (Sonderzeichen im Passwort als %XX)."
    ) from error
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env("PORTAL_MAIL_VON")
EMAIL_TIMEOUT = 20  # seconds

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
    "loggers": {"axes": {"level": "WARNING"}},  # what went wrong, not every login
}
