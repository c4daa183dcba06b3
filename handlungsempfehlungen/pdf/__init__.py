"""Accessible PDF (PDF/UA-1): papers, Bezirksblatt, Controllingbericht.

Builders turn records into plain data (``strategiepapier``, ``bezirksblatt``,
``controllingbericht``), ``engine`` sets it with Typst, ``ablage`` keeps what was made.
"""
