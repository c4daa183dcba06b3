"""What can be asked of the directory."""

import datetime as dt

from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils import timezone

from sozialplanung.text import fold

from .kategorie import Kategorie
from .lage import ON_MAP
from .ort import OrtQuerySet, squared_distance
from .raum import PLURAL
from .suchwort import STOPWORDS, Suchwort

LONGEST_QUERY = 12  # words; more than that is no search
# Where a word matches, the best first; results order by the sum over the words.
IN_NAME, INSIDE_NAME, BY_SUCHWORT, IN_TEXT, BY_KATEGORIE, INSIDE_TEXT = range(6)

HIER, STADTWEIT, OHNE = range(3)  # Lagegruppen of an area filter, in the order of the list


def query_words(text):
    """Return the folded words of ``text`` that a search goes by.

    Words like „ich“ or „für“ are left out, unless there is nothing else.
    """
    words = list(dict.fromkeys(fold(text).split()))[:LONGEST_QUERY]
    return [word for word in words if word not in STOPWORDS] or words


class InstitutionQuerySet(OrtQuerySet):
    def published(self):
        return self.filter(status="veroeffentlicht")

    def current(self):
        """All but the archived ones: what the office still works on."""
        return self.exclude(status="archiviert")

    def on_map(self):
        """Only those whose place is known to the house or the street."""
        return self.filter(lagequalitaet__in=ON_MAP)

    def with_abstand(self, breite, laenge):
        """Like that of any place, but only where the place is known to the house or the street."""
        return self.annotate(
            abstand_quadrat=Case(
                When(
                    lagequalitaet__in=ON_MAP,
                    then=squared_distance(breite, laenge),
                ),
                output_field=models.FloatField(),
            )
        )

    def with_list_relations(self):
        """What one line of a list, or one point of a map, shows."""
        return self.select_related("kategorie")

    def of_kategorie(self, slugs):
        """Those of one of the Kategorien, be it their first or a further one."""
        further = self.model.weitere_kategorien.through.objects.filter(kategorie__slug__in=slugs)
        return self.filter(Q(kategorie__slug__in=slugs) | Q(pk__in=further.values("institution")))

    def tagged(self, tag, slugs):
        """Those with one of the tags; ``tag`` is „zielgruppe“ or „sprache“."""
        through = self.model._meta.get_field(TAGS[tag]).remote_field.through
        rows = through.objects.filter(**{f"{tag}__slug__in": slugs})
        return self.filter(pk__in=rows.values("institution"))

    # ---- search ------------------------------------------------------------------------

    def search(self, text, wegweiser=None):
        """Find every word of ``text``, in any text of the entry or by a Suchwort.

        ``wegweiser`` are the Suchwörter that the words hit, where the caller has them.
        """
        words = query_words(text)
        if wegweiser is None:
            wegweiser = Suchwort.objects.matching(words)
        matches = self
        for word in words:
            matches = matches.filter(self._is_found_by(word, wegweiser))
        return matches

    def with_treffer(self, text, wegweiser):
        """Annotate ``treffer``: how many of the words of ``text`` find the entry."""
        found = [
            Case(When(self._is_found_by(word, wegweiser), then=Value(1)), default=Value(0))
            for word in query_words(text)
        ]
        return self.annotate(treffer=sum(found, start=Value(0)))

    def with_guete(self, text, wegweiser=None):
        """Annotate ``guete``: the lower, the better the places where the words were found."""
        words = query_words(text)
        if wegweiser is None:
            wegweiser = Suchwort.objects.matching(words)
        return self.annotate(
            guete=sum((self._relevance(word, wegweiser) for word in words), start=Value(0))
        )

    def _is_found_by(self, word, wegweiser):
        named, tagged = self._led_to_by(word, wegweiser)
        return Q(suchtext__contains=word) | named | tagged

    def _relevance(self, word, wegweiser):
        named, tagged = self._led_to_by(word, wegweiser)
        begins = f" {word}"
        ranked = [
            (Q(suchname__contains=begins), IN_NAME),
            (Q(suchname__contains=word), INSIDE_NAME),
            (named, BY_SUCHWORT),
            (Q(suchtext__contains=begins), IN_TEXT),
            (tagged, BY_KATEGORIE),
        ]
        return Case(
            *(When(where, then=Value(rank)) for where, rank in ranked if where),
            default=Value(INSIDE_TEXT),
            output_field=models.IntegerField(),
        )

    def _led_to_by(self, word, wegweiser):
        """Return two conditions: named by a Suchwort that ``word`` hits, tagged as it says.

        A condition that nothing can meet is empty, which „|“ leaves out.
        """
        hit = [one for one in wegweiser if word in one.words]
        institutionen = [pk for one in hit for pk in one.institutionen]
        kategorien = [pk for one in hit for pk in one.kategorien]
        zielgruppen = [pk for one in hit for pk in one.zielgruppen]
        named, tagged = Q(), Q()
        if institutionen:
            named = Q(pk__in=institutionen)
        if kategorien:
            tagged |= Q(kategorie__in=kategorien) | self._rows("weitere_kategorien", kategorien)
        if zielgruppen:
            tagged |= self._rows("zielgruppen", zielgruppen)
        return named, tagged

    def _rows(self, plural, keys):
        """The condition to be linked with one of the ``keys`` by a many-to-many field."""
        link = self.model._meta.get_field(plural)
        rows = link.remote_field.through.objects.filter(**{f"{link.m2m_reverse_name()}__in": keys})
        return Q(pk__in=rows.values(link.m2m_column_name()))

    # ---- areas -------------------------------------------------------------------------

    def for_raeume(self, auswahl):
        """Keep what helps people in the chosen areas (:class:`Raumauswahl`).

        That is: what lies there or is responsible for it, what serves the whole city, and
        what may lie there because its place is not known well enough to rule it out.
        """
        return self.filter(self._is_in(auswahl) | Q(stadtweit=True) | self._may_be_in(auswahl))

    def with_lagegruppe(self, auswahl):
        """Annotate why an entry is shown for ``auswahl``: HIER, STADTWEIT or OHNE."""
        return self.annotate(
            lagegruppe=Case(
                When(self._is_in(auswahl), then=Value(HIER)),
                When(stadtweit=True, then=Value(STADTWEIT)),
                default=Value(OHNE),
                output_field=models.IntegerField(),
            )
        )

    def count_by_lagegruppe(self):
        """Return how many there are per ``lagegruppe``, which must be annotated."""
        return dict(self.order_by().values_list("lagegruppe").annotate(n=models.Count("pk")))

    def _is_in(self, auswahl):
        """Lying in the areas, or responsible for one of them or for one that holds it."""
        condition = Q()
        for level, keys in auswahl.chosen.items():
            inside = Q(**{f"{level}__in": keys})
            for higher, holders in auswahl.holders(level).items():
                inside |= self._rows(PLURAL[higher], holders)
            condition &= inside
        return condition

    def _may_be_in(self, auswahl):
        """Of unknown place, and nothing coarser that is known speaks against it."""
        condition = Q()
        for level in auswahl.chosen:
            condition &= Q(**{f"{level}__isnull": True})
            for higher, holders in auswahl.holders(level).items():
                if higher != level:
                    condition &= Q(**{f"{higher}__isnull": True}) | Q(**{f"{higher}__in": holders})
        return condition

    # ---- the age of facts -----------------------------------------------------------------

    def with_alter(self):
        """Annotate ``alter``, the key of an age class of the facts (``ALTER``)."""
        today = timezone.localdate()

        def since(years):
            return today - dt.timedelta(days=365 * years)

        return self.annotate(
            alter=Case(
                When(geprueft_am__gte=since(1), then=Value("geprueft")),
                When(stand_bis__gte=since(2), then=Value("bis-2-jahre")),
                When(stand_bis__gte=since(5), then=Value("bis-5-jahre")),
                When(stand_bis__isnull=False, then=Value("aelter")),
                default=Value("unbekannt"),
                output_field=models.CharField(),
            )
        )

    # ---- what the office still has to look at -----------------------------------------------

    def waiting(self, task):
        """Those that wait for one of the ``WAITING`` tasks."""
        return self.current().filter(waiting_conditions()[task])

    def count_waiting(self):
        """Return a row per Kategorie: its key and, by task, how many wait and the key of one."""
        counts = {}
        for task, condition in waiting_conditions().items():
            counts[task] = models.Count("pk", filter=condition)
            counts[f"{task}_eine"] = models.Min("pk", filter=condition)
        return list(self.current().order_by().values("kategorie").annotate(**counts))


def waiting_conditions():
    """Return what each of the ``WAITING`` tasks means as a condition; asks the Kategorien."""
    return {
        "entwurf": Q(status="entwurf"),
        "ungeprueft": Q(geprueft_am=None),
        "veraltet": check_is_overdue(timezone.localdate()),
        "ohne_lage": Q(lagequalitaet=""),
        "nur_plz": Q(lagequalitaet="plz"),
        "ausserhalb": Q(lagepruefung="ausserhalb", lage_bestaetigt=False),
        "anderer_raum": Q(lagepruefung="anderer_raum", lage_bestaetigt=False),
        "ohne_telefon": Q(telefon=""),
    }


def check_is_overdue(today):
    """The condition to be due for another check, by the days that each Kategorie sets."""
    overdue = Q(pk__in=[])
    for pk, days in Kategorie.objects.order_by().values_list("pk", "pruefung_nach_tagen"):
        overdue |= Q(kategorie=pk, geprueft_am__lt=today - dt.timedelta(days=days))
    return overdue


WAITING = {
    "entwurf": "Entwurf",
    "ungeprueft": "noch nie geprüft",
    "veraltet": "Prüfung überfällig",
    "ohne_lage": "ohne Lage",
    "nur_plz": "Lage nur nach Postleitzahl",
    "ausserhalb": "Punkt außerhalb von Oberhausen",
    "anderer_raum": "Punkt außerhalb des gewählten Raums",
    "ohne_telefon": "ohne Telefonnummer",
}
ALTER = {
    "geprueft": "im letzten Jahr geprüft",
    "bis-2-jahre": "ungeprüft, höchstens 2 Jahre alt",
    "bis-5-jahre": "ungeprüft, höchstens 5 Jahre alt",
    "aelter": "ungeprüft, älter als 5 Jahre",
    "unbekannt": "ungeprüft, Alter unbekannt",
}
TAGS = {"zielgruppe": "zielgruppen", "sprache": "sprachen"}
