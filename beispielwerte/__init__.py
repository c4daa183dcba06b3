"""Example values of the Sozialindex: made by hand with a fixed seed, outside the apps.

What the city publishes per Sozialquartier is far from complete. So that pages have something
to show, ``python -m beispielwerte.erzeugen`` invents counts that agree with every published
class and city average; docs/daten.md says so, and every value is marked as an example.
"""
