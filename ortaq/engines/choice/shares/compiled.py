"""The kernel as machine code: the same functions, given to numba. Importing this takes about a second."""

from types import FunctionType
from typing import Any

import numba

from ortaq.engines.choice.shares import kernel, retelling

_INNER = ("may_win", "divide_one", "divide", "divide_points", "ceiling", "bottom", "top", "price", "earlier", "look")
_OUTER = ("settle", "pay", "close")
_DOORS = ("begin", "rounds", "retell")
"""Functions of the kernel, each after those it calls; the doors are called from outside."""


def _compile() -> dict[str, Any]:
    """This will compile the functions of the kernel, each calling the compiled others, and keep the result on disk."""
    names: dict[str, Any] = dict(vars(kernel))
    for name in (*_INNER, *_OUTER, *_DOORS):
        plain = getattr(retelling if name == "retell" else kernel, name)
        copy = FunctionType(plain.__code__, names, name)
        copy.__module__, copy.__doc__ = plain.__module__, plain.__doc__
        names[name] = numba.njit(cache=True, error_model="numpy", forceinline=name not in _DOORS)(copy)
    return names


_functions = _compile()
begin = _functions["begin"]
rounds = _functions["rounds"]
retell = _functions["retell"]
