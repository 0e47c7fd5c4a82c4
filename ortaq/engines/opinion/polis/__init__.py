"""Polis, repeated for comparison: the mathematics of its server (github.com/compdemocracy/polis, math/src/polismath),
on sparse votes.

What is the same to the digit, given the same votes, moderation and groups: centre, components, positions, which
statements speak for a group, consensus, group-aware consensus. What cannot be: the server's groups grow from run to
run as votes come in (each clustering starts from the last one), so a run from scratch may draw other borders.
Statements about the participants themselves (meta) are moderated out of all of it, as the server does.
"""
