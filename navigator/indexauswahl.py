"""What a visitor chose of the Sozialindex: edition, Merkmal, comparison, order; wrong choices
become a sentence and the default."""

from django import forms

from navigator.ausgaben import published_ausgaben
from navigator.indexansicht import INDEX, Ansicht, sort_zeilen

STATUS = "Sozialindex (Status und Dynamik)"
SORTABLE = {
    "index": ("nummer", "name", "status", "dynamik"),
    "anteil": ("nummer", "name", "wert", "veraenderung"),
    "wandel": ("nummer", "name", "frueher", "status", "unterschied"),
    "anteilwandel": ("nummer", "name", "frueher", "wert", "unterschied"),
}
WRONG = {
    "jahr": "Eine Ausgabe „%(value)s“ gibt es nicht. Gezeigt wird die neueste.",
    "merkmal": "Das Merkmal „%(value)s“ gibt es in dieser Ausgabe nicht. Gezeigt wird der "
    "Sozialindex.",
    "vergleich": "Mit „%(value)s“ lässt sich diese Ausgabe nicht vergleichen. Gezeigt wird sie "
    "ohne Vergleich.",
}


class AuswahlForm(forms.Form):
    """The three choices above the map."""

    jahr = forms.ChoiceField(label="Ausgabe")
    merkmal = forms.ChoiceField(label="Was soll die Karte zeigen?")
    vergleich = forms.ChoiceField(label="Vergleich", required=False)

    def __init__(self, data, choices):
        super().__init__(data, label_suffix="")
        for name, options in choices.items():
            self.fields[name].choices = options
            self.fields[name].error_messages["invalid_choice"] = WRONG[name]


class Auswahl:
    """The choice of one request; ``ansicht`` is ``None`` where no edition is released."""

    def __init__(self, parameter):
        self.fehler = []
        self.ansicht = self.form = None
        self.sortierung = ""
        self.ausgaben = published_ausgaben()
        if self.ausgaben:
            self.read(parameter)

    def read(self, parameter):
        """Take each choice that holds, in order: what can be chosen depends on the edition."""
        chosen = {}
        ausgabe = self.ausgaben[0]
        choices = {"jahr": [(str(one.jahr), str(one.jahr)) for one in self.ausgaben]}
        chosen["jahr"] = self.take("jahr", parameter, choices, str(ausgabe.jahr))
        ausgabe = next(one for one in self.ausgaben if str(one.jahr) == chosen["jahr"])
        choices["merkmal"] = [
            (INDEX, STATUS),
            *((one.kuerzel, one.name) for one in ausgabe.indikatoren),
        ]
        chosen["merkmal"] = self.take("merkmal", parameter, choices, INDEX)
        indikator = next(
            (one for one in ausgabe.indikatoren if one.kuerzel == chosen["merkmal"]), None
        )
        others = [one for one in self.ausgaben if self.is_comparable(one, ausgabe, indikator)]
        choices["vergleich"] = [
            ("", "ohne Vergleich"),
            *((str(one.jahr), f"mit {one.jahr}") for one in others),
        ]
        chosen["vergleich"] = self.take("vergleich", parameter, choices, "")
        vergleich = next((one for one in others if str(one.jahr) == chosen["vergleich"]), None)
        self.form = AuswahlForm(chosen, choices)
        self.ansicht = Ansicht(ausgabe, indikator, vergleich)
        self.sort(parameter.get("sortierung", ""))

    def take(self, name, parameter, choices, default):
        """Return the value of one parameter, or ``default`` with a sentence about it."""
        value = parameter.get(name) or default
        if value in dict(choices[name]):
            return value
        self.fehler.append(WRONG[name] % {"value": value[:60]})
        return default

    def is_comparable(self, other, ausgabe, indikator):
        return other != ausgabe and (indikator is None or indikator.kuerzel in other.methode.namen)

    def sort(self, wanted):
        """Order the rows as wanted, or as the view does by itself."""
        self.sortierung = self.default
        if wanted:
            if wanted.removeprefix("-") in SORTABLE[self.ansicht.art]:
                self.sortierung = wanted
            else:
                self.fehler.append(
                    f"Nach „{wanted[:60]}“ lässt sich diese Tabelle nicht ordnen. Sie steht in der "
                    "üblichen Ordnung."
                )
        self.ansicht.zeilen = sort_zeilen(self.ansicht.zeilen, self.sortierung)

    @property
    def sortierbar(self):
        return SORTABLE[self.ansicht.art]

    @property
    def default(self):
        """The order that puts the highest risk, or the worst change, first."""
        gedreht = self.ansicht.ausgabe.methode.gedreht
        return {
            "index": "status",
            "anteil": "-wert",
            "wandel": "unterschied" if gedreht else "-unterschied",
            "anteilwandel": "-unterschied",
        }[self.ansicht.art]

    @property
    def parameter(self):
        """The choice as parameters of an address; defaults are left out."""
        data = self.form.data
        kept = {name: data[name] for name in ("merkmal", "vergleich") if data[name]}
        if kept["merkmal"] == INDEX:
            del kept["merkmal"]
        if data["jahr"] != str(self.ausgaben[0].jahr):
            kept = {"jahr": data["jahr"]} | kept
        if self.sortierung != self.default:
            kept["sortierung"] = self.sortierung
        return kept
