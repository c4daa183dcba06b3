"""The form of one answer: radio buttons, evidence by key, reason, role, day."""

from django import forms
from django.utils import timezone

from dialoge.models import Entscheidung
from dialoge.werkbank import kante_in_words, list_kanten
from dialoge.wissen import freeze_own
from dialoge.wissen.belege import is_safe_address
from navigator.admin.felder import Absatz, Datumsfeld

GONE = (
    "Ein Beleg, den Sie angekreuzt haben, ist nicht mehr da oder hat sich geändert. Bitte sehen "
    "Sie die Belege noch einmal an."
)
NO_ADDRESS = "Bitte eine Adresse wie https://www.oberhausen.de eingeben."


def length(name):
    return Entscheidung._meta.get_field(name).max_length


class AntwortForm(forms.Form):
    """``belege`` is key → plain data, computed on the server: posted contents are never asked."""

    frage = forms.IntegerField(widget=forms.HiddenInput)
    gesehen = forms.CharField(required=False, widget=forms.HiddenInput)
    belege = forms.MultipleChoiceField(
        label="Belege", required=False, error_messages={"invalid_choice": GONE}
    )
    eigener_titel = forms.CharField(
        label="Eigener Beleg",
        required=False,
        max_length=200,
        help_text="Was das Portal nicht kennt. Zum Beispiel „Auskunft der Stadtteilbibliothek“.",
    )
    eigene_adresse = forms.URLField(
        label="Adresse dazu, wenn es eine gibt",
        required=False,
        max_length=500,
        assume_scheme="https",
        widget=forms.TextInput(attrs={"inputmode": "url"}),
        error_messages={"invalid": NO_ADDRESS},
    )
    antwort = forms.TypedChoiceField(
        label="Antwort",
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": "Bitte wählen Sie eine Antwort."},
    )
    grund = forms.CharField(
        label="Begründung",
        max_length=length("grund"),
        widget=Absatz,
        help_text="Ein oder zwei Sätze, die auch in zwei Jahren noch zu verstehen sind.",
        error_messages={"required": "Bitte begründen Sie die Antwort."},
    )
    rolle = forms.CharField(
        label="Entschieden von",
        max_length=length("rolle"),
        help_text="Die Rolle, kein Name.",
        error_messages={"required": "Bitte sagen Sie, welche Rolle entschieden hat."},
    )
    datum = forms.DateField(
        label="Entschieden am",
        widget=Datumsfeld,
        error_messages={
            "required": "Bitte geben Sie den Tag an.",
            "invalid": "Bitte einen Tag wie 25.11.2026 eingeben.",
        },
    )

    def __init__(self, frage, belege, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.known = belege
        self.kanten = {one.pk: one for one in list_kanten(frage)}
        self.fields["belege"].choices = [(key, data["titel"]) for key, data in belege.items()]
        self.fields["antwort"].choices = [
            (pk, kante_in_words(kante)) for pk, kante in self.kanten.items()
        ]

    def clean_gesehen(self):
        """Return keys; what no screen of ours has sent counts as nothing seen."""
        parts = self.cleaned_data["gesehen"].split(",")
        return [int(part) for part in parts if part.isascii() and part.isdigit()]

    def clean_eigene_adresse(self):
        adresse = self.cleaned_data["eigene_adresse"]
        if adresse and not is_safe_address(adresse):
            raise forms.ValidationError(NO_ADDRESS)
        return adresse

    def clean_datum(self):
        datum = self.cleaned_data["datum"]
        if datum > timezone.localdate():
            raise forms.ValidationError("Dieser Tag liegt in der Zukunft.")
        return datum

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("eigene_adresse") and not cleaned.get("eigener_titel"):
            self.add_error("eigener_titel", "Bitte sagen Sie, was unter der Adresse steht.")
        return cleaned

    @property
    def kante(self):
        return self.kanten[self.cleaned_data["antwort"]]

    @property
    def evidenz(self):
        """The chosen evidence as plain data, in the order of the screen, one's own at the end."""
        cleaned = self.cleaned_data
        chosen = [data for key, data in self.known.items() if key in cleaned["belege"]]
        if cleaned["eigener_titel"]:
            chosen.append(
                freeze_own(cleaned["eigener_titel"], cleaned["eigene_adresse"], cleaned["datum"])
            )
        return chosen

    @property
    def gewaehlt(self):
        return self["belege"].value() or []
