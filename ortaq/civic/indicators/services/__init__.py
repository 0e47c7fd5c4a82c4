"""The only writers of indicators, their values and targets, and of international indices."""
