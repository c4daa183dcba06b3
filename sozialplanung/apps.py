"""The project as an app without models: the data version's receivers, and the admin's start."""

from importlib import import_module

from django.apps import AppConfig, apps
from django.contrib.admin.apps import SimpleAdminConfig
from django.contrib.auth.apps import AuthConfig
from django.db.models.signals import m2m_changed, post_delete, post_save
from django.utils.module_loading import autodiscover_modules, module_has_submodule

# leaflet.admin imports django.contrib.gis, which wants GDAL: a library of 150 packages
# that the portal does not need. So its admin is never looked at. Accounts have one form of our
# own (admin.py); secrets, sessions and failed logins are no records to edit.
WITHOUT_ADMIN = {
    "leaflet",
    "django.contrib.auth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
}


class SozialplanungConfig(AppConfig):
    name = "sozialplanung"
    verbose_name = "Sozialplanung"

    def ready(self):
        """Know every app's imports; let every change of a shown model raise the data version."""
        autodiscover_modules("imports")
        for signal in (post_save, post_delete, m2m_changed):
            signal.connect(raise_datenstand, dispatch_uid=f"datenstand-{id(signal)}")


class KontenConfig(AuthConfig):
    verbose_name = "Konten"


class VerwaltungConfig(SimpleAdminConfig):
    """Django's admin; finds every app's admin module but those of WITHOUT_ADMIN."""

    default_site = "sozialplanung.konto.site.Verwaltung"

    def ready(self):
        super().ready()
        apps.get_app_config("auth").verbose_name = "Konten und Rechte"
        for config in apps.get_app_configs():
            if config.name not in WITHOUT_ADMIN and module_has_submodule(config.module, "admin"):
                import_module(f"{config.name}.admin")


def raise_datenstand(sender, **kwargs):
    """Raise the data version when ``sender`` is shown on public pages.

    A model says so by ``is_public_data = True``; the through table of one of its
    many-to-many fields counts like the model itself (``instance`` carries it).
    """
    instance = kwargs.get("instance")
    if getattr(sender, "is_public_data", False) or getattr(instance, "is_public_data", False):
        apps.get_model("navigator", "Datenstand").objects.raise_version()
