"""The residents' door: home, reception, search, map, bodies."""
