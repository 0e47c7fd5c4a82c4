"""The kernel as machine code: the same functions, given to numba. Importing this takes about a second."""

from hashlib import sha256
from inspect import getsource
from types import FunctionType
from typing import Any

import numba

from ortaq.engines.choice.shares import climbing, kernel, memory, retelling

_INNER = ("may_win", "divide_one", "divide", "divide_points", "ceiling", "bottom", "top", "price", "earlier", "look")
_OUTER = ("settle", "pay", "close", "crossing", "shorten", "lengthen")
_DOORS = ("begin", "rounds", "outcome", "climb", "retell")
"""Functions of the kernel, each after those it calls; the doors are called from outside."""


def _compile() -> dict[str, Any]:
    """This will compile the functions of the kernel, each calling the compiled others, and keep the result on disk.

    What is kept goes by the text of all of them: numba itself looks only at the file a function stands in.
    """
    files = (memory, kernel, climbing, retelling)
    names: dict[str, Any] = {name: thing for file in reversed(files) for name, thing in vars(file).items()}
    version = sha256("".join(map(getsource, files)).encode()).hexdigest()[:12]
    for name in (*_INNER, *_OUTER, *_DOORS):
        plain = names[name]
        copy = FunctionType(plain.__code__, names, name)
        copy.__module__, copy.__doc__, copy.__qualname__ = plain.__module__, plain.__doc__, f"{name}_{version}"
        names[name] = numba.njit(cache=True, error_model="numpy", forceinline=name not in _DOORS)(copy)
    return names


_functions = _compile()
begin = _functions["begin"]
rounds = _functions["rounds"]
outcome = _functions["outcome"]
climb = _functions["climb"]
retell = _functions["retell"]
