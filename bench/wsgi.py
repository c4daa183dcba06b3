"""The portal as it is, with one more address."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sozialplanung.settings")
settings.ROOT_URLCONF = "bench.urls"

application = get_wsgi_application()
