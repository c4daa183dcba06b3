"""What people may write to the office, each kind with a form of its own; no third party looks."""

import time

from django import forms
from django.core import signing

from navigator.models import Meldung
from navigator.models.meldung import LONGEST_TEXT

SHORTEST = 3  # seconds; nobody reads and writes that fast
LONGEST = 24 * 60 * 60  # seconds
SIGNER = signing.Signer(salt="navigator.meldung.zeit")

TOO_FAST = (
    "Das ging sehr schnell. Bitte sehen Sie Ihre Angaben noch einmal durch und senden Sie sie "
    "dann ab."
)
TOO_OLD = (
    "Das Formular war länger als einen Tag offen. Ihre Angaben sind noch da: Bitte senden Sie sie "
    "noch einmal ab."
)
TRAPPED = (
    "Ein unsichtbares Feld war ausgefüllt, vielleicht von Ihrem Browser. Es ist jetzt wieder leer: "
    "Bitte senden Sie noch einmal ab."
)
REFUSED = (
    "Zu Ihrer Sicherheit brauchen wir hier ein Cookie, und das war nicht mehr da. Ihre Angaben "
    "sind noch da: Bitte erlauben Sie Cookies für diese Seite und senden Sie noch einmal ab."
)
TOO_MANY = (
    "Von Ihrem Internetanschluss kamen heute schon sehr viele Meldungen. Morgen können Sie wieder "
    "absenden. Eilt es? Rufen Sie uns an oder schreiben Sie eine E-Mail."
)
EMAIL = "Bitte prüfen Sie die E-Mail-Adresse. Richtig ist zum Beispiel name@beispiel.de."


class Textfeld(forms.CharField):
    """Several lines; a line break counts as one letter, as it does for the person typing."""

    widget = forms.Textarea(attrs={"rows": 8})

    def to_python(self, value):
        return super().to_python((value or "").replace("\r\n", "\n").replace("\r", "\n"))

    def widget_attrs(self, widget):
        """Let the browser cut nothing off: a text that is too long comes back whole."""
        return {}


def textfeld(label, missing, help_text=""):
    return Textfeld(
        label=label,
        help_text=help_text,
        max_length=LONGEST_TEXT,
        error_messages={
            "required": missing,
            "max_length": "Bitte kürzen Sie den Text auf höchstens %(limit_value)d Zeichen. Jetzt "
            "sind es %(show_value)d.",
        },
    )


class MeldungForm(forms.ModelForm):
    """What all kinds ask for; a trap and a stamp of the time keep machines out.

    Trap and stamp are no fields: the page always shows the trap empty and a stamp that holds,
    so what they complained of is already mended when the form comes back.
    """

    art = None

    class Meta:
        model = Meldung
        fields = ["text", "name", "email", "telefon"]
        labels = {
            "name": "Ihr Name",
            "email": "Ihre E-Mail-Adresse",
            "telefon": "Ihre Telefonnummer",
        }
        widgets = {
            "name": forms.TextInput(attrs={"autocomplete": "name"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
            "telefon": forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
        }
        error_messages = {"email": {"invalid": EMAIL}}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, label_suffix="", **kwargs)
        self.instance.art = self.art

    def clean(self):
        cleaned = super().clean()
        if not self.errors:  # else there is enough to read, and it has to be sent again anyway
            self.refuse_machines()
        return cleaned

    def refuse_machines(self):
        seconds = self.seconds_open()
        if self.data.get("homepage"):
            self.add_error(None, TRAPPED)
        elif seconds is None or seconds > LONGEST:
            self.add_error(None, TOO_OLD)
        elif seconds < SHORTEST:
            self.add_error(None, TOO_FAST)

    def seconds_open(self):
        """Return how long the page has been open; ``None`` where the stamp is not ours."""
        try:
            return time.time() - int(SIGNER.unsign(self.data.get("zeit", "")))
        except (signing.BadSignature, ValueError):
            return None

    def stamp(self):
        """Return the stamp of the page: the first one as long as it holds."""
        seconds = self.seconds_open()
        if seconds is None or seconds > LONGEST:
            return SIGNER.sign(str(int(time.time())))
        return self.data["zeit"]

    @property
    def asked(self):
        """The fields about the matter, before those about the person."""
        person = {"name", "email", "telefon"}
        return [field for field in self.visible_fields() if field.name not in person]

    @property
    def person(self):
        return [self[name] for name in ("name", "email", "telefon")]


class FehlerForm(MeldungForm):
    """An error in the entry of an Institution, or what it does not say yet."""

    art = Meldung.Art.FEHLER
    text = textfeld(
        "Was stimmt nicht oder fehlt?",
        "Bitte schreiben Sie, was nicht stimmt oder was fehlt.",
        "Zum Beispiel: Die Beratung ist jetzt dienstags von 9 bis 12 Uhr.",
    )


class KontaktForm(MeldungForm):
    """Any other message to the office."""

    art = Meldung.Art.KONTAKT
    text = textfeld(
        "Ihre Nachricht",
        "Bitte schreiben Sie uns Ihre Nachricht.",
        "Zum Beispiel: Im Verzeichnis fehlt die Fahrradwerkstatt an der Goebenstraße.",
    )


class BarriereForm(MeldungForm):
    """Something on this portal that a person cannot use, read or understand."""

    art = Meldung.Art.BARRIERE
    text = textfeld(
        "Was geht nicht?",
        "Bitte schreiben Sie, was nicht geht.",
        "Zum Beispiel: Die Karte lässt sich mit der Tastatur nicht bedienen. Wenn Sie mögen, "
        "nennen Sie auch Gerät, Browser oder Vorleseprogramm.",
    )

    class Meta(MeldungForm.Meta):
        fields = ["seite", *MeldungForm.Meta.fields]
        labels = MeldungForm.Meta.labels | {"seite": "Auf welcher Seite? (freiwillig)"}
        help_texts = {"seite": "Name oder Adresse der Seite, zum Beispiel „Karte“ oder /karte/."}


FORMS = {form.art: form for form in (FehlerForm, KontaktForm, BarriereForm)}
