"""The Controlling's rows of the work list; a Fachbereich finds only what is its own."""

from django.urls import reverse
from django.utils import timezone

from handlungsempfehlungen.controlling import (
    BALD,
    OHNE,
    SOON_DAYS,
    UEBERFAELLIG,
    group_by_stelle,
    read_positionen,
    stellen_of,
)
from handlungsempfehlungen.models import (
    Entwicklung,
    Handlungsempfehlung,
    Massnahmensteckbrief,
    Sachstand,
    Strategiepapier,
)
from navigator.admin.vorrat import may, screen
from navigator.arbeitsvorrat import (
    Aufgabe,
    Eingabe,
    Frist,
    Gruppe,
    Teil,
    register,
    register_eingabe,
)

from .massnahme import ENDING_DAYS

ENTER = "handlungsempfehlungen.add_sachstand"
register_eingabe(
    Eingabe("Sachstände eintragen", "admin:handlungsempfehlungen_sachstand_eintragen", ENTER)
)
register_eingabe(
    Eingabe("Was fällig ist", "admin:handlungsempfehlungen_sachstand_controlling", ENTER)
)
CHECKS = {
    UEBERFAELLIG: (
        "Prüfung überfällig",
        "Der Tag, an dem der Sachstand geprüft werden sollte, ist vorbei",
    ),
    BALD: ("Prüfung bald fällig", f"In den nächsten {SOON_DAYS} Tagen"),
    OHNE: ("Ohne geplante Prüfung", "Noch nicht abgeschlossen, und niemand fragt nach"),
}


@register
def pruefungen(user):
    """What is due to be checked, by office, with the earliest day."""
    if not may(user, "add", Sachstand):
        return
    listen = group_by_stelle(read_positionen(user))
    for art, (titel, erklaerung) in CHECKS.items():
        positionen = [one for liste in listen for one in liste.faellige if one.faelligkeit == art]
        days = [one.pruefung_am for one in positionen if one.pruefung_am]
        yield Aufgabe(
            Gruppe.DATEN if art == OHNE else Gruppe.FRIST,
            len(positionen),
            titel,
            place_of(user),
            "Eintragen",
            erklaerung,
            Frist(min(days), timezone.localdate()) if days else None,
            teile=tuple(
                Teil(liste.name, liste.count(art), entry_address(liste))
                for liste in listen
                if liste.count(art)
            ),
            geteilt="Nach Stelle",
        )


def place_of(user):
    """Who asks all offices begins with the overview, an office with its own rows."""
    view = "controlling" if stellen_of(user) is None else "eintragen"
    return reverse(f"admin:handlungsempfehlungen_sachstand_{view}")


def entry_address(liste):
    key = liste.stelle.pk if liste.stelle else "ohne"
    return f"{reverse('admin:handlungsempfehlungen_sachstand_eintragen')}?stelle={key}"


@register
def luecken(user):
    """What a recommendation or a measure lacks."""
    if not may(user, "change", Handlungsempfehlung):
        return
    today = timezone.localdate()
    empfehlungen = Handlungsempfehlung.objects.all()
    massnahmen = Massnahmensteckbrief.objects.standing()
    for found, key, titel, erklaerung in (
        (
            empfehlungen.without_federfuehrung(),
            "ohne-federfuehrung",
            "Empfehlungen ohne Federführung",
            "Niemand wird nach dem Sachstand gefragt",
        ),
        (
            empfehlungen.without_fassung(),
            "ohne-fassung",
            "Empfehlungen ohne geltende Fassung",
            "Im Portal ist nichts von ihnen zu sehen",
        ),
        (
            massnahmen.without_laufzeit(),
            "ohne-laufzeit",
            "Steckbriefe ohne Laufzeit",
            "Beim Träger fragen: befristet oder auf Dauer?",
        ),
    ):
        yield build(found, titel, "Ergänzen", erklaerung, vorrat=key)
    ending = massnahmen.ending_soon(today, ENDING_DAYS)
    first = ending.order_by("ende_bis").values_list("ende_bis", flat=True).first()
    yield build(
        ending,
        "Maßnahmen, die bald enden",
        "Ansehen",
        f"In den nächsten {ENDING_DAYS} Tagen: Soll es weitergehen?",
        frist=Frist(first, today) if first else None,
        vorrat="endet-bald",
    )


@register
def entwuerfe(user):
    """What waits to be released."""
    for model in (Strategiepapier, Handlungsempfehlung, Massnahmensteckbrief, Entwicklung):
        if may(user, "change", model):
            yield build(
                model.objects.drafts(),
                f"{model._meta.verbose_name_plural} im Entwurf",
                "Ansehen",
                "Noch nicht im Portal zu sehen",
                gruppe=Gruppe.FREIGABE,
                entwurf="ja",
            )


def build(found, titel, knopf, erklaerung, *, gruppe=Gruppe.DATEN, frist=None, **filters):
    keys = list(found.order_by("pk").values_list("pk", flat=True))
    url = screen(found.model, len(keys), keys[0] if keys else None, **filters)
    return Aufgabe(gruppe, len(keys), titel, url, knopf, erklaerung, frist)
