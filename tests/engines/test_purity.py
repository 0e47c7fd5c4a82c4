"""Engines run where nothing is installed: a stranger checks a decision with Python alone."""

import subprocess
import sys

LOAD = """
import importlib, pathlib, sys
import ortaq.engines
root = pathlib.Path(ortaq.engines.__path__[0])
for file in sorted(root.rglob("*.py")):
    parts = file.relative_to(root).with_suffix("").parts
    if sys.argv[1] == "calculating" or parts[0] not in {"choice", "opinion"}:
        importlib.import_module(".".join(("ortaq.engines", *parts)).removesuffix(".__init__"))
print(*sorted({name.split(".")[0] for name in sys.modules} & set(sys.argv[2:])))
"""

VERIFY = """
import sys
from ortaq.engines import proof
record = proof.make_record(rule="lot.order", version=1, case={"entries": ["a", "b"]}, seed="s",
                           made_at="2027-03-01T18:00:00+05:00")
assert proof.verify(record) == []
print("ortaq.engines.lot" in sys.modules, "ortaq.engines.routing" in sys.modules)
"""


def run(program: str, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", program, *words], capture_output=True, text=True, check=True, timeout=60
    )
    return done.stdout.strip()


def test_all_engines_load_without_django_or_database() -> None:
    assert run(LOAD, "calculating", "django", "sqlite3") == ""


def test_all_but_the_calculating_engines_load_without_numpy_and_network() -> None:
    assert run(LOAD, "plain", "django", "sqlite3", "numpy", "socket") == ""


def test_verifying_loads_only_the_engine_the_record_names() -> None:
    assert run(VERIFY) == "True False"
