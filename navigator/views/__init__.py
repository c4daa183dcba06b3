"""The pages of the directory and of the Sozialindex; one file each."""

from .blaettern import nearest_page
from .dateien import institution_csv, institution_geojson, institution_xlsx
from .einzelangabe import EinzelangabeList
from .institution import InstitutionDetail, institution_vcard
from .institutionen import InstitutionList
from .karte import Karte
from .krumen import START, krume
from .melden import Melden, MeldenDanke
from .pdf import answer_pdf
from .seite import SeiteDetail
from .sozialbericht import SozialberichtDetail, SozialberichtList, sozialbericht_pdf
from .sozialindex import (
    sozialindex,
    sozialindex_csv,
    sozialindex_geojson,
    sozialindex_methode,
)
from .weiterleitung import follow_weiterleitung

__all__ = [
    "START",
    "EinzelangabeList",
    "InstitutionDetail",
    "InstitutionList",
    "Karte",
    "Melden",
    "MeldenDanke",
    "SeiteDetail",
    "SozialberichtDetail",
    "SozialberichtList",
    "answer_pdf",
    "follow_weiterleitung",
    "institution_csv",
    "institution_geojson",
    "institution_vcard",
    "institution_xlsx",
    "krume",
    "nearest_page",
    "sozialbericht_pdf",
    "sozialindex",
    "sozialindex_csv",
    "sozialindex_geojson",
    "sozialindex_methode",
]
