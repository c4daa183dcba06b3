"""Who may do what with the project's own nouns: accounts, and who is in which role."""

from django.contrib.auth import get_user_model

KEINE = ()
ALLES = ("view", "add", "change", "delete")

# fmt: off
RECHTE = {
    #                  Redaktion, Sozialplanung, Statistik, Fachbereich, Administration
    get_user_model(): (KEINE,     KEINE,         KEINE,     KEINE,       ALLES),
}
# fmt: on
