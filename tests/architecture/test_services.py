"""Services are the only writers: keyword-only, told who acts and what time it is, so that nothing below asks a clock."""

import ast
from collections.abc import Iterator

import pytest

from tests.architecture.plan import has_rooms, modules, name_of, room_of


def public_functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_"):
            yield node


def faults(function: ast.FunctionDef | ast.AsyncFunctionDef) -> list[str]:
    """This will name what is missing for a function to be a service."""
    arguments = function.args
    found = []
    if arguments.posonlyargs or arguments.args or arguments.vararg:
        found.append("takes arguments by position")
    told = {argument.arg: ast.unparse(argument.annotation or ast.Constant(None)) for argument in arguments.kwonlyargs}
    for name, kind in {"actor": "Actor", "now": "datetime"}.items():
        if name not in told:
            found.append(f"does not take {name}")
        elif told[name].split(".")[-1] != kind:
            found.append(f"takes {name} as {told[name]}, not as {kind}")
    return found


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("def answer(*, appeal: Appeal, actor: Actor, now: datetime): ...", None),
        ("def answer(*, actor: people.Actor, now: datetime.datetime): ...", None),
        ("def answer(appeal, *, actor: Actor, now: datetime): ...", "takes arguments by position"),
        ("def answer(*parts, actor: Actor, now: datetime): ...", "takes arguments by position"),
        ("def answer(*, now: datetime): ...", "does not take actor"),
        ("def answer(*, actor: Actor): ...", "does not take now"),
        ("def answer(*, actor: Actor | None, now: datetime): ...", "takes actor as Actor | None, not as Actor"),
        ("def answer(*, actor: Actor, now): ...", "takes now as None, not as datetime"),
    ],
)
def test_the_rule_tells_a_service_from_another_function(code, fault):
    (function,) = public_functions(ast.parse(code))
    assert faults(function) == ([fault] if fault else [])


def test_every_service_is_keyword_only_and_takes_actor_and_now():
    wrong, seen = [], 0
    for path, tree in modules():
        if room_of(path) != "services" or not has_rooms(path) or path.stem.startswith("_"):
            continue
        for function in public_functions(tree):
            seen += 1
            wrong += [f"{name_of(path)}:{function.lineno} {function.name} {fault}" for fault in faults(function)]
    assert wrong == []
    assert seen > 5, "no services were looked at: this test has lost its subject"
