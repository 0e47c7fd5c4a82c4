#!/bin/sh
# Run a program with the first Python 3.11 or newer on this machine: sh tools/with-python.sh PROGRAM [ARGUMENTS]
# PYTHON=/path/to/python chooses one.
for name in ${PYTHON:+"$PYTHON"} python3 python3.14 python3.13 python3.12 python3.11 python; do
    if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
        exec "$name" "$@"
    fi
done
found=$(python3 --version 2>/dev/null || echo "no Python")
cat >&2 <<TEXT
Ortaq needs Python 3.11 or newer; this machine has $found.
  Debian 12, Ubuntu 24.04 and newer:  sudo apt install python3 python3-venv
  Fedora:                             sudo dnf install python3
  macOS with Homebrew:                brew install python@3.12
Or name another one: make demo PYTHON=/path/to/python3.12
TEXT
exit 1
