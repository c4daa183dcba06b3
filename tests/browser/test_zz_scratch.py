import pytest, json, time
from tests.axe import find_barriers
from tests.town import *
pytestmark = pytest.mark.browser

def test_scratch(page, town):
    out=open(f"/tmp/axe-light.txt","w")
    for name, address in (PAGES | ERROR_PAGES).items():
        if not ("Verz" in name or "Inst" in name or "Sozialr" in name): continue
        page.goto(town + address)
        for width in [1280,360, 320]:
            page.set_viewport_size({"width": width, "height": 800})
            t=time.time()
            f=find_barriers(page)
            print(name,width,round(time.time()-t,2), page.evaluate("document.documentElement.scrollWidth"), file=out)
            for x in f: print("    ",x,file=out)
    out.close()
