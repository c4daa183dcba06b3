"""Pages of a list: the nearest one there is, and a sentence where another was asked for."""

import re

BEFORE_FIRST = re.compile(r"0+|-\d+")


def nearest_page(paginator, wanted):
    """Return the page nearest to what the address says, and a sentence or nothing."""
    page = paginator.get_page("1" if BEFORE_FIRST.fullmatch(wanted) else wanted[:9])
    if wanted == str(page.number):
        return page, ""
    return page, f"Die Seite „{wanted[:20]}“ gibt es nicht. Gezeigt wird Seite {page.number}."
