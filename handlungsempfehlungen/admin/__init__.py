"""The office's forms for recommendations and their Controlling; one file per noun."""

from handlungsempfehlungen import (
    folgen,  # what comes of an outcome of the decision path
    imports,  # the lists that can be read in
    nachlauf,  # papers that a release makes anew
    wissen,  # what measures say to a question of the path
)

from . import (
    entwicklung,
    evidenz,
    fassung,
    gremium,
    handlungsempfehlung,
    kooperation,
    massnahme,
    ruecknahme,
    sachstand,
    strategiepapier,
    verwendung,
    vorrat,
)

__all__ = [
    "entwicklung",
    "evidenz",
    "fassung",
    "folgen",
    "gremium",
    "handlungsempfehlung",
    "imports",
    "kooperation",
    "massnahme",
    "nachlauf",
    "ruecknahme",
    "sachstand",
    "strategiepapier",
    "verwendung",
    "vorrat",
    "wissen",
]
