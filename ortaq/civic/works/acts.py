"""What can happen to a public work: the names the journal keeps."""

OPENED = "work.opened"
"""Entered into the register."""
MOVED = "work.moved"
"""Reached the next stage, with evidence."""
STOPPED = "work.stopped"
"""Will not be built, with the reason."""
