"""Does the standing of every Hinweis follow from its answers, and the Themenspeicher from it?"""

from dialoge.entscheiden import Entscheidungsweg
from dialoge.models import Ausgang, Hinweis
from navigator.integritaet import Befund


def check():
    """Check every Hinweis with its answers; return the :class:`Befund`."""
    befund = Befund("Der Stand von Hinweisen passt nicht zu ihren Antworten; sie stehen oben.")
    weg, number = Entscheidungsweg(), 0
    hinweise = Hinweis.objects.select_related("veranstaltung", "zusammengefasst_in")
    for hinweis in hinweise.prefetch_related("entscheidungen", "themenspeicher"):
        number += 1
        befund.fehler += [f"{name_of(hinweis)}: {text}" for text in find_faults(hinweis, weg)]
    befund.gut = f"{number} Hinweise geprüft: Der Stand passt zu den Antworten."
    return befund


def name_of(hinweis):
    return f"{hinweis.veranstaltung}, Hinweis {hinweis.nummer}"


def find_faults(hinweis, weg):
    """Yield what does not agree, in sentences."""
    antworten = list(hinweis.entscheidungen.all())
    expected = expect_ausgang(hinweis, [one for one in antworten if one.is_aktuell], weg)
    if hinweis.ausgang != expected:
        yield (
            f"Gespeichert ist „{hinweis.get_ausgang_display()}“, aus den Antworten folgt "
            f"„{expected.label}“."
        )
    if hinweis.zusammengefasst_in_id:
        yield from find_faults_of_merged(hinweis)
    waiting = [one for one in hinweis.themenspeicher.all() if one.erledigt_am is None]
    if bool(waiting) != (expected == Ausgang.THEMENSPEICHER):
        yield f"Im Themenspeicher {'liegt er zu Unrecht' if waiting else 'fehlt er'}."
    keys = {one.pk for one in antworten}
    if {one.abgeloest_durch_id for one in antworten if not one.is_aktuell} - keys:
        yield "Eine Antwort ist durch die Antwort eines anderen Hinweises abgelöst."


def expect_ausgang(hinweis, current, weg):
    """Return the :class:`Ausgang` that follows from the kind of a Hinweis and its answers."""
    if hinweis.zusammengefasst_in_id:
        return Ausgang.ZUSAMMENGEFASST
    if hinweis.art not in Hinweis.DECIDED:
        return Ausgang.DOKUMENTIERT
    return weg.ausgang(current) if weg.fragen else Ausgang.OFFEN


def find_faults_of_merged(hinweis):
    main = hinweis.zusammengefasst_in
    if main.pk == hinweis.pk or main.zusammengefasst_in_id:
        yield "Der Hinweis, der für ihn steht, ist selbst zusammengefasst."
    if main.veranstaltung_id != hinweis.veranstaltung_id:
        yield "Der Hinweis, der für ihn steht, gehört zu einer anderen Veranstaltung."
