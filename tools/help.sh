#!/bin/sh
cat <<'TEXT'
Ortaq: a city's shared desk. Needs Python 3.11 or newer and make, nothing else.

  make demo       a whole small city on http://localhost:8000 (PORT=8001 for another port)
  make test       the tests, on SQLite (ARGS="tests/core -k appeal" for some of them)
  make nightly    the tests, with what is too slow for the day
  make check      style, types, contracts, translations, migrations
  make bench      load a million appeals and measure
  make build      the front end: assets/ → assets/built/
  make messages   collect the words to translate and compile them
  make lock       write the lock files anew (needs uv)
  make clean      remove what make has built; data in var/ stays
TEXT
