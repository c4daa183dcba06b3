"""The chains of many Entwicklungen in few queries: what each goes back to, and what comes next."""

from collections import defaultdict

from django.db.models import Prefetch

from dialoge.models import Hinweis
from handlungsempfehlungen.kette import (
    Ereignisse,
    Verknuepfung,
    build_kette,
    link_dialog,
    link_empfehlung,
    link_sachstand,
    read_dialoge,
)
from handlungsempfehlungen.models import Fassung, Handlungsempfehlung, Massnahmensteckbrief

HERE = "Was erreicht wurde"


def read_ketten(entwicklungen, zeitpunkt):
    """Give each its ``kette``; ``None`` where nothing before or after it is known.

    ``entwicklungen`` come from ``entwicklungen.read_entwicklungen``, with what they are linked to.
    """
    fassungen = defaultdict(list)
    shown = read_fassungen(entwicklungen, zeitpunkt)
    for one in entwicklungen:
        keys = {he.pk for he in one.handlungsempfehlungen.all()}
        fassungen[one.pk] = [f for f in shown if f.handlungsempfehlung_id in keys]
    hinweise = read_hinweise(entwicklungen)
    ereignisse, dialoge = Ereignisse(shown, zeitpunkt), read_dialoge()
    for one in entwicklungen:
        kette = build_kette(
            hinweise=hinweise[one.pk],
            vorschlaege=[link_empfehlung(f, zeitpunkt) for f in fassungen[one.pk]]
            + [
                Verknuepfung(m.titel, m.get_absolute_url() + zeitpunkt.zusatz)
                for m in one.massnahmen.all()
            ],
            befassungen=ereignisse.befassungen_of(fassungen[one.pk]),
            verwendungen=ereignisse.verwendungen_of(fassungen[one.pk]),
            sachstaende=[link_sachstand(f, zeitpunkt) for f in fassungen[one.pk]],
            entwicklungen=[],
            dialog=link_dialog(one, one.wirksam_am, dialoge),
            hier=(HERE, "Diese Entwicklung"),
        )
        one.kette = kette if any(glied.eintraege for glied in kette) else None


def read_fassungen(entwicklungen, zeitpunkt):
    keys = {he.pk for one in entwicklungen for he in one.handlungsempfehlungen.all()}
    return list(
        Fassung.objects.published()
        .filter(handlungsempfehlung__in=keys)
        .holding(zeitpunkt.stand)
        .with_sachstand(zeitpunkt.stand)
        .select_related("handlungsempfehlung")
        .order_by("handlungsempfehlung__slug")
    )


def read_hinweise(entwicklungen):
    """Return the published Hinweise of each Entwicklung, by way of what it is linked to."""
    published = Prefetch(
        "hinweise",
        Hinweis.objects.published()
        .select_related("veranstaltung")
        .prefetch_related("entscheidungen")
        .order_by("veranstaltung", "nummer"),
    )
    records = {}
    for model, plural in (
        (Handlungsempfehlung, "handlungsempfehlungen"),
        (Massnahmensteckbrief, "massnahmen"),
    ):
        keys = {r.pk for one in entwicklungen for r in getattr(one, plural).all()}
        for record in model.objects.filter(pk__in=keys).prefetch_related(published):
            records[plural, record.pk] = list(record.hinweise.all())
    return {
        one.pk: list(
            dict.fromkeys(
                hinweis
                for plural in ("handlungsempfehlungen", "massnahmen")
                for record in getattr(one, plural).all()
                for hinweis in records[plural, record.pk]
            )
        )
        for one in entwicklungen
    }
