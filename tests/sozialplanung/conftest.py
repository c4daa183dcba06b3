"""What the project's tests share."""

import pytest
from django.core.cache import caches

from sozialplanung.rollen import create_roles
from tests.anmeldung import PASSWORD
from tests.office import create_konto, log_in


@pytest.fixture(autouse=True)
def _empty_cache():
    """Let no answer of one test be read by the next: both begin with the same data version."""
    for cache in caches.all():
        cache.clear()


@pytest.fixture
def konto():
    """An editor's account, which has no second factor yet."""
    create_roles()
    return create_konto("anna", "Redaktion", password=PASSWORD, email="anna@example.org")


@pytest.fixture
def office(client, konto):
    """The editor, logged in."""
    return log_in(client, konto)


@pytest.fixture
def mail_server(settings):
    settings.MAIL_IS_SET = True
