"""What is asked before something is done with several Hinweise at once."""

from django import forms
from django.core.validators import MinLengthValidator

from dialoge.models import Hinweis, Hinweisgruppe
from dialoge.personenbezug import find_personenbezug
from navigator.admin.felder import ONE_TEXT_LINE, Absatz
from navigator.models.historie import LONGEST_GRUND

ROOM_BEFORE_GRUND = 40  # letters of „Veröffentlicht: “, with some to spare
SHORTEST_GRUND = 5


class AuswahlForm(forms.Form):
    """Knows the chosen Hinweise and shows them in full."""

    def __init__(self, *args, hinweise, **kwargs):
        super().__init__(*args, **kwargs)
        self.hinweise = hinweise

    def rows(self):
        """The Hinweise as the page shows them: each with its own control, or none."""
        return [{"hinweis": one, "feld": None, "warnung": ""} for one in self.hinweise]

    def fields_below(self):
        return list(self)


class ZusammenfassenForm(AuswahlForm):
    haupt = forms.ModelChoiceField(
        Hinweis.objects.all(),
        label="Welcher steht für die anderen?",
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": "Bitte wählen Sie, welcher Hinweis für die anderen steht."},
    )

    def __init__(self, *args, hinweise, **kwargs):
        super().__init__(*args, hinweise=hinweise, **kwargs)
        keys = [one.pk for one in hinweise]
        self.fields["haupt"].queryset = Hinweis.objects.filter(pk__in=keys).order_by("nummer")
        self.fields["haupt"].label_from_instance = lambda one: one.text

    def fields_below(self):
        return []

    def choices(self):
        """Each radio button with its Hinweis: the texts in full are what is chosen from."""
        known = {str(one.pk): one for one in self.hinweise}
        return [(radio, known[str(radio.data["value"])]) for radio in self["haupt"]]


class GruppeForm(AuswahlForm):
    gruppe = forms.ModelChoiceField(
        Hinweisgruppe.objects.all(),
        label="Überschrift, die es schon gibt",
        required=False,
        empty_label="– neue Überschrift –",
    )
    neue = forms.CharField(
        label="Neue Überschrift",
        required=False,
        max_length=Hinweisgruppe._meta.get_field("titel").max_length,
        widget=forms.TextInput(attrs=ONE_TEXT_LINE),
        help_text="In wenigen Worten, zum Beispiel „Kinderbetreuung am Nachmittag“.",
    )

    def __init__(self, *args, hinweise, **kwargs):
        super().__init__(*args, hinweise=hinweise, **kwargs)
        events = {one.veranstaltung_id for one in hinweise}
        self.fields["gruppe"].queryset = Hinweisgruppe.objects.filter(veranstaltung__in=events)

    def clean(self):
        cleaned = super().clean()
        if bool(cleaned.get("gruppe")) == bool(cleaned.get("neue")):
            self.add_error("neue", "Bitte genau eines: eine Überschrift wählen oder eine neue.")
        return cleaned

    @property
    def titel(self):
        gruppe = self.cleaned_data["gruppe"]
        return gruppe.titel if gruppe else self.cleaned_data["neue"]


class VeroeffentlichenForm(AuswahlForm):
    """Asks for the decision, and to look again at whatever reads like a person."""

    grund = forms.CharField(
        label="Wer hat entschieden, und warum?",
        max_length=LONGEST_GRUND - ROOM_BEFORE_GRUND,
        widget=Absatz(rows=2),
        validators=[MinLengthValidator(SHORTEST_GRUND, "Bitte schreiben Sie einige Worte.")],
        help_text="Die Rolle, kein Name. Zum Beispiel „Steuerungsgruppe am 03.12.2026: alle "
        "Hinweise des Abends“. Es steht danach in der Geschichte jedes Hinweises.",
        error_messages={"required": "Bitte sagen Sie, wer entschieden hat und warum."},
    )

    def __init__(self, *args, hinweise, **kwargs):
        super().__init__(*args, hinweise=hinweise, **kwargs)
        self.found = {one.pk: "; ".join(find_personenbezug(one.text)) for one in hinweise}
        for pk, said in self.found.items():
            if said:
                self.fields[f"geprueft_{pk}"] = forms.BooleanField(
                    label="Ich habe noch einmal geprüft: Der Text nennt keine Person.",
                    error_messages={
                        "required": "Bitte prüfen und ankreuzen, oder nicht veröffentlichen."
                    },
                )

    def rows(self):
        return [
            {
                "hinweis": one,
                "feld": self[f"geprueft_{one.pk}"] if self.found[one.pk] else None,
                "warnung": self.found[one.pk],
            }
            for one in self.hinweise
        ]

    def fields_below(self):
        return [self["grund"]]
