"""Do the columns that follow from others still say what they follow from, and is nothing lost?"""

from handlungsempfehlungen.models import (
    Befassung,
    Entwicklung,
    Entwicklungsschritt,
    Fassung,
    Handlungsempfehlung,
    Kooperation,
    Massnahmensteckbrief,
    Ruecknahme,
    Sachstand,
    Strategiepapier,
    Verwendung,
)
from navigator.integritaet import Befund

DATED = [
    Strategiepapier,
    Fassung,
    Sachstand,
    Ruecknahme,
    Verwendung,
    Entwicklung,
    Entwicklungsschritt,
    Kooperation,
]
OF_EXAMPLES = [Sachstand, Verwendung]


def check():
    """Check recommendations and all that is dated; return the :class:`Befund`."""
    befund = Befund("Angaben zu Handlungsempfehlungen passen nicht zusammen; sie stehen oben.")
    for find in (find_wrong_days, find_wrong_fassungen, find_wrong_addresses, find_wrong_marks):
        befund.fehler += find()
    number = Handlungsempfehlung.objects.count()
    befund.gut = f"{number} Handlungsempfehlungen geprüft: Fassungen und Daten passen zusammen."
    return befund


def name_of(record):
    return f"{record._meta.verbose_name} „{record}“, Nummer {record.pk}"


def find_wrong_days():
    """Time travel goes by ``wirksam_am``: it has to be the day of the fact."""
    for model in DATED:
        for record in model._default_manager.all():
            if record.wirksam_am != (record.datum_bis or record.eingetragen_am):
                yield f"{name_of(record)}: gilt nicht von dem Tag an, den ihr Datum nennt."
    for befassung in Befassung.objects.select_related("sitzung__gremium"):
        if befassung.wirksam_am != befassung.sitzung.datum:
            yield f"{name_of(befassung)}: gilt nicht vom Tag der Sitzung an."
    for massnahme in Massnahmensteckbrief.objects.all():
        if massnahme.wirksam_am != (massnahme.beginn_bis or massnahme.eingetragen_am):
            yield f"{name_of(massnahme)}: gilt nicht von ihrem Beginn an."


def find_wrong_fassungen():
    """Every recommendation has wordings, numbered from 1 in the order of their days."""
    for he in Handlungsempfehlung.objects.prefetch_related("fassungen"):
        fassungen = sorted(he.fassungen.all(), key=lambda one: one.nummer)
        if not fassungen:
            yield f"{name_of(he)}: hat keine Fassung."
        days = [one.wirksam_am for one in fassungen]
        numbers = [one.nummer for one in fassungen]
        if days != sorted(days) or numbers != list(range(1, len(numbers) + 1)):
            yield f"{name_of(he)}: Die Fassungen sind nicht der Reihe nach gezählt."


def find_wrong_addresses():
    """A recommendation is cited by paper and number for good."""
    for he in Handlungsempfehlung.objects.select_related("strategiepapier__sozialraum"):
        if he.slug != he.make_slug():
            yield f"{name_of(he)}: Die Adresse „{he.slug}“ passt nicht zu Papier und Nummer."


def find_wrong_marks():
    """What happened to an example is an example."""
    for model in OF_EXAMPLES:
        for record in model.objects.filter(
            handlungsempfehlung__ist_beispiel=True, ist_beispiel=False
        ):
            yield f"{name_of(record)}: gehört zu einem Beispiel und ist nicht so gekennzeichnet."
