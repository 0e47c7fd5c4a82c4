"""Which act makes whom react: the one page where reactions are read."""


def connect() -> None:
    """This will tell the journal, once at start, what follows each act."""
