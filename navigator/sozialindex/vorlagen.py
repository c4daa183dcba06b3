"""The two ready-made methods; whatever they leave out is the default of ``Methode``."""

VORLAGEN = {
    # Monitoring Soziale Stadtentwicklung: a high index is a high burden.
    "berlin-mss": {"zentrum": "gebiete", "gedreht": False, "dynamik_jahre": 2},
    # „nach Berliner und Hamburger Vorbild“: the city is 0, a low index is a high burden.
    "oberhausen": {"zentrum": "stadt", "gedreht": True, "dynamik_jahre": 4},
}
BESCHREIBUNGEN = {
    "berlin-mss": "Monitoring Soziale Stadtentwicklung Berlin",
    "oberhausen": "Verfahren nach Berliner und Hamburger Vorbild",
}
