"""Telling people what happened, once, in their language."""
