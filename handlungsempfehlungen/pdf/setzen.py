"""Sets one paper: a job as JSON on standard input, the PDF on standard output. Knows no Django.

A process of its own: Typst keeps what it has set and never gives the memory back, some 200 MB for
a long paper, and a worker has to stay small. Starting costs a fifth of a second.
"""

import json
import sys

import fontpkg_fira_sans
import typst

from handlungsempfehlungen.pdf.vorlagen import SOURCES

FONTS = fontpkg_fira_sans.ROOT / "files"
STANDARD = ["ua-1"]


def set_paper(vorlage, daten, zeitstempel):
    """Return the bytes of a PDF; ``daten`` is JSON, ``zeitstempel`` the second it is of."""
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )
    return typst.compile(
        str(SOURCES / f"{vorlage}.typ"),
        root=str(SOURCES),
        font_paths=fonts,
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"daten": daten},
        pdf_standards=STANDARD,
        timestamp=zeitstempel,
    )


def main():
    try:
        pdf = set_paper(**json.load(sys.stdin.buffer))
    except typst.TypstError as error:
        sys.stderr.buffer.write(error.message.encode())
        return 1
    sys.stdout.buffer.write(pdf)
    return 0


if __name__ == "__main__":
    sys.exit(main())
