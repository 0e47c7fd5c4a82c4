"""Pure calculation: no Django, no database, no clock, no network; each engine stands alone over proof.py."""
