"""The directory's pages; one file each."""

from .dateien import institution_csv, institution_geojson, institution_xlsx
from .institution import InstitutionDetail, institution_vcard
from .institutionen import InstitutionList
from .karte import Karte
from .krumen import START, krume
from .melden import Melden, MeldenDanke
from .seite import SeiteDetail
from .weiterleitung import follow_weiterleitung

__all__ = [
    "START",
    "InstitutionDetail",
    "InstitutionList",
    "Karte",
    "Melden",
    "MeldenDanke",
    "SeiteDetail",
    "follow_weiterleitung",
    "institution_csv",
    "institution_geojson",
    "institution_vcard",
    "institution_xlsx",
    "krume",
]
