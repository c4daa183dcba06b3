"""What happened, as Atom feed; when to look again, as calendar."""

import datetime as dt

import vobject
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed

from handlungsempfehlungen.models import ABGESCHLOSSEN, Befassung

NEWEST = 50  # entries of a feed


def write_feed(fassungen, titel, here, page, root):
    """Return the feed of these recommendations; ``root`` is the portal's own address."""
    feed = Atom1Feed(
        title=titel,
        link=page,
        description="Was sich bei den Handlungsempfehlungen geändert hat.",
        language="de",
        feed_url=here,
        author_name="Sozialplanung der Stadt Oberhausen",
        feed_guid=here,
    )
    for entry in collect_entries(fassungen, root)[:NEWEST]:
        feed.add_item(**entry)
    return feed.writeString("utf-8")


def collect_entries(fassungen, root):
    """Return the entries, the newest first: Sachstände, Fassungen, Befassungen."""
    entries = []
    by_empfehlung = {one.handlungsempfehlung_id: one for one in fassungen}
    for fassung in fassungen:
        name = name_of(fassung)
        link = root.rstrip("/") + fassung.handlungsempfehlung.get_absolute_url()
        for one in fassung.handlungsempfehlung.geltende_sachstaende:
            text = " ".join(filter(None, [one.text, one.grund and f"Grund: {one.grund}"]))
            titel = f"{name}: {one.get_umsetzungsstand_display()}"
            entries.append(entry(titel, link, text, one, f"sachstand-{one.pk}"))
        titel = f"{name}: Fassung {fassung.nummer} gilt ab {fassung.datum}"
        entries.append(entry(titel, link, fassung.empfehlung, fassung, f"fassung-{fassung.pk}"))
    befassungen = (
        Befassung.objects.as_of(None)
        .filter(handlungsempfehlungen__in=by_empfehlung)
        .select_related("sitzung__gremium")
        .prefetch_related("handlungsempfehlungen")
        .distinct()
    )
    for one in befassungen:
        for he in one.handlungsempfehlungen.all():
            if he.pk in by_empfehlung:
                fassung = by_empfehlung[he.pk]
                link = root.rstrip("/") + he.get_absolute_url()
                titel = f"{name_of(fassung)}: {one.get_ergebnis_display()}, {one.sitzung}"
                entries.append(entry(titel, link, one.text, one, f"befassung-{one.pk}-{he.pk}"))
    entries.sort(key=lambda one: (one["updateddate"], one["unique_id"]), reverse=True)
    return entries


def name_of(fassung):
    mark = "Beispiel: " if fassung.handlungsempfehlung.ist_beispiel else ""
    return f"{mark}{fassung.handlungsempfehlung.kennung} {fassung.titel}"


def entry(titel, link, text, event, key):
    happened, written = noon(event.wirksam_am), noon(event.eingetragen_am)
    if event.eingetragen_am > event.wirksam_am:
        text = f"{text} (nachgetragen am {event.eingetragen_am:%d.%m.%Y})".strip()
    return {
        "title": titel,
        "link": f"{link}#verlauf",
        "description": text,
        "pubdate": happened,
        "updateddate": max(happened, written),
        "unique_id": f"{link}#{key}",
    }


def noon(tag):
    """A moment of the day: facts have no hour, feeds want one."""
    return timezone.make_aware(dt.datetime.combine(tag, dt.time(12)))


def write_kalender(fassungen, root):
    """Return the checks that are to come or overdue, one all-day event each (RFC 5545)."""
    calendar = vobject.iCalendar()
    calendar.add("prodid").value = "-//Sozialnavigator Oberhausen//Prüfungen//DE"
    host = root.split("//", 1)[-1].strip("/")
    for fassung in fassungen:
        due = fassung.pruefung_am
        if due is None or fassung.umsetzungsstand in ABGESCHLOSSEN:
            continue
        event = calendar.add("vevent")
        he = fassung.handlungsempfehlung
        event.add("uid").value = f"pruefung-{he.slug}-{due:%Y%m%d}@{host}"
        event.add("dtstamp").value = dt.datetime.combine(
            fassung.sachstand_am, dt.time(12), tzinfo=vobject.icalendar.utc
        )
        event.add("dtstart").value = due
        event.add("summary").value = f"Prüfung: {name_of(fassung)}"
        event.add("url").value = root.rstrip("/") + he.get_absolute_url()
    return calendar.serialize()
