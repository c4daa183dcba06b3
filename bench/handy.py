"""The map on a slow phone: Chromium with its processor throttled to a quarter.

Chromium's own clock tells how long the page needs until the map can be used, and how long
the longest task is that keeps a finger waiting while the map is moved. What comes over the wire
is counted too, all of it but the street map, which nobody has switched on.
"""

import statistics

from playwright.sync_api import sync_playwright

from tests.chromium import CHROMIUM, CHROMIUM_ARGUMENTS

# The tests let the browser find nothing but „localhost“; the server here answers to its number.
ARGUMENTS = [one for one in CHROMIUM_ARGUMENTS if not one.startswith("--host-resolver-rules")]
SLOWDOWN = 4
RUNS = 5
PANS = 6
SCREEN = {"width": 360, "height": 740}
# Each measure has to stay below this.
LIMITS = {
    "Karte bedienbar nach": (3000, "ms"),
    "Längste Aufgabe beim Verschieben": (200, "ms"),
    "Erster Besuch lädt": (300, "kB"),
}

WATCH = """() => {
  window.tasks = [];
  new PerformanceObserver((list) => window.tasks.push(...list.getEntries()))
    .observe({ type: 'longtask', buffered: true });
}"""
READY = "document.querySelectorAll('.mapview--ready .leaflet-marker-icon').length > 0"
# Ready is a map whose markers stand and whose main thread has time again.
READY_AT = f"""() => new Promise((resolve) => {{
  const look = () => {READY}
    ? requestIdleCallback(() => resolve(performance.now()))
    : requestAnimationFrame(look);
  look();
}})"""


def measure_handy(address):
    """Return the values of each measure, one per run, for the map at ``address``."""
    found = {name: [] for name in LIMITS}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for _ in range(RUNS):
            context = browser.new_context(viewport=SCREEN, has_touch=True, is_mobile=True)
            for name, value in zip(LIMITS, measure_once(context.new_page(), address), strict=True):
                found[name].append(value)
            context.close()
        browser.close()
    return found


def measure_once(page, address):
    """Open the map as a first visit and push it about; return the measures."""
    session, loaded = page.context.new_cdp_session(page), []
    session.on("Network.loadingFinished", lambda event: loaded.append(event["encodedDataLength"]))
    session.send("Network.enable")
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
    page.goto(f"{address}#karte", wait_until="commit")
    ready = page.evaluate(READY_AT)
    page.evaluate(WATCH)
    page.evaluate("window.tasks.length = 0")
    box = page.locator(".mapview__leaflet").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + min(box["height"], SCREEN["height"]) / 2
    for number in range(PANS):
        push(session, x, y, 90 if number % 2 else -90)
        page.wait_for_timeout(400)
    longest = page.evaluate("Math.max(0, ...window.tasks.map((task) => task.duration))")
    return ready, longest, sum(loaded) / 1000


def push(session, x, y, way):
    """Move a finger over the map, in small steps as a touch screen reports them."""
    touch = "Input.dispatchTouchEvent"
    session.send(touch, {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for step in range(1, 11):
        point = {"x": x + way * step / 10, "y": y + way * step / 20}
        session.send(touch, {"type": "touchMove", "touchPoints": [point]})
    session.send(touch, {"type": "touchEnd", "touchPoints": []})


def describe_handy(found):
    """Return the lines of the report, and what missed its goal in the middle of the runs."""
    lines = [
        "",
        f"### Karte auf dem Handy ({SLOWDOWN}-fach gebremster Prozessor, {RUNS} erste Besuche)",
        "",
        "| Was | Mitte (kleinster–größter Wert) | Ziel |",
        "| --- | ---: | ---: |",
    ]
    missed = []
    for name, values in found.items():
        middle, (limit, unit) = statistics.median(values), LIMITS[name]
        lines.append(
            f"| {name} | {middle:.0f} ({min(values):.0f}–{max(values):.0f}) {unit} |"
            f" unter {limit} {unit} |"
        )
        if middle >= limit:
            missed.append(f"{name}: {middle:.0f} {unit} statt {limit}")
    return lines, missed
