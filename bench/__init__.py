"""Measures the portal against a view that does nothing; „python3 los.py bench“ starts it."""
