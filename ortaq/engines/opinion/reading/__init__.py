"""Votes, statements and labels from files people have: the exports of Polis, and plain tables.

Every mistake is one sentence with its line; nothing is dropped without being counted in `Reading`.
"""
