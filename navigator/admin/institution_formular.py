"""The form of an Institution: what the office enters, in the order of a paper form."""

from navigator.models import Institution
from navigator.orte import OrtError

from .base import FullForm
from .felder import Absatz, Datumsangabe, Kaestchen
from .hilfen import suggest_lage

LAGE_BUTTON = "_lage_aus_anschrift"
NAME_UND_ART = [
    "name",
    "kategorie",
    "weitere_kategorien",
    ("traeger_name", "traeger_institution"),
]
ANSCHRIFT_UND_ORT = [
    ("strasse", "hausnummer"),
    ("plz", "ort", "stadtteil"),
    "punkt",
    ("breite", "laenge", "lagequalitaet"),
    "lage_quelle",
    "lage_bestaetigt",
    ("stadtbezirk", "sozialraum", "sozialquartier"),
    "raumherkunft",
]
OEFFNUNG_UND_ZUGANG = ["oeffnungszeiten", "woche", "oeffnungszeiten_text", "kosten", "rollstuhl"]
HERKUNFT = ["stand", "geprueft_am", "quelle", "quelle_url"]
INTERN = ["status", "interne_bemerkung", "slug", "created_at", "updated_at"]
FIELDSETS = [
    ("Name und Art", {"fields": NAME_UND_ART}),
    ("Was angeboten wird und für wen", {"fields": ["beschreibung", "zielgruppen", "sprachen"]}),
    (
        "Anschrift und Ort",
        {
            "description": "Setzen Sie den Punkt auf der Karte oder tragen Sie ihn ein. "
            "Stadtbezirk, Sozialraum und Sozialquartier folgen beim Sichern aus dem Punkt.",
            "fields": ANSCHRIFT_UND_ORT,
        },
    ),
    ("Kontakt", {"fields": ["telefon", "email", "website"]}),
    ("Öffnungszeiten, Kosten, Zugang", {"fields": OEFFNUNG_UND_ZUGANG}),
    (
        "Zuständig für",
        {
            "description": "Für wen die Einrichtung da ist, nicht wo sie liegt. Nichts gewählt "
            "heißt: keine Angabe.",
            "fields": ["stadtweit", "stadtbezirke", "sozialraeume", "sozialquartiere"],
        },
    ),
    ("Herkunft und Prüfung", {"fields": HERKUNFT}),
    ("Veröffentlichen und Internes", {"fields": INTERN}),
]


class InstitutionForm(FullForm):
    stand = Datumsangabe(
        label="Stand der Angaben",
        help_text="Von wann die Angaben sind: 10.10.2019, 09/2023 oder 2025.",
    )

    class Meta:
        model = Institution
        fields = "__all__"
        widgets = {
            "weitere_kategorien": Kaestchen,
            "zielgruppen": Kaestchen,
            "sprachen": Kaestchen,
            "stadtbezirke": Kaestchen,
            "sozialraeume": Kaestchen,
            "sozialquartiere": Kaestchen,
            "oeffnungszeiten_text": Absatz(rows=2),
            "interne_bemerkung": Absatz(rows=3),
        }
        labels = {
            "stadtweit": "für ganz Oberhausen",
            "traeger_institution": "Träger im Verzeichnis",
        }
        help_texts = {
            "name": "So, wie die Einrichtung sich selbst nennt: Quartiersbüro Osterfeld.",
            "kategorie": "Der Bereich, unter dem die meisten sie suchen würden.",
            "weitere_kategorien": "Wenn sie auch unter anderen Bereichen stehen soll.",
            "traeger_name": "Wer sie betreibt: Caritasverband Oberhausen e. V.",
            "traeger_institution": "Nur wenn der Träger selbst im Verzeichnis steht. Tippen Sie "
            "den Anfang des Namens.",
            "beschreibung": "Zwei, drei einfache Sätze: Berät bei Schulden und Mietrückstand. "
            "Hilft bei Briefen und Anträgen.",
            "zielgruppen": "Nur ankreuzen, was die Einrichtung selbst sagt.",
            "sprachen": "In diesen Sprachen wird beraten.",
            "strasse": "Ausgeschrieben: Schwartzstraße.",
            "hausnummer": "Zum Beispiel 72a.",
            "plz": "Fünf Ziffern: 46045.",
            "stadtteil": "Zum Beispiel Osterfeld.",
            "breite": "Zum Beispiel 51.4736.",
            "laenge": "Zum Beispiel 6.8611.",
            "lagequalitaet": "Wie genau der Punkt ist.",
            "lage_quelle": "Woher der Punkt kommt: „Karte, eigene Kenntnis“.",
            "email": "Zum Beispiel info@beratung-oberhausen.de, möglichst keine von Personen.",
            "oeffnungszeiten": "Tage englisch abgekürzt (Mo Tu We Th Fr Sa Su), Zeiten mit vier "
            "Ziffern: Mo-Th 08:00-16:00; Fr 08:00-12:00; PH off. Darunter sehen Sie die Woche.",
            "oeffnungszeiten_text": "Nur wenn die Kurzschrift nicht reicht: „Termine nach "
            "Vereinbarung, dienstags offene Sprechstunde“. Steht im Portal statt der Kurzschrift "
            "in der Liste.",
            "kosten": "Zum Beispiel „kostenlos“ oder „3 Euro im Monat“.",
            "stadtweit": "Dann erscheint sie in jedem Sozialraum als Angebot für die ganze Stadt.",
            "geprueft_am": "Der Tag, an dem Sie alle Angaben mit der Einrichtung abgeglichen "
            "haben.",
            "quelle": "Zum Beispiel „Website der Einrichtung“ oder „Anruf am 03.12.2026“.",
            "quelle_url": "Die Seite, auf der die Angaben stehen, mit https:// am Anfang.",
            "status": "Entwürfe und Archiviertes sieht nur die Verwaltung.",
        }

    def clean(self):
        cleaned = super().clean()
        if self.point_moved() and "lage_bestaetigt" not in self.changed_data:
            cleaned["lage_bestaetigt"] = False  # that was said of another point
        if LAGE_BUTTON in self.data:
            self.take_lage(cleaned)
        if self.changed_by_hand() and "raumherkunft" not in self.changed_data:
            self.instance.raumherkunft = Institution.Raumherkunft.HAND
            cleaned["raumherkunft"] = Institution.Raumherkunft.HAND
        return cleaned

    def take_lage(self, cleaned):
        """Fill the point from the address, when asked to; a point that is there stays."""
        if cleaned.get("breite") is not None or cleaned.get("laenge") is not None:
            self.add_error("breite", "Hier steht schon ein Punkt. Leeren Sie zuerst beide Zahlen.")
            return
        try:
            cleaned |= suggest_lage(cleaned.get("strasse", ""), cleaned.get("hausnummer", ""))
        except OrtError as error:
            self.add_error("strasse", str(error))

    def point_moved(self):
        return bool({"breite", "laenge"} & set(self.changed_data))

    def changed_by_hand(self):
        """Tell whether somebody set an area: then no computation may overwrite it."""
        return any(
            level in self.changed_data and self.cleaned_data.get(level)
            for level in ("stadtbezirk", "sozialraum", "sozialquartier")
        )
