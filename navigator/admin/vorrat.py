"""The directory's rows of the work list; each leads to the one screen that settles it."""

from urllib.parse import urlencode

from django.contrib.auth import get_permission_codename
from django.db.models import Count, Min
from django.urls import reverse
from django.utils import timezone

from navigator.arbeitsvorrat import (
    Aufgabe,
    Eingabe,
    Frist,
    Gruppe,
    Teil,
    register,
    register_eingabe,
)
from navigator.models import Institution, Kategorie, Meldung, Seite
from navigator.services import probable_dubletten

MELDUNG_ROWS = {
    Meldung.Art.BARRIERE: (Gruppe.FRIST, "Barriere gemeldet", "Antworten"),
    Meldung.Art.FEHLER: (Gruppe.MELDUNGEN, "Fehler gemeldet", "Ansehen"),
    Meldung.Art.KONTAKT: (Gruppe.MELDUNGEN, "Nachricht erhalten", "Ansehen"),
}
# task → group, title, what it means, button of those who may change it
INSTITUTION_ROWS = {
    "ausserhalb": (
        Gruppe.DATEN,
        "Punkt außerhalb von Oberhausen",
        "Berichtigen oder „Der Punkt stimmt so“ ankreuzen",
        "Punkt prüfen",
    ),
    "anderer_raum": (
        Gruppe.DATEN,
        "Punkt außerhalb des gewählten Raums",
        "Punkt und von Hand eingetragener Raum passen nicht zusammen",
        "Punkt prüfen",
    ),
    "veraltet": (
        Gruppe.DATEN,
        "Prüfung überfällig",
        "Die letzte Prüfung ist länger her, als die Kategorie es vorsieht",
        "Angaben prüfen",
    ),
    "ungeprueft": (
        Gruppe.DATEN,
        "Noch nie geprüft",
        "Aus öffentlichen Quellen übernommen",
        "Angaben prüfen",
    ),
    "ohne_lage": (Gruppe.DATEN, "Ohne Lage", "Stehen nicht auf der Karte", "Lage setzen"),
    "nur_plz": (
        Gruppe.DATEN,
        "Lage nur nach Postleitzahl",
        "Zu ungenau für die Karte",
        "Lage setzen",
    ),
    "ohne_telefon": (Gruppe.DATEN, "Ohne Telefonnummer", "", "Ergänzen"),
    "entwurf": (
        Gruppe.FREIGABE,
        "Institution im Entwurf",
        "Noch nicht im Verzeichnis zu sehen",
        "Veröffentlichen",
    ),
}
BY_KATEGORIE = {"ungeprueft", "veraltet"}  # tasks that are shared out by Kategorie

register_eingabe(
    Eingabe("Institution anlegen", "admin:navigator_institution_add", "navigator.add_institution")
)
register_eingabe(
    Eingabe("Liste einlesen", "admin:navigator_institution_einlesen", "navigator.add_institution")
)
register_eingabe(
    Eingabe("Suchwort anlegen", "admin:navigator_suchwort_add", "navigator.add_suchwort")
)


def may(user, action, model):
    codename = get_permission_codename(action, model._meta)
    return user.has_perm(f"{model._meta.app_label}.{codename}")


def may_see(user, model):
    return may(user, "view", model) or may(user, "change", model)


def screen(model, count, one, **filters):
    """Return the address of the record itself where there is just one, else of the list."""
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    if count == 1 and one:
        return reverse(f"{name}_change", args=[one])
    return f"{reverse(f'{name}_changelist')}?{urlencode(filters)}"


@register
def meldungen(user):
    """What came in from outside, each kind with its nearest deadline."""
    if not may_see(user, Meldung):
        return
    today = timezone.localdate()
    waiting = Meldung.objects.open().with_frist().order_by().values("art")
    numbers = waiting.annotate(
        anzahl=Count("pk"), naechste=Min("frist"), aelteste=Min("eingegangen_am"), eine=Min("pk")
    )
    by_art = {row["art"]: row for row in numbers}
    for art, (gruppe, titel, knopf) in MELDUNG_ROWS.items():
        if row := by_art.get(art.value):
            yield Aufgabe(
                gruppe,
                row["anzahl"],
                titel,
                screen(Meldung, row["anzahl"], row["eine"], frist="offen", art__exact=art.value),
                knopf if may(user, "change", Meldung) else "Ansehen",
                arrival_in_words(row["anzahl"], row["aelteste"], today),
                Frist(row["naechste"], today),
            )


def arrival_in_words(count, moment, today):
    day = timezone.localdate(moment)
    ago = (today - day).days
    when = {0: "heute", 1: "gestern"}.get(ago, f"vor {ago} Tagen")
    return f"Eingegangen {when}" if count == 1 else f"Die älteste kam {when}"


@register
def seiten(user):
    """Pages of text whose yearly check is due, among them the Erklärung zur Barrierefreiheit."""
    if not may_see(user, Seite):
        return
    today = timezone.localdate()
    due = list(Seite.objects.check_due(today).order_by("naechste_pruefung_am", "pk"))
    if due:
        yield Aufgabe(
            Gruppe.FRIST,
            len(due),
            "Seite prüfen" if len(due) == 1 else "Seiten prüfen",
            screen(Seite, len(due), due[0].pk, pruefung="faellig"),
            "Prüfen" if may(user, "change", Seite) else "Ansehen",
            ", ".join(seite.titel for seite in due[:3]) + (" …" if len(due) > 3 else ""),
            Frist(due[0].naechste_pruefung_am, today),
        )


@register
def dubletten(user):
    if not may(user, "change", Institution):
        return
    paare = probable_dubletten()
    if paare:
        view, args = ("dubletten", [])
        if len(paare) == 1:
            view, args = "zusammenfuehren", paare[0].schluessel
        yield Aufgabe(
            Gruppe.DATEN,
            len(paare),
            "Vielleicht doppelt",
            reverse(f"admin:navigator_institution_{view}", args=args),
            "Vergleichen",
            "Name, Anschrift oder Telefon sind gleich oder ähnlich",
        )


@register
def institutionen(user):
    """What is missing or old in the directory."""
    if not may_see(user, Institution):
        return
    by_kategorie = {row["kategorie"]: row for row in Institution.objects.count_waiting()}
    kategorien = Kategorie.objects.all() if by_kategorie else []
    names = {kategorie.pk: kategorie.name for kategorie in kategorien}
    for task, (gruppe, titel, erklaerung, knopf) in INSTITUTION_ROWS.items():
        count = sum(row[task] for row in by_kategorie.values())
        one = next((row[f"{task}_eine"] for row in by_kategorie.values() if row[task]), None)
        yield Aufgabe(
            gruppe,
            count,
            titel,
            screen(Institution, count, one, vorrat=task),
            knopf if may(user, "change", Institution) else "Ansehen",
            erklaerung,
            teile=parts(task, by_kategorie, names) if task in BY_KATEGORIE else (),
        )


def parts(task, by_kategorie, names):
    return tuple(
        Teil(
            name,
            by_kategorie[pk][task],
            screen(
                Institution,
                by_kategorie[pk][task],
                by_kategorie[pk][f"{task}_eine"],
                vorrat=task,
                kategorie__id__exact=pk,
            ),
        )
        for pk, name in names.items()
        if pk in by_kategorie and by_kategorie[pk][task]
    )
