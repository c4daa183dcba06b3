"""Example records in the lists of the office: marked where their name stands."""


def mark_beispiel(record, name):
    """Return ``name``, and that the record is an example; a column would say „nein“ mostly."""
    return f"{name} (Beispiel)" if record.ist_beispiel else name
