"""One look at a Hinweis: which question is asked, what the portal knows, what was typed."""

from django.utils import timezone

from dialoge.folgen import list_folgen
from dialoge.werkbank import Hinweisweg, Uebersicht
from dialoge.wissen import collect

from .weg_form import AntwortForm

ANSWER = "dialoge.add_entscheidung"
KEPT = (
    "Es ist nichts verloren: Ihre Eingaben stehen unten. Soll Ihre Antwort gelten, halten Sie sie "
    "noch einmal fest."
)
MOVED = (
    "Der Weg dieses Hinweises hat sich inzwischen geändert: Die Frage, die Sie beantwortet haben, "
    "wird nicht mehr gestellt. Es ist nichts gespeichert."
)
LONGEST_SEARCH = 200
TYPED = ("grund", "rolle", "datum", "eigener_titel", "eigene_adresse")


def role_of(user):
    """Return the group by which this account may answer, as a first guess of the role."""
    groups = user.groups.order_by("pk")
    answering = groups.filter(
        permissions__codename="add_entscheidung", permissions__content_type__app_label="dialoge"
    )
    group = answering.first() or groups.first()
    return group.name if group else ""


class Bildschirm:
    """What the template shows; ``form`` is ``None`` where there is nothing to answer."""

    def __init__(self, request, hinweis):
        self.request, self.hinweis = request, hinweis
        self.posted = request.POST if request.method == "POST" else None
        self.may_answer = request.user.has_perm(ANSWER)
        self.suche = request.GET.get("suche", "")[:LONGEST_SEARCH].strip()
        self.warnung = self.notiz = ""
        self.look()

    def look(self):
        """Read the way anew, and what the portal knows about the question that is asked."""
        self.weg = Hinweisweg(self.hinweis)
        self.neu = self.weg.answer_to(*self.wanted)
        self.frage = self.weg.frage_of(self.neu) if self.neu else self.weg.offene_frage
        self.form, self.bloecke, self.bisher = None, [], {}
        if self.frage and self.may_answer:
            self.bloecke = collect(self.frage.wissen, self.hinweis, self.suche)
            if self.neu:
                kept = enumerate(self.neu.entscheidung.evidenz)
                self.bisher = {f"bisher-{self.neu.entscheidung.pk}-{n}": one for n, one in kept}
            self.form = self.build_form(self.posted)
        if self.posted is not None and not self.is_asked(self.posted.get("frage")):
            self.move_over()

    @property
    def ist_suchbar(self):
        """Whether other words would find something else: one field serves all blocks."""
        return any(block.ist_suchbar for block in self.bloecke)

    @property
    def wanted(self):
        """The column by which the question is named, and its value: posted, or in the address."""
        if self.posted is not None:
            return "pk", self.posted.get("frage", "")
        return "slug", self.request.GET.get("frage", "")

    def is_asked(self, key):
        return self.form is not None and key == str(self.frage.pk)

    def build_form(self, data=None, **typed):
        known = self.bisher | {
            beleg.schluessel: beleg.as_data()
            for block in self.bloecke
            for beleg in block.belege
            if beleg.is_waehlbar
        }
        return AntwortForm(self.frage, known, data, initial=self.initial() | typed)

    def initial(self):
        first = {
            "frage": self.frage.pk,
            "gesehen": self.gesehen,
            "rolle": role_of(self.request.user),
            "datum": timezone.localdate(),
        }
        if self.neu:
            first |= {
                "antwort": self.neu.entscheidung.kante_id,
                "grund": self.neu.entscheidung.grund,
                "belege": list(self.bisher),
            }
        return first

    @property
    def gesehen(self):
        return ",".join(map(str, self.weg.gesehen))

    # ---- two at once -----------------------------------------------------------------------------

    def ask_again(self, sentence):
        """Somebody was faster: show what holds now, and the form as it was filled in."""
        self.hinweis.refresh_from_db()
        self.look()
        self.warnung = f"{sentence} {KEPT}"
        if self.form is not None and self.form.is_bound:
            data = self.posted.copy()
            data["gesehen"] = self.gesehen
            self.form = self.build_form(data)

    def move_over(self):
        """The question is asked no more: what was typed goes into the form of the present one."""
        self.warnung = MOVED
        self.notiz = self.posted.get("grund", "")
        if self.form is not None:
            self.form = self.build_form(**{name: self.posted.get(name, "") for name in TYPED})

    # ---- for the template ------------------------------------------------------------------------

    @property
    def faellt(self):
        """The answers that a different one would take along."""
        return self.weg.after(self.neu) if self.neu else []

    def context(self):
        uebersicht = Uebersicht(self.hinweis.veranstaltung)
        return {
            "schirm": self,
            "weg": self.weg,
            "hinweis": self.hinweis,
            "uebersicht": uebersicht,
            "naechster": uebersicht.next_after(self.hinweis),
            "zusammengefasste": self.hinweis.zusammengefasste.select_related("thementisch"),
            "folgen": list_folgen(self.hinweis, self.weg.ergebnisse, self.request.user),
        }
