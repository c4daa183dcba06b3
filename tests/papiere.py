"""Makes papers, and reads PDFs as a screen reader does: tags, words page by page, outline."""

import io

from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject

from handlungsempfehlungen.pdf.bezirksblatt import build_bezirksblatt
from handlungsempfehlungen.pdf.controllingbericht import build_controllingbericht
from handlungsempfehlungen.pdf.engine import compile_pdf
from handlungsempfehlungen.pdf.strategiepapier import build_strategiepapier
from navigator.indexausgabe import compute_berechnung, release_berechnung
from tests.indexausgaben import JAHR, create_indexmethode, create_konto


class Papier:
    def __init__(self, pdf):
        self.reader = PdfReader(io.BytesIO(pdf))
        self.root = self.reader.trailer["/Root"]

    @property
    def seiten(self):
        """The words of each page, blanks joined.

        A hyphen and the one at the end of a line share a shape; pypdf cannot tell them apart.
        """
        texts = [page.extract_text().replace("\xad", "-") for page in self.reader.pages]
        return [" ".join(text.split()) for text in texts]

    @property
    def text(self):
        return " ".join(self.seiten)

    @property
    def letters(self):
        """All text as :func:`letters_of` gives it: lines may break anywhere."""
        return letters_of(self.text)

    def tags(self, kind):
        """Return the elements of one kind of the structure tree."""
        return [one for one in self.elements() if one.get("/S") == f"/{kind}"]

    def scopes(self):
        """Return what the headings of tables say that they are headings of."""
        found = set()
        for heading in self.tags("TH"):
            attributes = heading["/A"]
            listed = attributes if isinstance(attributes, ArrayObject) else [attributes]
            found.update(one.get_object().get("/Scope") for one in listed)
        return found - {None}

    def elements(self):
        waiting = [self.root["/StructTreeRoot"]["/K"]]
        while waiting:
            one = waiting.pop()
            one = one.get_object() if hasattr(one, "get_object") else one
            if isinstance(one, ArrayObject):
                waiting.extend(one)
            elif isinstance(one, DictionaryObject):
                if "/S" in one:
                    yield one
                if "/K" in one:
                    waiting.append(one["/K"])

    @property
    def lesezeichen(self):
        """The titles of the outline, all levels."""
        return list(flatten(self.reader.outline))


def flatten(outline):
    for one in outline:
        if isinstance(one, list):
            yield from flatten(one)
        else:
            yield one["/Title"]


def letters_of(text):
    return "".join(text.split()).translate({ord("-"): None, ord("\u200b"): None})


# ---- made --------------------------------------------------------------------------------------


def release(methode=None):
    """Compute and release an edition of the values that are stored."""
    methode = methode or create_indexmethode()
    draft = compute_berechnung(JAHR, JAHR, methode, create_konto(f"eins-{methode.pk}"))
    return release_berechnung(draft, create_konto(f"zwei-{methode.pk}"))


def make(papier):
    return Papier(compile_pdf("bericht", build_strategiepapier(papier)))


def make_blatt(bezirk, *days):
    return Papier(compile_pdf("bezirksblatt", build_bezirksblatt(bezirk, *days)))


def make_bericht(jahr):
    return Papier(compile_pdf("bericht", build_controllingbericht(jahr)))


def bezirk_of(papier):
    return papier.sozialraum.stadtbezirk
