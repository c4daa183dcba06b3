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
    JaWidget,
    KnownManyWidget,
    KnownWidget,
    NumberWidget,
    TagWidget,
    WordsWidget,
    ZeitangabeWidget,
)
from sozialplanung.text import fold, sort_key

from .base import AllOrNothing, NavigatorResource, text


class InstitutionResource(NavigatorResource):
    """Institutionen; an existing one is found by ``kennung``, else by its name."""

    kennung = text("slug", "kennung")
    name = text("name")
    kategorie = Field("kategorie", "kategorie", KnownWidget(Kategorie, "slug"))
    weitere_kategorien = Field(
        "weitere_kategorien", "weitere_kategorien", KnownManyWidget(Kategorie, "slug")
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
    telefon = text("telefon")
    email = text("email")
    website = text("website")
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
        """Remember what this file wrote: two rows of one name are two places, not a correction."""
        super().before_import(dataset, **kwargs)
        self.written = set()

    def after_save_instance(self, instance, row, **kwargs):
        super().after_save_instance(instance, row, **kwargs)
        self.written.add(instance.pk)

    def before_import_row(self, row, **kwargs):
        if row.get("kennung", None) == "":
            del row["kennung"]  # a blank one must not erase the address of an existing entry

    def complete(self, instance, row):
        """Areas named in the file were set by hand, unless the file says where they are from."""
        if "raumherkunft" not in row and any(
            row.get(level) for level in ("stadtbezirk", "sozialraum", "sozialquartier")
        ):
            instance.raumherkunft = Institution.Raumherkunft.HAND

    def before_save_instance(self, instance, row, status=None, **kwargs):
        if instance.pk is None:
            instance.status = status or Institution.Status.ENTWURF

    def save_m2m(self, instance, row, **kwargs):
        """Let the search text hold the names of the tags that are stored now."""
        super().save_m2m(instance, row, **kwargs)
        instance.refresh_suchtext()

    def after_import(self, dataset, result, **kwargs):
        """Link each Träger that has an entry of its own, wherever its row stood in the file."""
        super().after_import(dataset, result, **kwargs)
        entries = {one.name: one for one in Institution.objects.all()}
        for institution in entries.values():
            traeger = entries.get(institution.traeger_name)
            if traeger and traeger != institution and institution.traeger_institution is None:
                institution.traeger_institution = traeger
                institution.save()
