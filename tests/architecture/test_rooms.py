"""The laws a linter has no words for: who reaches models, which rooms do not exist, how long a file may be."""

import ast
import re
import subprocess
import sys

import pytest

from tests.architecture.plan import HOUSE, PYPROJECT, ROOT, imports_of, modules, name_of, room_of

NO_ROOM = {"utils", "helpers", "mixins", "signals", "common", "misc"}
LONGEST_FILE = 400
LONGEST_FUNCTION = 55
REACH_MODELS = set(PYPROJECT["tool"]["ortaq"]["reach_models"])


def reaches_models(name: str) -> bool:
    parts = name.split(".")
    return parts[0] == "ortaq" and "models" in parts[3:]


def test_only_services_queries_migrations_and_journeys_name_a_model_at_run_time():
    wrong = [
        f"{name_of(path)}:{line} imports {imported}"
        for path, tree in modules()
        if room_of(path) not in REACH_MODELS
        for line, imported in imports_of(tree)
        if reaches_models(imported)
    ]
    assert wrong == []


def test_an_import_for_types_is_not_counted_and_a_hidden_one_is():
    tree = ast.parse(
        "if TYPE_CHECKING:\n    from ortaq.civic.reception.models import Appeal\n"
        "def page():\n    from ortaq.civic.reception.models import Topic\n    import ortaq.core.matters.models\n"
    )
    found = [name for _, name in imports_of(tree) if reaches_models(name)]
    assert found == ["ortaq.civic.reception.models.Topic", "ortaq.core.matters.models"]


def test_no_room_is_named_after_nothing():
    assert [name_of(path) for path, _ in modules() if NO_ROOM & {path.stem, path.parent.name}] == []


def test_no_file_is_longer_than_a_reader_can_hold():
    long = [
        f"{name_of(path)}: {len(path.read_text().splitlines())} lines"
        for path, _ in modules()
        if "migrations" not in path.parts and len(path.read_text().splitlines()) > LONGEST_FILE
    ]
    assert long == []


def test_no_function_is_longer_than_a_screen():
    long = [
        f"{name_of(path)}:{node.lineno} {node.name}: {node.end_lineno - node.lineno + 1} lines"
        for path, tree in modules()
        if "migrations" not in path.parts
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno >= LONGEST_FUNCTION
    ]
    assert long == []


UNEXPLAINED = re.compile(r"#\s*(noqa(: [A-Z0-9, ]+)?|type: ignore(\[[a-z, -]+\])?)\s*$")


def test_who_silences_a_check_says_why():
    silent = [
        f"{name}:{number}"
        for folder in ("ortaq", "tools", "tests")
        for path in sorted((ROOT / folder).rglob("*.py"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if UNEXPLAINED.search(line) and (name := name_of(path))
    ]
    assert silent == []


@pytest.mark.parametrize(
    ("line", "bare"),
    [
        ("import x  # noqa: F401", True),
        ("import x  # type: ignore[misc]", True),
        ("import x  # noqa: F401, the house is open", False),
        ("import x  # type: ignore[misc]  # allauth carries no types", False),
    ],
)
def test_a_silence_is_told_from_a_reason(line, bare):
    assert bool(UNEXPLAINED.search(line)) is bare


def test_migrations_import_nothing_of_ours():
    """Living code in a migration changes the past; a StrEnum given to `choices` is the usual way in."""
    wrong = [
        f"{name_of(path)}:{line} imports {imported}"
        for path, tree in modules()
        if "migrations" in path.parts
        for line, imported in imports_of(tree)
        if imported.split(".")[0] == "ortaq"
    ]
    assert wrong == []


def test_no_signals_of_our_own_and_no_unseeded_lots_anywhere():
    """Ruff bans these below the doors together with the clock; doors and site may look at the clock but not do this."""
    wrong = []
    for path, tree in modules():
        for line, imported in imports_of(tree):
            parts = imported.split(".")
            if imported == "django.dispatch.receiver" or parts[:4] == ["django", "db", "models", "signals"]:
                wrong.append(f"{name_of(path)}:{line} uses a signal")
            if parts[0] == "random" and imported not in {"random", "random.Random", "random.SystemRandom"}:
                wrong.append(f"{name_of(path)}:{line} draws without a seed")
        for node in ast.walk(tree):
            drawn = isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "random"
            if drawn and node.attr not in {"Random", "SystemRandom"}:
                wrong.append(f"{name_of(path)}:{node.lineno} draws without a seed")
    assert wrong == []


def loaded_after(code: str, *names: str) -> set[str]:
    """This will run code in a fresh Python and give which of the named packages it has loaded."""
    script = f"{code}\nimport sys\nprint(*({set(names)!r} & {{name.split('.')[0] for name in sys.modules}}))"
    run = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    return set(run.stdout.splitlines()[-1].split())


def test_engines_import_without_django_database_or_network():
    names = sorted(
        "ortaq." + path.relative_to(HOUSE).with_suffix("").as_posix().replace("/", ".").removesuffix(".__init__")
        for path in (HOUSE / "engines").rglob("*.py")
    )
    assert len(names) > 2
    code = "\n".join(f"import {name}" for name in names)
    assert loaded_after(code, "django", "psycopg", "sqlite3", "requests", "asyncio") == set()


def test_help_answers_before_anything_heavy_is_loaded():
    code = (
        "import sys\nfrom ortaq.doors.terminal.main import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass"
    )
    assert loaded_after(code, "django", "numpy", "shapely", "h3", "babel", "PIL", "granian", "typst") == set()
