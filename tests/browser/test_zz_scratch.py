import pytest, json, time
from tests.axe import Axe, OPTIONS
from tests.town import *
pytestmark = pytest.mark.browser

def test_scratch(page, town):
    for address,w in (("/institutionen/",360),(FULL,360),(FULL,1280)):
        page.set_viewport_size({"width": w, "height": 800})
        page.goto(town + address)
        r = Axe().run(page, options=OPTIONS).response
        for rule in r["incomplete"]:
            for n in rule["nodes"]:
                for a in n["any"]:
                    print(rule["id"], n["target"], a["data"] and a["data"].get("messageKey"), [x["target"] for x in a["relatedNodes"]])
        print(page.evaluate("""() => [...document.querySelectorAll('.results__foot, .institution__kind, h1, figcaption, #weg')].map(e => [e.className||e.tagName, JSON.stringify(e.getBoundingClientRect()), e.previousElementSibling && JSON.stringify(e.previousElementSibling.getBoundingClientRect())])"""))
