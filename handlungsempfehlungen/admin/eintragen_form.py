"""Many Sachstände on one screen: a row per recommendation; only what is filled in is stored."""

from dataclasses import dataclass

from django import forms
from django.db import transaction
from django.utils import timezone

from handlungsempfehlungen.models import BEGRUENDET, Sachstand, Umsetzungsstand
from handlungsempfehlungen.zustaendigkeit import may_enter
from navigator.admin.base import CheckedForm
from navigator.admin.felder import Absatz, Datumsangabe, Datumsfeld
from navigator.models import Stelle, record_changes

# A row in which none of these says anything was not filled in.
FILLED = (
    "umsetzungsstand",
    "zeitplan",
    "text",
    "grund",
    "beleg_url",
    "naechste_pruefung",
)


class ZeileForm(CheckedForm):
    """The new Sachstand of one recommendation; a blank state means: as before."""

    datum = Datumsangabe(label="Stand vom", help_text="16.05.2026 oder 05/2026")
    gesehen = forms.CharField(widget=forms.HiddenInput, required=False)

    use_required_attribute = False  # a blank row is left out

    class Meta:
        model = Sachstand
        fields = [
            "umsetzungsstand",
            "zeitplan",
            "naechste_pruefung",
            "text",
            "grund",
            "beleg",
            "beleg_url",
        ]
        widgets = {
            "text": Absatz(rows=2),
            "grund": forms.TextInput,
            "beleg_url": forms.URLInput,
            "naechste_pruefung": Datumsfeld,
        }
        labels = {"naechste_pruefung": "Nächste Prüfung am"}
        help_texts = {
            "zeitplan": "",
            "grund": "Nur bei „zurückgestellt“ und „entfallen“.",
            "beleg": "Zum Beispiel „Vermerk vom 12.03.2026“.",
            "beleg_url": "Wo man ihn lesen kann, wenn er im Internet steht.",
        }
        error_messages = {"text": {"required": "Bitte sagen, was geschehen ist."}}

    def __init__(self, data, position, stelle, **kwargs):
        he = position.empfehlung
        super().__init__(
            data,
            prefix=f"he{he.pk}",
            instance=Sachstand(handlungsempfehlung=he, stelle=stelle),
            **kwargs,
        )
        self.position = position
        self.initial["gesehen"] = str(position.fassung.sachstand_pk or "")
        before = position.umsetzungsstand.label
        stand = self.fields["umsetzungsstand"]
        stand.required = False
        stand.choices = [("", f"wie bisher: {before}"), *Umsetzungsstand.choices]
        self.fields["zeitplan"].choices = [
            ("", "keine Angabe"),
            *((key, label) for key, label in self.fields["zeitplan"].choices if key),
        ]

    def ask_for_stelle(self, stellen):
        """Ask who says it, where nobody answers for the recommendation yet."""
        self.fields["stelle"] = forms.ModelChoiceField(
            Stelle.objects.all(),
            label="Wer es meldet",
            error_messages={"required": "Bitte wählen, welche Stelle das meldet."},
        )
        self.fields["stelle"].choices = [("", "bitte wählen"), *((s.pk, str(s)) for s in stellen)]

    def clean_umsetzungsstand(self):
        return self.cleaned_data["umsetzungsstand"] or self.position.umsetzungsstand.value

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("umsetzungsstand") in BEGRUENDET and not cleaned.get("grund"):
            self.add_error("grund", "„Zurückgestellt“ und „entfallen“ brauchen einen Grund.")
        if stelle := cleaned.get("stelle"):
            self.instance.stelle = stelle
        now = str(self.position.fassung.sachstand_pk or "")
        if cleaned.get("gesehen", "") != now:
            self.data = self.data | {self.add_prefix("gesehen"): now}
            raise forms.ValidationError(
                "Inzwischen hat jemand einen Sachstand eingetragen. Er steht jetzt hier; sichern "
                "Sie noch einmal, wenn Ihrer dazukommen soll."
            )
        return cleaned

    @property
    def links(self):
        """What is wrong, as (field or nothing, sentence)."""
        fields = {name: self[name] for name in self.fields}
        return [(fields.get(name), text) for name, texts in self.errors.items() for text in texts]


@dataclass(frozen=True)
class Zeile:
    """One row of the screen; folded where there is nothing to do."""

    position: object
    form: ZeileForm
    ist_offen: bool

    @property
    def felder(self):
        """The fields in the order in which they are filled in."""
        names = ["umsetzungsstand", "datum", "zeitplan", "naechste_pruefung"]
        return [self.form[name] for name in [*names, "stelle"] if name in self.form.fields]

    @property
    def texte(self):
        return [self.form[name] for name in ("text", "grund", "beleg", "beleg_url")]


class Eintragung:
    """The whole screen: built from ``positionen``, sent back at once, all or nothing."""

    OPEN_ALL = 3  # so few rows need no folding

    def __init__(self, positionen, user, *, data=None, stelle=None, own=None, beginn=None):
        self.user, self.data = user, None
        if data is not None:
            self.data = {key: text.replace("\r\n", "\n") for key, text in data.items()}
        beginn = {"datum": f"{timezone.localdate():%d.%m.%Y}"} | (beginn or {})
        stellen = {one.pk: one for one in Stelle.objects.all()}
        self.zeilen = []
        for position in positionen:
            prefix = f"he{position.empfehlung.pk}-"
            sent = self.data if self.is_filled(prefix) else None
            who = stelle or answering(position, stellen, own)
            form = ZeileForm(sent, position, who, initial=dict(beginn))
            if who is None:
                form.ask_for_stelle(stellen.values())
            is_open = form.is_bound or position.ist_faellig or len(positionen) <= self.OPEN_ALL
            self.zeilen.append(Zeile(position, form, is_open))

    def is_filled(self, prefix):
        sent = self.data or {}
        return any(sent.get(prefix + name, "").strip() for name in FILLED)

    @property
    def ausgefuellt(self):
        return [zeile for zeile in self.zeilen if zeile.form.is_bound]

    @property
    def fehlerhaft(self):
        return [zeile for zeile in self.ausgefuellt if zeile.form.errors]

    def is_valid(self):
        """Check what was filled in, and whether the account may say it."""
        for zeile in self.ausgefuellt:
            form = zeile.form
            if form.is_valid() and not may_enter(
                self.user, zeile.position.empfehlung, form.instance.stelle
            ):
                form.add_error(
                    None, "Ihr Konto gehört zu keiner Stelle, die für diese Empfehlung antwortet."
                )
        return not self.fehlerhaft

    def save(self):
        """Store what was filled in; return the new Sachstände."""
        with transaction.atomic(), record_changes(konto=self.user):
            return [zeile.form.save() for zeile in self.ausgefuellt]


def answering(position, stellen, own):
    """Return the office in whose name the entry is made: of one's own, who said the last first."""
    candidates = [position.fassung.stelle_pk, position.fassung.federfuehrung_id]
    found = (key for key in candidates if key and (own is None or key in own))
    return stellen.get(next(found, None))
