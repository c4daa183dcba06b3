"""Forms that set two Institutionen side by side."""

import datetime as dt

from django import forms

from navigator.models import Institution, KeineDublette
from navigator.zusammenfuehrung import (
    fingerprint,
    freshness,
    list_angaben,
    list_listen,
)

NOTHING = "keine Angabe"


class KeineDubletteForm(forms.ModelForm):
    """„Das sind zwei verschiedene“, with a reason for those who ask later."""

    class Meta:
        model = KeineDublette
        fields = ["eine", "andere", "grund"]
        widgets = {"eine": forms.HiddenInput, "andere": forms.HiddenInput}


class VergleichForm(forms.Form):
    """A choice for each fact in which two Institutionen differ; lists are united.

    ``links`` and ``rechts`` are the records as they are now; what the editor saw is in the
    two hidden fields.
    """

    stand_links = forms.CharField(widget=forms.HiddenInput)
    stand_rechts = forms.CharField(widget=forms.HiddenInput)
    bleibt = forms.ChoiceField(label="Adresse, die bleibt", widget=forms.RadioSelect)

    def __init__(self, links, rechts, data=None):
        super().__init__(data, label_suffix="")
        self.sides = {"links": links, "rechts": rechts}
        self.angaben = [angabe for angabe in list_angaben() if self.differs(angabe)]
        self.same = [
            (angabe.titel, show(angabe, links))
            for angabe in list_angaben()
            if not self.differs(angabe) and angabe.is_known(links)
        ]
        self.fields["stand_links"].initial = fingerprint(links)
        self.fields["stand_rechts"].initial = fingerprint(rechts)
        self.add_choice("bleibt", "Adresse, die bleibt", Institution.get_absolute_url)
        self.fields["bleibt"].initial = self.better_entry()
        for angabe in self.angaben:
            self.add_choice(
                angabe.schluessel, angabe.titel, lambda one, angabe=angabe: show(angabe, one)
            )
            self.fields[angabe.schluessel].initial = self.better(angabe)
        self.lists = [field for field in list_listen() if self.add_list(field)]

    # ---- fields ------------------------------------------------------------------------------

    def differs(self, angabe):
        links, rechts = self.sides.values()
        return angabe.values(links) != angabe.values(rechts)

    def add_choice(self, name, label, describe):
        self.fields[name] = forms.ChoiceField(
            label=label,
            choices=[(side, describe(one)) for side, one in self.sides.items()],
            widget=forms.RadioSelect,
            error_messages={"required": "Bitte links oder rechts wählen."},
        )

    def add_list(self, field):
        """Add a box for each entry of either side, where they differ; tell whether they do."""
        links, rechts = (set(getattr(one, field.name).all()) for one in self.sides.values())
        if links == rechts:
            return False
        keys = [one.pk for one in links | rechts]
        self.fields[field.name] = forms.ModelMultipleChoiceField(
            field.related_model.objects.filter(pk__in=keys),
            label=field.verbose_name,
            initial=keys,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        return True

    def is_stale(self):
        """Tell whether one of both is no longer what the editor saw."""
        return any(
            self.data.get(f"stand_{side}") != fingerprint(one) for side, one in self.sides.items()
        )

    # ---- what is chosen at first -------------------------------------------------------------

    def better(self, angabe):
        """The side that knows something; if both do, the one whose facts are newer."""
        known = [side for side, one in self.sides.items() if angabe.is_known(one)]
        if angabe.schluessel == "status":
            published = [s for s, one in self.sides.items() if one.status == "veroeffentlicht"]
            return published[0] if published else "links"
        return known[0] if len(known) == 1 else self.newer()

    def newer(self):
        links, rechts = self.sides.values()
        return "links" if freshness(links) >= freshness(rechts) else "rechts"

    def better_entry(self):
        """The published one; if both or neither are, the one with more facts."""

        def worth(side):
            one = self.sides[side]
            facts = sum(angabe.is_known(one) for angabe in list_angaben())
            return (one.status == "veroeffentlicht", facts, -one.pk)

        return max(self.sides, key=worth)

    # ---- for the template --------------------------------------------------------------------

    def choices_shown(self):
        return [self["bleibt"], *(self[angabe.schluessel] for angabe in self.angaben)]

    def lists_shown(self):
        return [self[field.name] for field in self.lists]

    # ---- the decision ------------------------------------------------------------------------

    @property
    def loser(self):
        return self.sides["rechts" if self.cleaned_data["bleibt"] == "links" else "links"]

    def decision(self):
        """Return the arguments of ``merge``."""
        chosen = self.cleaned_data
        values = {
            name: getattr(self.sides[chosen[angabe.schluessel]], name)
            for angabe in self.angaben
            for name in angabe.felder
        }
        lists = {field.name: chosen[field.name] for field in self.lists}
        marks = {one.pk: chosen[f"stand_{side}"] for side, one in self.sides.items()}
        return self.sides[chosen["bleibt"]], self.loser, values, lists, marks


def show(angabe, institution):
    """The values of an Angabe in words."""
    if "stand_bis" in angabe.felder:
        return str(institution.stand) or NOTHING
    if angabe.schluessel == "traeger_name":
        return institution.traeger_text or NOTHING
    if angabe.schluessel == "strasse":
        parts = [institution.anschrift, institution.stadtteil]
        return ", ".join(filter(None, parts)) or NOTHING
    words = [show_value(institution, name) for name in angabe.felder]
    return ", ".join(filter(None, words)) or NOTHING


def show_value(institution, name):
    field = Institution._meta.get_field(name)
    value = getattr(institution, name)
    if field.choices:
        return getattr(institution, f"get_{name}_display")()
    if isinstance(value, bool):
        return f"{field.verbose_name}: ja" if value else ""
    if isinstance(value, dt.date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, float):
        return f"{value:.5f}".replace(".", ",")
    return "" if value is None else str(value)
