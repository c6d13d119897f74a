"""Waits for what other processes have written: nothing tells us of it, so their books are read again and again."""

import asyncio
import sqlite3
from collections.abc import Callable
from time import perf_counter


async def until(holds: Callable[[], bool], within_s: float, every_s: float = 0.02) -> float:
    """When it held (`perf_counter`). Raises `TimeoutError`. A database that is just being written is looked at again."""
    end_s = perf_counter() + within_s
    while not _holds(holds):
        if perf_counter() > end_s:
            raise TimeoutError(f"not within {within_s:g} s")
        await asyncio.sleep(every_s)
    return perf_counter()


def _holds(holds: Callable[[], bool]) -> bool:
    try:
        return holds()
    except sqlite3.OperationalError:
        return False
