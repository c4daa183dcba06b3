"""What keeps a Sozialindex from being computed, each as one German sentence."""


class SozialindexError(ValueError):
    """The index cannot be computed; the message says what is wrong and where."""


class MethodeError(SozialindexError):
    """A setting of the method is missing or cannot be."""


class WerteError(SozialindexError):
    """A value, an area or a year of the input cannot be."""


class ZaehlungError(SozialindexError):
    """A count (numerator, denominator, inhabitants) cannot be."""
