"""The demo city: hand-drawn places, invented people and two years of generated appeals."""
