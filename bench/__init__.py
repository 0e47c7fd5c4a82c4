"""Benches: what the program does in a second, and what is left of it when it is killed. `make bench` runs them all."""
