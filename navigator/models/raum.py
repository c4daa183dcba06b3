"""Areas: 3 Stadtbezirke, 6 Sozialräume, 27 Sozialquartiere, and how records refer to them."""

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from shapely import Point
from shapely.geometry import shape
from shapely.ops import nearest_points

from navigator.geojson import validate_geometry
from sozialplanung.text import fold, slugify_de, sort_key

from .historie import Historie
from .ort import meters_between

METERS_OF_A_SMALL_DEGREE = 60_000  # less than a degree of longitude has here: a wide frame
TOUCHING = 1e-4  # degrees, about 10 m: approximated outlines leave slivers between them
RESERVED_SLUGS = {"netzwerk", "methode", "melden"}


class RaumQuerySet(models.QuerySet):
    def containing(self, breite, laenge):
        """Return the one whose outline holds the point, or ``None``.

        The stored box keeps all but a few outlines from being read at all.
        """
        candidates = self.filter(
            sued__lte=breite, nord__gte=breite, west__lte=laenge, ost__gte=laenge
        ).order_by("position")
        point = Point(laenge, breite)
        return next((raum for raum in candidates if shape(raum.geometry).covers(point)), None)

    def near_point(self, breite, laenge, meters):
        """Tell whether the point lies in one of the outlines, or that close to one."""
        frame = meters / METERS_OF_A_SMALL_DEGREE
        candidates = self.filter(
            sued__lte=breite + frame,
            nord__gte=breite - frame,
            west__lte=laenge + frame,
            ost__gte=laenge - frame,
        )
        return any(raum.meters_to(breite, laenge) <= meters for raum in candidates)

    def beside(self, raum):
        """Return the others whose outline touches that of ``raum``, in the order of the list."""
        if not raum.geometry:
            return []
        outline = shape(raum.geometry).buffer(TOUCHING)
        near = self.exclude(pk=raum.pk).filter(
            west__lte=raum.ost, ost__gte=raum.west, sued__lte=raum.nord, nord__gte=raum.sued
        )
        return [other for other in near if outline.intersects(shape(other.geometry))]

    def named_in(self, stadtteil):
        """Return the one that holds the whole ``stadtteil``, or ``None``.

        Compares with the list that the office keeps, never with a part of a name.
        """
        wanted = fold(stadtteil)
        for pk, stadtteile in self.order_by().values_list("pk", "stadtteile"):
            if wanted in map(fold, stadtteile.splitlines()):
                return self.get(pk=pk)
        return None


class Raum(models.Model):
    """What the three levels of areas have in common."""

    is_public_data = True

    name = models.CharField("Name", max_length=120, unique=True)
    slug = models.SlugField("Adresse im Portal", max_length=120, unique=True, editable=False)
    sortiername = models.CharField(max_length=120, editable=False)
    position = models.PositiveSmallIntegerField(
        "Nummer auf Karten",
        unique=True,
        help_text="Unsere eigene Zählung, keine amtliche Nummer. Zum Beispiel 4.",
    )
    geometry = models.JSONField(
        "Umriss (GeoJSON)",
        null=True,
        blank=True,
        validators=[validate_geometry],
        help_text="Polygon oder MultiPolygon in WGS 84, Länge vor Breite.",
    )
    angenaehert = models.BooleanField(
        "Umriss ist angenähert",
        default=True,
        help_text="Dann steht dabei: „Angenäherte Umrisse, keine amtlichen Grenzen.“",
    )
    umriss_quelle = models.TextField("Quelle des Umrisses", blank=True)
    west = models.FloatField(null=True, editable=False)
    sued = models.FloatField(null=True, editable=False)
    ost = models.FloatField(null=True, editable=False)
    nord = models.FloatField(null=True, editable=False)
    einwohnerzahl = models.PositiveIntegerField(
        "Einwohnerzahl", null=True, blank=True, help_text="Leer lassen, wenn unbekannt."
    )
    einwohner_stand = models.CharField(
        "Stand der Einwohnerzahl",
        max_length=40,
        blank=True,
        help_text="Zum Beispiel 31.12.2022 oder „um 2013“.",
    )
    einwohner_quelle = models.TextField("Quelle der Einwohnerzahl", blank=True)
    stadtteile = models.TextField(
        "Stadtteile",
        blank=True,
        help_text="Ein Stadtteil je Zeile, nur solche, die ganz in diesem Raum liegen. "
        "Einträge ohne genaue Lage werden danach zugeordnet.",
    )

    objects = RaumQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(einwohnerzahl=None) | ~models.Q(einwohner_stand=""),
                name="%(class)s_einwohnerzahl_with_stand",
                violation_error_message="Bitte angeben, von wann die Einwohnerzahl ist.",
            ),
        ]

    def __str__(self):
        return self.name

    def save(self, **kwargs):
        self.derive()
        self.frame()
        super().save(**kwargs)

    def get_absolute_url(self):
        return reverse(f"{self._meta.model_name}_detail", kwargs={"slug": self.slug})

    def clean(self):
        self.derive()
        if not self.sortiername:
            raise ValidationError({"name": "Der Name braucht mindestens einen Buchstaben."})
        if self.slug in RESERVED_SLUGS:
            raise ValidationError({"name": "Dieser Name ist für eine Seite des Portals vergeben."})
        if type(self).objects.exclude(pk=self.pk).filter(slug=self.slug).exists():
            raise ValidationError({"name": "Einen Raum dieses Namens gibt es schon."})

    @property
    def art(self):
        return self._meta.verbose_name

    def teilraeume(self):
        """Return the areas of the next finer level that this one consists of."""
        return []

    def meters_to(self, breite, laenge):
        """Return how far the point lies outside the outline; 0 inside it."""
        nearest = nearest_points(shape(self.geometry), Point(laenge, breite))[0]
        return meters_between(breite, laenge, nearest.y, nearest.x)

    def derive(self):
        """Fill the columns that follow from others; a slug once given stays."""
        self.slug = self.slug or slugify_de(self.name)
        self.sortiername = sort_key(self.name)

    def frame(self):
        """Fill the box around the outline."""
        bounds = shape(self.geometry).bounds if self.geometry else (None,) * 4
        self.west, self.sued, self.ost, self.nord = bounds


class Stadtbezirk(Raum):
    """One of the city's three Stadtbezirke; each has a Bezirksvertretung."""

    history = Historie()

    class Meta(Raum.Meta):
        verbose_name = "Stadtbezirk"
        verbose_name_plural = "Stadtbezirke"

    def teilraeume(self):
        return list(self.sozialraeume.all())


class Sozialraum(Raum):
    """One of six areas in which the Sozialplanung holds its dialogues."""

    kuerzel = models.CharField(
        "Kürzel",
        max_length=2,
        unique=True,
        help_text="Zwei Buchstaben für die Nummern der Handlungsempfehlungen, zum Beispiel OS.",
    )
    stadtbezirk = models.ForeignKey(
        Stadtbezirk,
        on_delete=models.PROTECT,
        related_name="sozialraeume",
        verbose_name="Stadtbezirk",
    )

    history = Historie()

    class Meta(Raum.Meta):
        verbose_name = "Sozialraum"
        verbose_name_plural = "Sozialräume"

    def teilraeume(self):
        return list(self.sozialquartiere.all())


class Sozialquartier(Raum):
    """One of 27 neighbourhoods, the statistical unit of the Sozialindex."""

    sozialraum = models.ForeignKey(
        Sozialraum,
        on_delete=models.PROTECT,
        related_name="sozialquartiere",
        verbose_name="Sozialraum",
    )

    history = Historie()

    class Meta(Raum.Meta):
        verbose_name = "Sozialquartier"
        verbose_name_plural = "Sozialquartiere"

    def with_holders(self):
        """Return the quarter itself and the areas that hold it."""
        return [self, self.sozialraum, self.sozialraum.stadtbezirk]


def find_stadtteil(name):
    """Return the finest area that holds the whole Stadtteil ``name``, or ``None``."""
    if not fold(name):
        return None
    levels = (
        Sozialquartier.objects.select_related("sozialraum__stadtbezirk"),
        Sozialraum.objects.select_related("stadtbezirk"),
        Stadtbezirk.objects.all(),
    )
    return next(filter(None, (level.named_in(name) for level in levels)), None)


PLURAL = {
    "stadtbezirk": "stadtbezirke",
    "sozialraum": "sozialraeume",
    "sozialquartier": "sozialquartiere",
}
LEVELS = tuple(PLURAL)  # the coarsest first


def read_tree():
    """Return the keys of (Stadtbezirk, Sozialraum, Sozialquartier), a row for each quarter."""
    quartiere = Sozialquartier.objects.order_by()
    return list(quartiere.values_list("sozialraum__stadtbezirk", "sozialraum", "pk"))


class Raumauswahl:
    """Areas that somebody chose: keys per level, and the areas that hold them.

    Several of one level mean „oder“, several levels „und“.
    """

    def __init__(self, **slugs):
        """``slugs`` per level (``sozialraum=["osterfeld"]``); unknown ones choose nothing."""
        self._tree = read_tree()
        models = {"stadtbezirk": Stadtbezirk, "sozialraum": Sozialraum}
        self.chosen = {
            level: list(
                models.get(level, Sozialquartier)
                .objects.order_by()
                .filter(slug__in=slugs[level])
                .values_list("pk", flat=True)
            )
            for level in LEVELS
            if slugs.get(level)
        }

    def __bool__(self):
        return bool(self.chosen)

    @classmethod
    def each(cls, level):
        """Return ``{slug: auswahl}`` with each area of a level chosen alone, in two queries."""
        tree, found = read_tree(), {}
        models = {"stadtbezirk": Stadtbezirk, "sozialraum": Sozialraum}
        areas = models.get(level, Sozialquartier).objects.order_by()
        for key, slug in areas.values_list("pk", "slug"):
            found[slug] = cls.__new__(cls)
            found[slug]._tree, found[slug].chosen = tree, {level: [key]}
        return found

    def raeume(self):
        """Return the chosen areas themselves."""
        models = {"stadtbezirk": Stadtbezirk, "sozialraum": Sozialraum}
        return [
            raum
            for level, keys in self.chosen.items()
            for raum in models.get(level, Sozialquartier).objects.filter(pk__in=keys)
        ]

    def holders(self, level):
        """Return, for ``level`` and each coarser one, the keys of what is or holds the chosen."""
        own = LEVELS.index(level)
        keys = set(self.chosen[level])
        found = {level: list(keys)}
        for place in range(own):
            found[LEVELS[place]] = sorted({row[place] for row in self._tree if row[own] in keys})
        return found

    def parts(self, level):
        """Return, for each level finer than ``level``, the keys of what the chosen consist of."""
        own = LEVELS.index(level)
        keys = set(self.chosen[level])
        return {
            LEVELS[place]: sorted({row[place] for row in self._tree if row[own] in keys})
            for place in range(own + 1, len(LEVELS))
        }


class Raumbezug(models.Model):
    """For records that concern areas of any level; all four empty means „keine Angabe“."""

    stadtweit = models.BooleanField("stadtweit", default=False)
    stadtbezirke = models.ManyToManyField(
        Stadtbezirk, blank=True, related_name="%(class)s_bezuege", verbose_name="Stadtbezirke"
    )
    sozialraeume = models.ManyToManyField(
        Sozialraum, blank=True, related_name="%(class)s_bezuege", verbose_name="Sozialräume"
    )
    sozialquartiere = models.ManyToManyField(
        Sozialquartier,
        blank=True,
        related_name="%(class)s_bezuege",
        verbose_name="Sozialquartiere",
    )

    class Meta:
        abstract = True

    @property
    def zustaendigkeit_in_worten(self):
        """„ganz Oberhausen“ or the names of the areas; nothing where it is not known."""
        if self.stadtweit:
            return "ganz Oberhausen"
        levels = [getattr(self, plural).all() for plural in PLURAL.values()]
        return ", ".join(raum.name for level in levels for raum in level)
