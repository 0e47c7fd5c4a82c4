"""Deciding together: elections of projects under a budget, and juries. Pure calculation, usable without the rest.

    election = pabulib.read(text)                     an Election: projects, ballots, budget
    result = count(election, preset("wieliczka-2023"))  the winners, every round, every exclusion
    report = explain(election, result)                why each project won or did not

Everything is whole numbers and fractions; where floats are used for speed, a proved bound decides whether they may
(docs/decisions/0008-choice-engine.md).
"""
