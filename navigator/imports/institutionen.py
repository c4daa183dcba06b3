"""Rows of a table → Institutionen."""

from import_export.fields import Field

from navigator.models import (
    Institution,
    Kategorie,
    Sozialquartier,
    Sozialraum,
    Sprache,
    Stadtbezirk,
    Zielgruppe,
)
from navigator.widgets import (
    ChoiceWidget,
    EmailWidget,
    JaWidget,
    KnownManyWidget,
    KnownWidget,
    NumberWidget,
    TagWidget,
    TelefonWidget,
    WebWidget,
    WordsWidget,
    ZeitangabeWidget,
)
from sozialplanung.text import fold, sort_key

from .base import AllOrNothing, NavigatorResource, text
from .ort import place_points, split_addresses
from .verzeichnis import importable
from .woerter import (
    ADDRESS_INPUTS,
    ADDRESS_SYNONYMS,
    INSTITUTION_SYNONYMS,
    KATEGORIE_SYNONYMS,
    POINT_INPUTS,
    POINT_SYNONYMS,
)


@importable
class InstitutionResource(NavigatorResource):
    """Institutionen; an existing one is found by ``kennung``, else by its name."""

    kennung = text("slug", "kennung")
    name = text("name")
    kategorie = Field(
        "kategorie", "kategorie", KnownWidget(Kategorie, "slug", synonyms=KATEGORIE_SYNONYMS)
    )
    weitere_kategorien = Field(
        "weitere_kategorien",
        "weitere_kategorien",
        KnownManyWidget(Kategorie, "slug", synonyms=KATEGORIE_SYNONYMS),
    )
    traeger = text("traeger_text", "traeger")
    strasse = text("strasse")
    hausnummer = text("hausnummer")
    plz = text("plz")
    ort = text("ort")
    stadtteil = text("stadtteil")
    breite = Field("breite", "breite", NumberWidget())
    laenge = Field("laenge", "laenge", NumberWidget())
    lagequalitaet = Field("lagequalitaet", "lagequalitaet", ChoiceWidget(Institution.Lagequalitaet))
    lage_quelle = text("lage_quelle")
    stadtbezirk = Field("stadtbezirk", "stadtbezirk", KnownWidget(Stadtbezirk))
    sozialraum = Field("sozialraum", "sozialraum", KnownWidget(Sozialraum))
    sozialquartier = Field("sozialquartier", "sozialquartier", KnownWidget(Sozialquartier))
    raumherkunft = Field("raumherkunft", "raumherkunft", ChoiceWidget(Institution.Raumherkunft))
    stadtweit = Field("stadtweit", "stadtweit", JaWidget())
    zustaendig_stadtbezirke = Field(
        "stadtbezirke", "zustaendig_stadtbezirke", KnownManyWidget(Stadtbezirk)
    )
    zustaendig_sozialraeume = Field(
        "sozialraeume", "zustaendig_sozialraeume", KnownManyWidget(Sozialraum)
    )
    zustaendig_sozialquartiere = Field(
        "sozialquartiere", "zustaendig_sozialquartiere", KnownManyWidget(Sozialquartier)
    )
    telefon = Field("telefon", "telefon", TelefonWidget())
    email = Field("email", "email", EmailWidget())
    website = Field("website", "website", WebWidget())
    oeffnungszeiten = text("oeffnungszeiten")
    oeffnungszeiten_text = text("oeffnungszeiten_text")
    beschreibung = text("beschreibung")
    zielgruppen = Field("zielgruppen", "zielgruppen", WordsWidget(Zielgruppe))
    sprachen = Field("sprachen", "sprachen", WordsWidget(Sprache))
    rollstuhl = Field("rollstuhl", "rollstuhl", ChoiceWidget(Institution.Rollstuhl))
    kosten = text("kosten")
    stand = Field("stand", "stand", ZeitangabeWidget())
    geprueft_am = Field("geprueft_am", "geprueft_am", TagWidget())
    quelle = text("quelle")
    quelle_url = text("quelle_url")

    required = ("name", "kategorie")
    synonyms = ADDRESS_SYNONYMS | POINT_SYNONYMS | INSTITUTION_SYNONYMS
    inputs = ADDRESS_INPUTS | POINT_INPUTS
    fest = ("kategorie", "lagequalitaet", "stand", "quelle", "quelle_url")
    erklaerungen = {
        "kennung": "Nur in Dateien aus dem Portal: woran es den Eintrag wiedererkennt. Sonst leer "
        "lassen.",
        "lagequalitaet": "Wie genau der Punkt ist. Ohne Angabe nimmt das Portal bei neuen Punkten "
        "„exakt“ an, wenn eine Hausnummer dabeisteht, sonst „strasse“.",
        "stand": "Von wann die Angaben sind: 10.10.2019, 09/2023 oder 2025.",
        "zielgruppen": "Mehrere mit Semikolon trennen. Neue werden angelegt.",
        "sprachen": "Mehrere mit Semikolon trennen. Neue werden angelegt.",
        "stadtweit": "ja, wenn das Angebot für die ganze Stadt da ist; sonst leer.",
    }
    beispiele = (
        {
            "name": "Beratungsstelle Musterhaus (Beispiel)",
            "kategorie": "beratung",
            "traeger": "Musterverein e. V.",
            "strasse": "Beispielstraße",
            "hausnummer": "12–14",
            "plz": "46045",
            "ort": "Oberhausen",
            "breite": 51.471,
            "laenge": 6.8517,
            "lagequalitaet": "exakt",
            "telefon": "0208 825-9033",
            "email": "beratung@example.org",
            "website": "https://www.example.org",
            "oeffnungszeiten_text": "Mo–Fr 9–12 Uhr",
            "zielgruppen": "Familien; Alleinerziehende",
            "stand": "09/2026",
            "quelle": "Liste des Trägers",
        },
        {
            "name": "Kita Muster (Beispiel)",
            "kategorie": "kitas",
            "strasse": "Am Muster",
            "hausnummer": "3 a",
            "plz": "46045",
            "stand": "2026",
            "quelle": "Liste des Trägers",
        },
    )

    class Meta(AllOrNothing):
        model = Institution
        fields = (
            "kennung",
            "name",
            "kategorie",
            "weitere_kategorien",
            "traeger",
            "strasse",
            "hausnummer",
            "plz",
            "ort",
            "stadtteil",
            "breite",
            "laenge",
            "lagequalitaet",
            "lage_quelle",
            "stadtbezirk",
            "sozialraum",
            "sozialquartier",
            "raumherkunft",
            "stadtweit",
            "zustaendig_stadtbezirke",
            "zustaendig_sozialraeume",
            "zustaendig_sozialquartiere",
            "telefon",
            "email",
            "website",
            "oeffnungszeiten",
            "oeffnungszeiten_text",
            "beschreibung",
            "zielgruppen",
            "sprachen",
            "rollstuhl",
            "kosten",
            "stand",
            "geprueft_am",
            "quelle",
            "quelle_url",
        )

    @classmethod
    def for_export(cls, queryset):
        return queryset.prefetch_related(
            "weitere_kategorien",
            "zielgruppen",
            "sprachen",
            "stadtbezirke",
            "sozialraeume",
            "sozialquartiere",
        ).select_related(
            "kategorie", "traeger_institution", "stadtbezirk", "sozialraum", "sozialquartier"
        )

    def prepare(self, tabelle):
        split_addresses(tabelle)
        summary = place_points(tabelle)
        if "lagequalitaet" not in tabelle.headings:  # set for the whole file, if at all
            for row in tabelle.rows:
                row["lagequalitaet"] = row.get("lagequalitaet") if row.get("breite") else None
        orte = {fold(row["ort"]) for row in tabelle.rows if row.get("ort")}
        if orte and not any("oberhausen" in ort for ort in orte):
            tabelle.hinweise.append(
                f"Keine Zeile nennt Oberhausen als Ort, die erste nennt „{tabelle.first('ort')}“. "
                "Ist es die richtige Datei?"
            )
        return summary

    def get_instance(self, instance_loader, row):
        """Return the Institution of this row, or ``None`` for a new one.

        Two of one name are told apart by ``kennung`` or by street and house number.
        """
        if kennung := row.get("kennung", ""):
            return Institution.objects.filter(slug=kennung).first()
        namesakes = list(Institution.objects.filter(sortiername=sort_key(row["name"])))
        if len(namesakes) > 1 or any(one.pk in self.written for one in namesakes):
            place = fold(f"{row.get('strasse', '')} {row.get('hausnummer', '')}")
            namesakes = [one for one in namesakes if fold(one.strasse_mit_nummer) == place]
        return namesakes[0] if namesakes else None

    def before_import(self, dataset, **kwargs):
        """Remember what this file names: two rows of one name are two places, not a correction."""
        super().before_import(dataset, **kwargs)
        self.written, self.changed = set(), set()

    def skip_row(self, instance, original, row, import_validation_errors=None):
        if instance.pk:
            self.written.add(instance.pk)
        return super().skip_row(instance, original, row, import_validation_errors)

    def after_save_instance(self, instance, row, **kwargs):
        super().after_save_instance(instance, row, **kwargs)
        self.written.add(instance.pk)
        self.changed.add(instance.pk)

    def before_import_row(self, row, **kwargs):
        super().before_import_row(row, **kwargs)
        if row.get("kennung", None) == "":
            del row["kennung"]  # a blank one must not erase the address of an existing entry

    def complete(self, instance, row):
        """Areas named in the file were set by hand, unless the file says where they are from.

        A point whose precision nobody tells is taken for that of its address.
        """
        if "raumherkunft" not in row and any(
            row.get(level) for level in ("stadtbezirk", "sozialraum", "sozialquartier")
        ):
            instance.raumherkunft = Institution.Raumherkunft.HAND
        if "breite" in row and not row.get("lagequalitaet"):
            self.judge_point(instance, row)

    def judge_point(self, instance, row):
        before = self.loaded or {}
        if instance.breite is None and instance.laenge is None:
            instance.lagequalitaet = ""
        elif "lagequalitaet" in row or (instance.breite, instance.laenge) != (
            before.get("breite"),
            before.get("laenge"),
        ):
            exact = instance.hausnummer
            quality = Institution.Lagequalitaet
            instance.lagequalitaet = quality.EXAKT if exact else quality.STRASSE

    def before_save_instance(self, instance, row, status=None, **kwargs):
        super().before_save_instance(instance, row, **kwargs)
        if instance.pk is None:
            instance.status = status or Institution.Status.ENTWURF

    def settle(self, instance):
        """Let the search text hold the names of the tags that are stored now."""
        instance.refresh_suchtext()

    def after_import(self, dataset, result, **kwargs):
        """Link each Träger that has an entry of its own, wherever its row stood in the file.

        Only where this file changed one of the two: a link that somebody took off stays off.
        """
        if self.changed:
            self.link_traeger()
        super().after_import(dataset, result, **kwargs)

    def link_traeger(self):
        entries = {one.name: one for one in Institution.objects.all()}
        for institution in entries.values():
            traeger = entries.get(institution.traeger_name)
            if traeger is None or traeger == institution or institution.traeger_institution_id:
                continue
            if {institution.pk, traeger.pk} & self.changed:
                self.protokoll.remember(institution)
                institution.traeger_institution = traeger
                institution.save()
