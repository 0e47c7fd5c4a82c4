"""Loops over votes as machine code, kept on disk beside the source; importing this takes about a second."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba

Work = TypeVar("Work", bound=Callable[..., Any])


def compiled(work: Work) -> Work:
    """This will compile a loop when it is first called: one thread, strict floating point, so that it always gives the
    same digits.
    """
    return cast("Work", numba.njit(cache=True, nogil=True, error_model="numpy")(work))
