from django.apps import AppConfig


class HandlungsempfehlungenConfig(AppConfig):
    name = "handlungsempfehlungen"
    verbose_name = "Handlungsempfehlungen"
