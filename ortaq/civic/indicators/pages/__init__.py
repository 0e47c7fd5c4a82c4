"""Indicators as residents and machines see them."""
