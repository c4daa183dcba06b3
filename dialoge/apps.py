from django.apps import AppConfig


class DialogeConfig(AppConfig):
    name = "dialoge"
    verbose_name = "Dialoge und Konferenzen"
