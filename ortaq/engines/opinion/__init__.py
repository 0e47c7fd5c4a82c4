"""Opinion groups from votes on short statements, recomputable by anyone.

People answer agree, disagree or pass to statements; nobody answers all of them. `polis` repeats the mathematics of
Polis for comparison; `ortaq` (the default) says only what held on votes it was not found on. Signs: +1 agree,
−1 disagree, 0 pass, everywhere in this package; readers turn other conventions round.
"""
