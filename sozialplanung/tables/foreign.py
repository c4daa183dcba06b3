"""Files that are no table: what they are, and how to make one of them."""

import io
import zipfile

SAVE = "Bitte öffnen und mit „Speichern unter“ als Excel-Arbeitsmappe (.xlsx) oder CSV speichern."
XLS = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BEGINNINGS = {
    XLS: f"Das ist eine alte Excel-Datei (.xls). {SAVE}",
    b"%PDF": "Das ist ein PDF. Bitte die Tabelle in Excel oder LibreOffice übertragen und als "
    "XLSX oder CSV speichern; fragen Sie am besten nach der Originaltabelle.",
    b"\x89PNG": "Das ist ein Bild (PNG). Gebraucht wird die Tabelle selbst als XLSX oder CSV.",
    b"\xff\xd8\xff": "Das ist ein Bild (JPEG). Gebraucht wird die Tabelle als XLSX oder CSV.",
    b"GIF8": "Das ist ein Bild (GIF). Gebraucht wird die Tabelle selbst als XLSX oder CSV.",
    b"{\\rtf": "Das ist ein Textdokument (RTF). Bitte die Tabelle als XLSX oder CSV speichern.",
    b"\x1f\x8b": "Das ist eine gepackte Datei (GZ). Bitte erst auspacken.",
    b"Rar!": "Das ist eine gepackte Datei (RAR). Bitte erst auspacken.",
    b"7z\xbc\xaf": "Das ist eine gepackte Datei (7z). Bitte erst auspacken.",
    b"SQLite format 3": "Das ist eine Datenbank (SQLite oder GeoPackage). Bitte die Tabelle als "
    "CSV ausgeben.",
}
WORDS = {
    b"<!doctype html": "Das ist eine Internetseite (HTML), keine Tabelle. Vielleicht wurde statt "
    "der Datei die Seite gespeichert? " + SAVE,
    b"<html": f"Das ist eine Internetseite (HTML), keine Tabelle. {SAVE}",
    b"<table": f"Das ist eine HTML-Tabelle. {SAVE}",
    b"<?xml": f"Das ist eine XML-Datei. {SAVE}",
    b"<kml": "Das ist eine KML-Datei. Bitte die Daten als CSV oder XLSX laden.",
    b"{": "Das ist eine JSON-Datei. Bitte die Daten als CSV oder XLSX laden; die meisten "
    "Datenportale bieten beides an.",
    b"[{": "Das ist eine JSON-Datei. Bitte die Daten als CSV oder XLSX laden; die meisten "
    "Datenportale bieten beides an.",
}
PACKED = {
    "content.xml": f"Das ist eine LibreOffice-Datei (.ods oder .odt). {SAVE}",
    "word/document.xml": "Das ist ein Word-Dokument. Bitte nur die Tabelle als XLSX speichern.",
    "ppt/presentation.xml": "Das ist eine Präsentation. Gebraucht wird eine Tabelle als XLSX oder "
    "CSV.",
    "xl/workbook.bin": f"Das ist eine binäre Excel-Datei (.xlsb). {SAVE}",
}
OTHER_ZIP = "Das ist eine gepackte Datei (ZIP). Bitte erst auspacken und die Tabelle daraus wählen."
DAMAGED = "Die Datei ist beschädigt und lässt sich nicht öffnen. Bitte neu speichern."


def refuse_foreign(data: bytes) -> str:
    """Return the sentence for a file that is no table, or nothing."""
    for beginning, sentence in BEGINNINGS.items():
        if data.startswith(beginning):
            return sentence
    first = data[:200].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for word, sentence in WORDS.items():
        if first.startswith(word):
            return sentence
    return _refuse_packed(data) if data.startswith(b"PK\x03\x04") else ""


def _refuse_packed(data: bytes) -> str:
    try:
        names = set(zipfile.ZipFile(io.BytesIO(data)).namelist())
    except zipfile.BadZipFile:
        return DAMAGED
    if "xl/workbook.xml" in names:
        return ""
    return next((sentence for name, sentence in PACKED.items() if name in names), OTHER_ZIP)
