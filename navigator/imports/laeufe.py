"""A file on its way in: uploaded, looked at, read in. Nothing is written before the last step."""

from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256

from django.apps import apps
from django.db import transaction
from django.utils import timezone

from navigator.models import Importaenderung, Importlauf
from sozialplanung.tables import TableError

from .base import read_in
from .protokoll import fingerprint
from .tabelle import SpaltenError, open_tabelle
from .verzeichnis import resource_for

MOST_PROBLEMS = 1000  # kept for the preview; more nobody mends by hand
BATCH = 200


class ImportlaufError(ValueError):
    """The step cannot be taken now; the message says why and what to do."""


@dataclass(frozen=True)
class Datei:
    """An uploaded file."""

    name: str
    inhalt: bytes


def upload(model, datei, user):
    """Keep the file, look at it and return the Importlauf in its preview.

    Raises ``TableError`` for a file that is no table; nothing is kept then.
    """
    lauf = Importlauf(
        modell=model._meta.label_lower,
        datei=datei.name[-200:],
        sha256=sha256(datei.inhalt).hexdigest(),
        inhalt=datei.inhalt,
        angelegt_von=user,
    )
    with suppress(SpaltenError):  # the planner assigns the columns on the next page
        open_lauf(lauf)
    with transaction.atomic():
        lauf.save()
        preview(lauf)
    return lauf


def open_lauf(lauf):
    """Return the table of a preview, with the columns as the planner assigned them."""
    chosen = lauf.zuordnung
    return open_tabelle(
        resource_of(lauf)(),
        bytes(lauf.inhalt),
        spalten=chosen.get("spalten"),
        fest=chosen.get("fest"),
        blatt=chosen.get("blatt", ""),
        streng=False,
    )


def resource_of(lauf):
    return resource_for(apps.get_model(lauf.modell))


@transaction.atomic
def assign(lauf, *, spalten, fest, blatt=""):
    """Take over what the planner chose, and look again."""
    lauf.zuordnung = {"spalten": spalten, "fest": fest, "blatt": blatt}
    preview(lauf)


@transaction.atomic
def preview(lauf):
    """Work out what reading the file in would do, and keep it on the Importlauf."""
    lauf.aenderungen.all().delete()
    lauf.neu = lauf.geaendert = lauf.unveraendert = 0
    lauf.probleme, lauf.fingerabdruck = [], ""
    try:
        tabelle = open_lauf(lauf)
        ergebnis = read_in(
            resource_of(lauf), tabelle, dry_run=True, grund=reason(lauf), konto=lauf.angelegt_von
        )
    except SpaltenError as error:
        lauf.befund = describe(error.tabelle) | {"fehlt": str(error)}
    except TableError as error:
        lauf.befund = {"fehlt": str(error)}
    else:
        lauf.befund = describe(tabelle) | {"zusammenfassung": ergebnis.zusammenfassung}
        note(lauf, ergebnis)
    lauf.save()


def confirm(lauf, user):
    """Read the file in, exactly as its preview said; return the Importlauf.

    Raises ``ImportlaufError`` and writes nothing where the records have changed since, so
    that something else would come of it; the preview is then a new one.
    """
    try:
        with transaction.atomic():
            lauf = Importlauf.objects.select_for_update().get(pk=lauf.pk)
            return _confirm(lauf, user)
    except ChangedError as error:
        preview(Importlauf.objects.get(pk=lauf.pk))
        raise ImportlaufError(str(error)) from error


class ChangedError(ValueError):
    """The preview no longer tells what would happen."""


def _confirm(lauf, user):
    if lauf.zustand != Importlauf.Zustand.VORSCHAU:
        raise ImportlaufError(f"Diese Datei ist schon {lauf.get_zustand_display()}.")
    if lauf.probleme or lauf.befund.get("fehlt"):
        raise ImportlaufError("Solange es Probleme gibt, wird nichts eingelesen.")
    ergebnis = read_in(
        resource_of(lauf), open_lauf(lauf), grund=reason(lauf), konto=lauf.angelegt_von
    )
    if ergebnis.probleme or fingerprint(ergebnis.aenderungen) != lauf.fingerabdruck:
        raise ChangedError(
            "Seit der Vorschau hat sich etwas an den Einträgen geändert: Das Ergebnis wäre ein "
            "anderes. Es ist nichts eingelesen. Bitte sehen Sie die neue Vorschau an."
        )
    lauf.aenderungen.all().delete()
    note(lauf, ergebnis)
    lauf.zustand, lauf.inhalt = Importlauf.Zustand.EINGELESEN, None
    lauf.eingelesen_am = timezone.now()
    lauf.save()
    return lauf


def note(lauf, ergebnis):
    """Keep what an import did, or would do: counts, problems, every record before and after."""
    own = [change for change in ergebnis.aenderungen if change.modell == lauf.modell]
    lauf.neu = sum(change.neu for change in own)
    lauf.geaendert = len(own) - lauf.neu
    lauf.unveraendert = ergebnis.unveraendert
    lauf.befund |= {"probleme": len(ergebnis.probleme), "zeilen": len(ergebnis.tabelle.rows)}
    lauf.probleme = [
        {"zeile": p.zeile, "spalte": p.spalte, "wert": p.wert, "text": p.text, "blatt": p.blatt}
        for p in ergebnis.probleme[:MOST_PROBLEMS]
    ]
    if ergebnis.probleme:
        return
    lauf.fingerabdruck = fingerprint(ergebnis.aenderungen)
    Importaenderung.objects.bulk_create(
        [
            Importaenderung(
                lauf=lauf,
                position=position,
                zeile=change.zeile,
                art=Importaenderung.Art.NEU if change.neu else Importaenderung.Art.GEAENDERT,
                modell=change.modell,
                objekt_id=change.pk,
                titel=change.titel[:300],
                vorher=change.vorher,
                nachher=change.nachher,
            )
            for position, change in enumerate(ergebnis.aenderungen)
        ],
        batch_size=BATCH,
    )


def describe(tabelle):
    """Return what the preview says about the file itself."""
    befund = tabelle.befund
    return {
        "art": befund.art,
        "blatt": befund.blatt,
        "blaetter": befund.blaetter,
        "hinweise": befund.hinweise,
        "spalten": {theirs: ours for ours, theirs in tabelle.headings.items()},
        "ueberschriften": tabelle.ueberschriften,
        "beispiele": {name: cell[:80] for name, cell in tabelle.beispiele.items()},
        "unbekannt": tabelle.unbekannt,
    }


def reason(lauf):
    return f"Import: {lauf.datei}"
