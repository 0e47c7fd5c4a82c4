"""The contracts of pyproject.toml bite: a small house is built from their own layers, then one wrong import is added."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.plan import PYPROJECT, ROOT

CONTRACTS = [entry["id"] for entry in PYPROJECT["tool"]["importlinter"]["contracts"]]

WRONG = [
    ("floors", "core/matters/services.py", "import ortaq.civic.reception.services"),
    ("floors", "civic/reception/services.py", "import ortaq.doors.web"),
    ("floors", "doors/web/pages.py", "import ortaq.site.urls"),
    ("floors", "engines/language.py", "import ortaq.core.people"),
    ("floors", "attic/__init__.py", ""),
    ("doors", "doors/web/pages.py", "import ortaq.doors.desk"),
    ("civic", "civic/works/services.py", "import ortaq.civic.reception.services"),
    ("civic", "civic/parking/__init__.py", ""),
    ("core", "core/matters/services.py", "import ortaq.core.journal"),
    ("core", "core/files/services.py", "import ortaq.core.discussion"),
    ("core", "core/tasks/services.py", "import ortaq.core.people"),
    ("core", "core/extras/__init__.py", ""),
    ("engines", "engines/choice.py", "import ortaq.engines.language"),
    ("engines", "engines/proof.py", "import ortaq.engines.language"),
    ("engines", "engines/lot.py", "import ortaq.engines.language"),
    ("engines-pure", "engines/language.py", "import django.db"),
    ("engines-pure", "engines/language.py", "import urllib.request"),
    ("engines-pure", "engines/language.py", "import sqlite3"),
    ("rooms", "civic/reception/queries.py", "import ortaq.civic.reception.services"),
    ("rooms", "civic/reception/pages.py", "import ortaq.civic.reception.desk"),
    ("rooms", "core/people/rules.py", "import ortaq.core.people.models"),
    ("rooms", "civic/reception/magic.py", ""),
    ("pure-rules", "civic/reception/rules.py", "import django.utils.timezone"),
    ("pure-rules", "core/people/acts.py", "import ortaq.core.people.models"),
]


def write(path: Path, text: str = "") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    for folder in path.parents:
        if folder.name == "house":
            break
        (folder / "__init__.py").touch()
    path.write_text(text + "\n")


@pytest.fixture(scope="module")
def small_house(tmp_path_factory) -> Path:
    """A house with every floor and app the contracts name, and a few rooms with right imports in them."""
    root = tmp_path_factory.mktemp("plan") / "house"
    for entry in PYPROJECT["tool"]["importlinter"]["contracts"]:
        for container in entry.get("containers", []):
            if "*" in container or entry["id"] == "rooms":
                continue
            names = [name.strip() for layer in entry["layers"] for name in layer.split("|")]
            for name in names:
                if not name.startswith("("):
                    write(root / container.replace(".", "/") / name / "__init__.py")
    for app in ("core/people", "core/matters", "civic/reception"):
        write(root / "ortaq" / app / "rules.py")
        write(root / "ortaq" / app / "acts.py")
        write(root / "ortaq" / app / "models.py", "import django.db")
        write(
            root / "ortaq" / app / "services.py",
            f"import ortaq.{app.replace('/', '.')}.models\nimport ortaq.core.tasks",
        )
        write(root / "ortaq" / app / "desk.py", f"import ortaq.{app.replace('/', '.')}.services")
    write(root / "ortaq" / "doors" / "web" / "pages.py", "import ortaq.civic.reception.services")
    write(root / "ortaq" / "doors" / "desk" / "pages.py", "import ortaq.civic.reception.services")
    write(root / "ortaq" / "site" / "urls.py", "import ortaq.doors.web.pages")
    shutil.copy(ROOT / "pyproject.toml", root / "pyproject.toml")
    return root


def lint(house: Path, *contracts: str) -> subprocess.CompletedProcess[str]:
    chosen = [word for contract in contracts for word in ("--contract", contract)]
    code = "import sys; from importlinter.cli import lint_imports_command; lint_imports_command()"
    command = [
        sys.executable,
        "-P",
        "-c",
        f"import sys; sys.path.insert(0, '.'); {code}",
        "--no-cache",
        "--no-logo",
        *chosen,
    ]
    return subprocess.run(command, cwd=house, capture_output=True, text=True, check=False)


def test_a_house_built_by_the_plan_is_in_order(small_house):
    run = lint(small_house)
    assert run.returncode == 0, run.stdout + run.stderr
    assert f"{len(CONTRACTS)} kept, 0 broken" in run.stdout


@pytest.mark.parametrize(("contract", "file", "line"), WRONG, ids=[f"{c}: {f}: {li or 'exists'}" for c, f, li in WRONG])
def test_one_wrong_import_breaks_its_contract(small_house, tmp_path, contract, file, line):
    house = tmp_path / "house"
    shutil.copytree(small_house, house)
    path = house / "ortaq" / file
    if path.parent.with_suffix(".py").exists():
        path.parent.with_suffix(".py").unlink()
    if (path.with_suffix("") / "__init__.py").exists():
        path = path.with_suffix("") / "__init__.py"
    write(path, line)
    if "works" in file:
        write(house / "ortaq" / "civic" / "works" / "__init__.py")

    run = lint(house, contract)

    assert run.returncode == 1, run.stdout + run.stderr
    assert "0 kept, 1 broken" in run.stdout


def test_every_contract_is_tried():
    assert {contract for contract, _, _ in WRONG} == set(CONTRACTS)
