"""What each app brings along for the whole: modules that are found by their name."""

from importlib import import_module

from django.apps import apps
from django.utils.module_loading import module_has_submodule


def find_modules(name):
    """Return the module ``name`` of every app that has one, lower apps first."""
    return [
        import_module(f"{config.name}.{name}")
        for config in apps.get_app_configs()
        if module_has_submodule(config.module, name)
    ]
