"""Texts that the office may answer a Meldung with: words in, words out; nothing is sent.

What stands in [square brackets] is for the person who answers to fill in.
"""

import re

GRUSS = """Freundliche Grüße
Stadt Oberhausen
Sozialplanung, Fachbereich 3-2-10"""

SUBJECTS = {
    "fehler": "Ihr Hinweis zum Sozialnavigator Oberhausen",
    "kontakt": "Ihre Nachricht an die Sozialplanung Oberhausen",
    "barriere": "Ihre Meldung einer Barriere im Sozialnavigator Oberhausen",
}
OMBUDSSTELLE_UNBEKANNT = (
    "Sind Sie mit der Antwort nicht zufrieden? Dann können Sie die Ombudsstelle für barrierefreie "
    "Informationstechnik des Landes Nordrhein-Westfalen um Hilfe bitten (§ 10d BGG NRW). Wie das "
    "geht, steht im Portal unter „Barrierefreiheit“."
)


def build_betreff(meldung):
    """The subject of an answer, with the number that the thank-you page named."""
    return f"{SUBJECTS[meldung.art]} (Nr. {meldung.pk})"


def suggest_antwort(meldung, ombudsverfahren=""):
    """The answer to a Meldung; ``ombudsverfahren`` is that section of the page, in Markdown."""
    paragraphs = [greet(meldung), *BODIES[meldung.art](meldung)]
    if meldung.art == "barriere":
        paragraphs.append(to_plain_text(ombudsverfahren) or OMBUDSSTELLE_UNBEKANNT)
    return "\n\n".join([*paragraphs, GRUSS])


def suggest_zwischennachricht(meldung, ombudsverfahren=""):
    """A first word where the answer takes longer; nothing for kinds that owe none."""
    if meldung.art != "barriere":
        return ""
    return "\n\n".join(
        [
            greet(meldung),
            f"Sie haben uns am {arrived(meldung)} eine Barriere gemeldet{place(meldung)}. "
            "Vielen Dank dafür.",
            "Wir kümmern uns darum, brauchen aber noch etwas Zeit, weil [Grund].",
            f"Sie bekommen spätestens am {meldung.faellig_am:%d.%m.%Y} unsere Antwort. Bis dahin "
            "können Sie [anderer Weg zur Information].",
            to_plain_text(ombudsverfahren) or OMBUDSSTELLE_UNBEKANNT,
            GRUSS,
        ]
    )


def greet(meldung):
    return f"Guten Tag {meldung.name}," if meldung.name else "Guten Tag,"


def arrived(meldung):
    return f"{meldung.eingangstag:%d.%m.%Y}"


def place(meldung):
    return f" (Seite: {meldung.seite})" if meldung.seite else ""


def answer_fehler(meldung):
    about = f" zum Eintrag „{meldung.institution}“" if meldung.institution else ""
    return [
        f"vielen Dank für Ihren Hinweis{about} vom {arrived(meldung)}.",
        "Wir haben die Angaben geprüft: [Was wir geändert haben. Oder: warum der Eintrag so "
        "bleibt.]",
    ]


def answer_kontakt(meldung):
    return [
        f"vielen Dank für Ihre Nachricht vom {arrived(meldung)}.",
        "[Unsere Antwort]",
    ]


def answer_barriere(meldung):
    return [
        f"Sie haben uns am {arrived(meldung)} eine Barriere gemeldet{place(meldung)}. "
        "Vielen Dank dafür.",
        "[Was wir geändert haben und seit wann es geht. Oder: warum es nicht geht, und auf welchem "
        "anderen Weg Sie die Information bekommen.]",
    ]


BODIES = {"fehler": answer_fehler, "kontakt": answer_kontakt, "barriere": answer_barriere}


def to_plain_text(markdown):
    """Turn a section of a page into lines for a letter: no marks, links as their words."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", markdown.strip())
    text = re.sub(r"(?<![\\\n])\n(?!\n|- )", " ", text)  # wrapped lines are one paragraph
    return text.replace("\\\n", "\n").replace("**", "")
