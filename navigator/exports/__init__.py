"""What leaves the portal as a file: lists as CSV and XLSX, vCard, schema.org."""

from .institution import institution_schema, institution_vcard
from .listen import FORMATS, export_dataset, institutionen_csv, institutionen_xlsx, write_list
from .sozialindex import sozialindex_csv

__all__ = [
    "FORMATS",
    "export_dataset",
    "institution_schema",
    "institution_vcard",
    "institutionen_csv",
    "institutionen_xlsx",
    "sozialindex_csv",
    "write_list",
]
