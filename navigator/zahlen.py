"""Numbers as Germans read them: −1,32, +0,58, 17,1 %. Knows no HTML and no model."""

MINUS = "\N{MINUS SIGN}"
NARROW = "\N{NO-BREAK SPACE}"


def dezimal(value, stellen=2, *, plus=False):
    """Return „−1,32“, with ``plus`` also „+0,58“; nothing where there is no value."""
    if value is None:
        return ""
    rounded = round(value, stellen) + 0.0  # no „−0,00“
    sign = MINUS if rounded < 0 else "+" if plus and rounded > 0 else ""
    return sign + f"{abs(rounded):.{stellen}f}".replace(".", ",")


def prozent(value):
    """Return „17,1 %“; nothing where there is no value."""
    return f"{dezimal(value, 1)}{NARROW}%" if value is not None else ""


def ganz(value):
    """Return „211.099“; nothing where there is no value."""
    return f"{value:,}".replace(",", ".") if value is not None else ""


def kurz(value):
    """Return a setting as short as it is: „1,5“, „−1“."""
    return dezimal(value, len(f"{value:g}".partition(".")[2]))
