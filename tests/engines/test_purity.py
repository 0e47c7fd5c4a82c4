"""Engines run where nothing is installed: a stranger checks a decision with Python alone."""

import subprocess
import sys

LOAD_ALL = """
import importlib, pkgutil, sys
import ortaq.engines
for found in pkgutil.walk_packages(ortaq.engines.__path__, "ortaq.engines."):
    importlib.import_module(found.name)
print(*sorted(name for name in sys.modules if name.split(".")[0] in {"django", "numpy", "socket", "sqlite3"}))
"""

VERIFY = """
import sys
from ortaq.engines import proof
record = proof.make_record(rule="lot.order", version=1, case={"entries": ["a", "b"]}, seed="s",
                           made_at="2027-03-01T18:00:00+05:00")
assert proof.verify(record) == []
print("ortaq.engines.lot" in sys.modules, "ortaq.engines.routing" in sys.modules)
"""


def run(program: str) -> str:
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    return done.stdout.strip()


def test_all_engines_load_without_django_numpy_network_or_database() -> None:
    assert run(LOAD_ALL) == ""


def test_verifying_loads_only_the_engine_the_record_names() -> None:
    assert run(VERIFY) == "True False"
