"""Accounts of the office: password, second factor, sessions; pages under ``/verwaltung/konto/``.

allauth does the work; here stands what the portal wants of it: nobody signs up, and nobody
reaches the admin without a second factor.
"""
