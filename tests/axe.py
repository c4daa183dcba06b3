"""Accessibility rules on a page in the browser: axe, and what it could not decide."""

from axe_playwright_python.sync_playwright import Axe

# Where axe cannot see a background and so decides nothing.
UNDECIDED_PLACES = [
    ".leaflet-map-pane",  # text on pictures of the ground
    "svg text",  # letters on shapes; test_palette.py computes their contrast
    "select[multiple]",  # boxes to choose several from, drawn by the browser
    ".auswahlkasten",  # lines that scroll out of their frame look like those within
]
OPTIONS = {
    "resultTypes": ["violations", "incomplete"],
    "preload": False,  # it would ask for imported style sheets, and at wrong addresses
    "rules": {"target-size": {"enabled": True}},  # of WCAG 2.2, off by default
}
AXE = Axe()
# Another theme changes colours, another width sizes too; the rest was tried in the first.
LOOKS = {"runOnly": ["color-contrast", "link-in-text-block", "target-size"]}
RUN = """([frame, options]) => axe.run({ exclude: frame }, options).then(
  ({ violations, incomplete }) => ({ violations, incomplete }))"""
IS_IN_ONE_OF = """([target, places]) => {
  const element = document.querySelector(target);
  return element !== null && element.closest(places) !== null;
}"""


def assert_accessible(page):
    assert find_barriers(page) == []


def find_barriers(page, frame=(), **options):
    """List violations of any rule, and every colour contrast that axe left undecided.

    axe reports black text on black as undecided, not as a violation. ``frame`` are places that
    were looked at on another page, ``options`` are axe's.
    """
    page.wait_for_load_state("load")  # its text may be there before its style sheets are
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.axe_script)
    response = page.evaluate(RUN, [[[one] for one in frame], OPTIONS | options])
    contrast = [rule for rule in response["incomplete"] if rule["id"] == "color-contrast"]
    undecided = [one for one in list_findings(contrast) if not is_excepted(page, one)]
    return list_findings(response["violations"]) + undecided


def list_findings(rules):
    """Return (rule, element, what is wrong) for every element of every rule."""
    return [
        (rule["id"], " ".join(map(str, node["target"])), node.get("failureSummary", rule["help"]))
        for rule in rules
        for node in rule["nodes"]
    ]


def is_excepted(page, finding):
    _, target, _ = finding
    return page.evaluate(IS_IN_ONE_OF, [target, ", ".join(UNDECIDED_PLACES)])
