"""The plan of the house as pyproject.toml tells it to import-linter: one order, read by the linter and by these tests."""

import ast
import tomllib
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOUSE = ROOT / "ortaq"
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def layers(contract: str) -> list[set[str]]:
    """This will give a contract's layers from the top down, each as a set of names."""
    for entry in PYPROJECT["tool"]["importlinter"]["contracts"]:
        if entry["id"] == contract:
            return [{name.strip().strip("()") for name in layer.split("|")} for layer in entry["layers"]]
    raise LookupError(f"there is no contract {contract!r} in pyproject.toml")


def height(name: str, contract: str) -> int:
    """This will give how high a name stands in a contract; the lowest layer is 0."""
    for level, names in enumerate(reversed(layers(contract))):
        if name in names:
            return level
    raise LookupError(f"{name!r} is not in the contract {contract!r}")


def has_rooms(path: Path) -> bool:
    """This will say whether a file belongs to an app the contract of the rooms is about."""
    parts = path.relative_to(HOUSE).parts
    containers = next(c for c in PYPROJECT["tool"]["importlinter"]["contracts"] if c["id"] == "rooms")["containers"]
    return any(fnmatch(".".join(("ortaq", *parts[:2])), container) for container in containers)


def modules() -> Iterator[tuple[Path, ast.Module]]:
    """This will give every Python file of the house with its syntax tree."""
    for path in sorted(HOUSE.rglob("*.py")):
        yield path, ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def room_of(path: Path) -> str:
    """This will give the room of a file in its app, `services` for reception/services/answer.py; "" outside apps."""
    parts = path.relative_to(HOUSE).with_suffix("").parts
    if parts[0] in {"core", "civic"}:
        return parts[2] if len(parts) > 2 else ""
    return parts[0]


def imports_of(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """This will give (line, dotted name) of everything imported when the module runs; imports for types do not count."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            for other in node.orelse:
                yield from imports_of(other)
        elif isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)
        else:
            yield from imports_of(node)
