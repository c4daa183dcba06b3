"""What leaves the portal as a file: the Hinweise as CSV and XLSX, an event for the calendar."""

import datetime as dt

import vobject
from django.utils import timezone
from import_export.fields import Field
from vobject.icalendar import utc

from navigator.exports import export_dataset
from navigator.exports.listen import ReadOnlyResource
from sozialplanung.dates import Genauigkeit
from sozialplanung.tables import write_csv, write_xlsx

from .models import Hinweis
from .weg import load_schritte


class HinweisListe(ReadOnlyResource):
    """The published fields of Hinweise and nothing else; a remark of the office is none."""

    nummer = Field("nummer", "Nummer")
    veranstaltung = Field("veranstaltung__titel", "Veranstaltung")
    datum = Field(column_name="Datum")
    runde = Field(column_name="Runde")
    thementisch = Field(column_name="Thementisch")
    art = Field("get_art_display", "Art")
    text = Field("text", "Hinweis")
    handlungsfeld = Field(column_name="Handlungsfeld")
    zielgruppen = Field(column_name="Zielgruppen")
    stadtweit = Field(column_name="stadtweit")
    stadtbezirke = Field(column_name="Stadtbezirke")
    sozialraeume = Field(column_name="Sozialräume")
    sozialquartiere = Field(column_name="Sozialquartiere")
    ausgang = Field("get_ausgang_display", "Was wurde daraus?")
    weg = Field(column_name="Weg")
    veroeffentlicht_am = Field(column_name="veröffentlicht am")
    beispiel = Field(column_name="Beispiel")

    class Meta:
        model = Hinweis
        # Only these: left open, every field of the model would leave with them.
        fields = (
            "nummer",
            "veranstaltung",
            "datum",
            "runde",
            "thementisch",
            "art",
            "text",
            "handlungsfeld",
            "zielgruppen",
            "stadtweit",
            "stadtbezirke",
            "sozialraeume",
            "sozialquartiere",
            "ausgang",
            "weg",
            "veroeffentlicht_am",
            "beispiel",
        )

    @classmethod
    def for_export(cls, queryset):
        return queryset.select_related(
            "veranstaltung__runde", "thementisch__handlungsfeld", "handlungsfeld"
        ).prefetch_related("zielgruppen", "stadtbezirke", "sozialraeume", "sozialquartiere")

    def before_export(self, queryset, **kwargs):
        self.schritte = load_schritte(queryset.order_by().values("pk"))

    def dehydrate_datum(self, hinweis):
        return str(hinweis.veranstaltung.datum)

    def dehydrate_runde(self, hinweis):
        return str(hinweis.veranstaltung.runde or "")

    def dehydrate_thementisch(self, hinweis):
        return str(hinweis.thementisch or "")

    def dehydrate_handlungsfeld(self, hinweis):
        return str(hinweis.feld or "")

    def dehydrate_zielgruppen(self, hinweis):
        return join(hinweis.zielgruppen)

    def dehydrate_stadtweit(self, hinweis):
        return "ja" if hinweis.stadtweit else ""

    def dehydrate_stadtbezirke(self, hinweis):
        return join(hinweis.stadtbezirke)

    def dehydrate_sozialraeume(self, hinweis):
        return join(hinweis.sozialraeume)

    def dehydrate_sozialquartiere(self, hinweis):
        return join(hinweis.sozialquartiere)

    def dehydrate_weg(self, hinweis):
        return " → ".join(
            f"{one.frage} {one.antwort}: {one.grund}" for one in self.schritte.get(hinweis.pk, [])
        )

    def dehydrate_veroeffentlicht_am(self, hinweis):
        return f"{hinweis.veroeffentlicht_am:%d.%m.%Y}"

    def dehydrate_beispiel(self, hinweis):
        return "ja" if hinweis.ist_beispiel else "nein"


def join(related):
    return "; ".join(map(str, related.all()))


def hinweise_csv(queryset):
    return write_csv(export_dataset(queryset, HinweisListe))


def hinweise_xlsx(queryset):
    return write_xlsx(("Hinweise", export_dataset(queryset, HinweisListe)))


# ---- calendar ----------------------------------------------------------------------------------


def has_known_day(veranstaltung):
    return veranstaltung.datum_genauigkeit == Genauigkeit.TAG


def veranstaltung_ics(veranstaltung, address):
    """Return an event of a known day as iCalendar (RFC 5545); without a time, for the whole day.

    ``address`` is its page.
    """
    calendar = vobject.iCalendar()
    event = calendar.add("vevent")
    event.add("uid").value = address
    event.add("dtstamp").value = dt.datetime.now(utc).replace(microsecond=0)
    # Calendars show the summary alone: the mark belongs there.
    mark = "Beispiel: " if veranstaltung.ist_beispiel else ""
    event.add("summary").value = f"{mark}{veranstaltung.titel}"
    event.add("url").value = address
    if veranstaltung.ort:
        event.add("location").value = veranstaltung.ort
    notes = [veranstaltung.thema, address]
    event.add("description").value = "\n".join(filter(None, notes))
    day = veranstaltung.datum_bis
    if veranstaltung.beginn:
        event.add("dtstart").value = moment(day, veranstaltung.beginn)
        if veranstaltung.ende:
            event.add("dtend").value = moment(day, veranstaltung.ende)
    else:
        event.add("dtstart").value = day
        event.add("dtend").value = day + dt.timedelta(days=1)  # the day after, as the format wants
    return calendar.serialize()


def moment(day, time):
    """Return a local time in UTC: then the file needs no description of our time zone."""
    local = dt.datetime.combine(day, time, tzinfo=timezone.get_default_timezone())
    return local.astimezone(utc)
