"""Phases, rights, seats, lenses, joinings and fates of a dialogue: plain Python, one room per subject."""
