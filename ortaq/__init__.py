"""Ortaq: a city's shared desk. Hear, discuss, decide, build, account."""
