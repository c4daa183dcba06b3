"""Uploaded documents: PDF, and not too large."""

from django.core.exceptions import ValidationError

PDF = b"%PDF-"  # what every PDF begins with
LARGEST_PDF = 50 * 1024 * 1024  # bytes


def check_pdf(record, name):
    """Look into the file that was just uploaded to the field ``name``, if there is one.

    Its ending says nothing of what it is. Raises ``ValidationError`` where it is no PDF or too
    large; a file that is stored already is left alone.
    """
    datei = getattr(record, name)
    if not datei or datei._committed:
        return
    if datei.size > LARGEST_PDF:
        raise ValidationError({name: "Die Datei ist größer als 50 Megabyte."})
    start = datei.file.read(len(PDF))
    datei.file.seek(0)
    if start != PDF:
        raise ValidationError({name: "Das ist keine PDF-Datei. Bitte laden Sie ein PDF hoch."})
