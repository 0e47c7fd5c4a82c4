"""Participatory budget: residents propose, experts check, residents vote, anyone counts again."""
