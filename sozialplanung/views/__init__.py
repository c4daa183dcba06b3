"""Pages that join the apps, and the portal's technical addresses; one file each."""

from .bezirksblatt import stadtbezirk_pdf
from .raeume import (
    SozialquartierDetail,
    SozialquartierList,
    SozialraumDetail,
    SozialraumList,
    StadtbezirkDetail,
    StadtbezirkList,
    sozialraum_geojson,
)
from .start import start
from .technik import (
    error_400,
    error_403,
    error_404,
    error_500,
    error_page,
    favicon,
    healthz,
    robots,
)

__all__ = [
    "SozialquartierDetail",
    "SozialquartierList",
    "SozialraumDetail",
    "SozialraumList",
    "StadtbezirkDetail",
    "StadtbezirkList",
    "error_400",
    "error_403",
    "error_404",
    "error_500",
    "error_page",
    "favicon",
    "healthz",
    "robots",
    "sozialraum_geojson",
    "stadtbezirk_pdf",
    "start",
]
