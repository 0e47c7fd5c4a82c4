"""Dialogue: processes in phases, forums, ideas, statements with opinion groups, and the fate of every contribution."""
