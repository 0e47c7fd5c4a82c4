"""Territories with dated boundaries, public bodies and the offices people hold in them."""
