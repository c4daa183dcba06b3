"""What cannot be read as a table, in words for the person who sent it."""


class TableError(ValueError):
    """The file or the cell cannot be read; the message says why, in German."""
