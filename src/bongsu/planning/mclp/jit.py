"""Compiles a plain function over arrays to machine code, and keeps the outcome on disk where there is a place for it."""

from collections.abc import Callable
from typing import Any, TypeVar, cast

from numba import njit

F = TypeVar("F", bound=Callable[..., Any])


def fast(function: F) -> F:
    """The same function; its first call compiles it, a few seconds for a file, once where a folder is writable."""
    try:
        return cast("F", njit(cache=True)(function))
    except RuntimeError:
        # neither the package's folder nor the user's is writable
        return cast("F", njit(function))
