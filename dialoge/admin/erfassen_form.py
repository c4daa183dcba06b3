"""The form of an evening's list: what holds for all its lines, and the lines."""

from hashlib import sha256

from django import forms

from dialoge.erfassen import look_at_lines, split_lines
from dialoge.models import Hinweis
from navigator.admin.felder import Absatz, Kaestchen
from navigator.models import (
    Handlungsfeld,
    Sozialquartier,
    Sozialraum,
    Stadtbezirk,
    Zielgruppe,
)
from navigator.models.raum import PLURAL

MOST_LINES = 200  # of one table; beyond it a file is the better way


class ErfassenForm(forms.Form):
    """Asks the same for all lines, shows what it understood, and takes only what was shown."""

    thementisch = forms.ModelChoiceField(None, required=False, empty_label="– keinem Tisch –")
    art = forms.ChoiceField(
        label="Art", choices=Hinweis.Art, widget=forms.RadioSelect, initial=Hinweis.Art.FEHLT
    )
    liste = forms.CharField(
        label="Hinweise, einer je Zeile",
        widget=Absatz(rows=8),
        help_text="Eintippen oder eine Liste einfügen. Striche, Punkte und Nummern vor den Zeilen "
        "fallen weg. Keine Namen, Telefonnummern oder Adressen von Menschen.",
        error_messages={"required": "Bitte schreiben Sie mindestens einen Hinweis."},
    )
    handlungsfeld = forms.ModelChoiceField(
        Handlungsfeld.objects.all(),
        label="Handlungsfeld",
        required=False,
        empty_label="wie beim Thementisch",
    )
    zielgruppen = forms.ModelMultipleChoiceField(
        Zielgruppe.objects.all(), label="Zielgruppen", required=False, widget=Kaestchen
    )
    stadtweit = forms.BooleanField(label="für ganz Oberhausen", required=False)
    stadtbezirke = forms.ModelMultipleChoiceField(
        Stadtbezirk.objects.all(), label="Stadtbezirke", required=False, widget=Kaestchen
    )
    sozialraeume = forms.ModelMultipleChoiceField(
        Sozialraum.objects.all(), label="Sozialräume", required=False, widget=Kaestchen
    )
    sozialquartiere = forms.ModelMultipleChoiceField(
        Sozialquartier.objects.all(), label="Sozialquartiere", required=False, widget=Kaestchen
    )

    def __init__(self, *args, veranstaltung, **kwargs):
        super().__init__(*args, **kwargs)
        self.veranstaltung, self.zeilen = veranstaltung, []
        tisch = self.fields["thementisch"]
        tisch.queryset, tisch.label = veranstaltung.thementische.all(), veranstaltung.tischwort
        if not self.is_bound:
            is_begun = bool(self.initial.get("thementisch"))
            self.fields["liste" if is_begun else "thementisch"].widget.attrs["autofocus"] = True
        self.fields["stadtweit"].initial = veranstaltung.stadtweit
        for name in PLURAL.values():
            self.fields[name].initial = [one.pk for one in getattr(veranstaltung, name).all()]

    @property
    def raumfelder(self):
        return [self[name] for name in PLURAL.values()]

    @property
    def gesehen(self):
        """What the preview showed; saving takes exactly this."""
        text = "\n".join(zeile.text for zeile in self.zeilen)
        return sha256(text.encode()).hexdigest()

    def clean_liste(self):
        lines = split_lines(self.cleaned_data["liste"])
        if not lines:
            raise forms.ValidationError("Bitte schreiben Sie mindestens einen Hinweis.")
        if len(lines) > MOST_LINES:
            raise forms.ValidationError(
                f"Das sind {len(lines)} Zeilen. Bitte höchstens {MOST_LINES} auf einmal, oder "
                "lesen Sie die Liste als Datei ein."
            )
        self.zeilen = look_at_lines(self.veranstaltung, lines)
        return "\n".join(lines)

    def chosen(self, name):
        """The ``kennung`` of the lines whose tick box of this name was sent."""
        return set(self.data.getlist(name)) if self.is_bound else set()

    def lines_shown(self):
        """The lines of the preview, each with what was ticked at it."""
        confirmed, left_out = self.chosen("geprueft"), self.chosen("weglassen")
        return [
            (zeile, zeile.kennung in confirmed, zeile.kennung in left_out) for zeile in self.zeilen
        ]

    def lines_to_look_at(self):
        """The numbers of the lines of the preview at which something is asked or said."""
        return [
            number
            for number, zeile in enumerate(self.zeilen, start=1)
            if zeile.fehler or zeile.warnung or zeile.doppelt
        ]

    def lines_to_save(self):
        left_out = self.chosen("weglassen")
        return [zeile for zeile in self.zeilen if zeile.kennung not in left_out]

    def may_save(self):
        """Tell whether what was previewed can be stored; else say why not."""
        if self.data.get("gesehen") != self.gesehen:
            self.add_error(
                "liste", "Die Liste hat sich seit der Vorschau geändert. Bitte noch einmal ansehen."
            )
            return False
        lines = self.lines_to_save()
        confirmed = self.chosen("geprueft")
        if not lines:
            self.add_error("liste", "Alle Zeilen sind weggelassen: Es gibt nichts zu speichern.")
        elif any(zeile.fehler for zeile in lines):
            self.add_error("liste", "Eine Zeile ist zu lang. Bitte sehen Sie die Vorschau an.")
        elif any(zeile.warnung and zeile.kennung not in confirmed for zeile in lines):
            self.add_error(
                "liste",
                "Mindestens eine Zeile sieht nach einer Person aus. Bitte umformulieren oder in "
                "der Vorschau ankreuzen, dass sie keine nennt.",
            )
        return not self.errors

    def values(self):
        """What ``enter_hinweise`` takes beside event and lines."""
        cleaned = self.cleaned_data
        names = ("thementisch", "art", "handlungsfeld", "zielgruppen", "stadtweit")
        return {name: cleaned[name] for name in names} | {
            "raeume": {name: cleaned[name] for name in PLURAL.values()},
            "confirmed": self.chosen("geprueft"),
        }
