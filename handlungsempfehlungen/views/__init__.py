"""What the addresses of this app answer."""

from .listen import (
    EntwicklungList,
    HandlungsempfehlungDetail,
    HandlungsempfehlungList,
    KooperationList,
    MassnahmeDetail,
    MassnahmeList,
    StrategiepapierDetail,
    StrategiepapierList,
)

__all__ = [
    "EntwicklungList",
    "HandlungsempfehlungDetail",
    "HandlungsempfehlungList",
    "KooperationList",
    "MassnahmeDetail",
    "MassnahmeList",
    "StrategiepapierDetail",
    "StrategiepapierList",
]
