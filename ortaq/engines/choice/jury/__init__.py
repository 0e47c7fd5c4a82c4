"""Juries: who scores what, what the scores say, and who is funded.

    pairs = assign(entries, jurors, conflicts=…, seed=…)   three jurors or more to an entry, equal loads
    panel = assemble(entries=…, jurors=…, scores=…)        the incomplete table of scores
    agreement(panel)                                       Krippendorff's alpha
    calibrate(panel)                                       scores without severity, expected ranks
    choose(panel, asks, budget, how)                       funded, to be talked over, not; with the reasons

Everything that decides is whole numbers; where a model needs floats they are made so that every machine gets the same
(arithmetic.py, docs/decisions/0009-jury.md).
"""
