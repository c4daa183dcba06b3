"""What can be asked of the directory."""

import datetime as dt

from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils import timezone

from sozialplanung.text import fold

from .ort import OrtQuerySet
from .suchwort import Suchwort

LONGEST_QUERY = 12  # words; more than that is no search
STOPWORDS = frozenset(
    fold(
        "ich du er sie es wir ihr mein meine meinen meiner dein deine der die das den dem ein "
        "eine einen einem einer und oder für fuer in im an am auf bei mit zu zum zur von vom "
        "wo wie was wer habe haben hat bin ist sind brauche suche möchte will kann bekomme "
        "hilfe gibt gegen"
    ).split()
)
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

    def on_map(self):
        """Only those whose place is known to the house or the street."""
        return self.filter(lagequalitaet__in=["exakt", "strasse"])

    def with_list_relations(self):
        """What one line of a list shows."""
        return self.select_related("kategorie", "traeger_institution")

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
        Annotates ``guete``: the lower, the better the place where the words were found.
        """
        words = query_words(text)
        if wegweiser is None:
            wegweiser = Suchwort.objects.matching(words)
        matches, guete = self, Value(0)
        for word in words:
            pks = [found.pk for found in wegweiser if word in found.words]
            condition, relevance = self._word_conditions(word, pks)
            matches = matches.filter(condition)
            guete += relevance
        return matches.annotate(guete=guete)

    def _word_conditions(self, word, suchwort_pks):
        """Return the condition under which ``word`` is found, and how good the place is."""
        begins = f" {word}"
        condition = Q(suchtext__contains=word)
        ranked = [
            (Q(suchname__contains=begins), IN_NAME),
            (Q(suchname__contains=word), INSIDE_NAME),
            (Q(suchtext__contains=begins), IN_TEXT),
        ]
        if suchwort_pks:
            named, tagged = self._led_to_by(suchwort_pks)
            condition |= named | tagged
            ranked += [(named, BY_SUCHWORT), (tagged, BY_KATEGORIE)]
            ranked.sort(key=lambda pair: pair[1])
        relevance = Case(
            *(When(where, then=Value(rank)) for where, rank in ranked),
            default=Value(INSIDE_TEXT),
            output_field=models.IntegerField(),
        )
        return condition, relevance

    def _led_to_by(self, suchwort_pks):
        """Return two conditions: named by one of the Suchwörter, and tagged as they say."""

        def targets(plural, singular):
            through = getattr(Suchwort, plural).through
            return through.objects.filter(suchwort__in=suchwort_pks).values(singular)

        kategorien = targets("kategorien", "kategorie")
        further = self.model.weitere_kategorien.through.objects.filter(kategorie__in=kategorien)
        groups = self.model.zielgruppen.through.objects.filter(
            zielgruppe__in=targets("zielgruppen", "zielgruppe")
        )
        return (
            Q(pk__in=targets("institutionen", "institution")),
            Q(kategorie__in=kategorien)
            | Q(pk__in=further.values("institution"))
            | Q(pk__in=groups.values("institution")),
        )

    # ---- areas -------------------------------------------------------------------------

    def for_raeume(self, stadtbezirke=(), sozialraeume=(), sozialquartiere=()):
        """Keep what helps people in the given areas; annotate why as ``lagegruppe``.

        HIER lies there or is responsible for it, STADTWEIT serves the whole city, OHNE may
        lie there: its place is not known well enough to rule it out. Slugs are given;
        several of one level mean „oder“, several levels „und“.
        """
        hier, unknown = Q(), Q()
        for field, slugs in (
            ("stadtbezirk", stadtbezirke),
            ("sozialraum", sozialraeume),
            ("sozialquartier", sozialquartiere),
        ):
            if slugs:
                hier &= Q(**{f"{field}__slug__in": slugs}) | self._responsible(field, slugs)
                unknown &= self._maybe_in(field, slugs)
        return self.annotate(
            lagegruppe=Case(
                When(hier, then=Value(HIER)),
                When(stadtweit=True, then=Value(STADTWEIT)),
                When(unknown, then=Value(OHNE)),
                output_field=models.IntegerField(),
            )
        ).filter(lagegruppe__isnull=False)

    def _responsible(self, field, slugs):
        """Those whose ``zustaendig_fuer`` names one of the areas or one that holds it."""
        named = Q()
        for level in LEVELS_UP[field]:
            through = self.model._meta.get_field(PLURAL[level]).remote_field.through
            rows = through.objects.filter(**{f"{level}__in": self._holders(level, field, slugs)})
            named |= Q(pk__in=rows.values("institution"))
        return named

    def _maybe_in(self, field, slugs):
        """Those of unknown ``field`` whose known coarser areas do not speak against it."""
        condition = Q(**{f"{field}__isnull": True})
        for level in LEVELS_UP[field][1:]:
            holders = self._holders(level, field, slugs)
            condition &= Q(**{f"{level}__isnull": True}) | Q(**{f"{level}__in": holders})
        return condition

    def _holders(self, level, field, slugs):
        """Return the keys of the areas of ``level`` that are or hold one of the ``slugs``."""
        lookup = "slug__in" if level == field else f"{PLURAL_BELOW[level, field]}__slug__in"
        raeume = self.model._meta.get_field(level).related_model.objects
        return raeume.filter(**{lookup: slugs}).order_by().values("pk")

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


ALTER = {
    "geprueft": "im letzten Jahr geprüft",
    "bis-2-jahre": "ungeprüft, höchstens 2 Jahre alt",
    "bis-5-jahre": "ungeprüft, höchstens 5 Jahre alt",
    "aelter": "ungeprüft, älter als 5 Jahre",
    "unbekannt": "ungeprüft, Alter unbekannt",
}
TAGS = {"zielgruppe": "zielgruppen", "sprache": "sprachen"}
LEVELS_UP = {
    "stadtbezirk": ["stadtbezirk"],
    "sozialraum": ["sozialraum", "stadtbezirk"],
    "sozialquartier": ["sozialquartier", "sozialraum", "stadtbezirk"],
}
PLURAL = {
    "stadtbezirk": "stadtbezirke",
    "sozialraum": "sozialraeume",
    "sozialquartier": "sozialquartiere",
}
PLURAL_BELOW = {
    ("stadtbezirk", "sozialraum"): "sozialraeume",
    ("stadtbezirk", "sozialquartier"): "sozialraeume__sozialquartiere",
    ("sozialraum", "sozialquartier"): "sozialquartiere",
}
