"""A statement is compiled once for all databases of a run: each test opens its own, and a third of what it asks would be
compiled anew."""

from typing import Any  # Any: whatever SQLAlchemy keeps and an engine is made of

from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.util import LRUCache

from bongsu.kernel import database

_MOST = 4000


class _ForAll(LRUCache[Any, Any]):
    """By the kind of database; SQLAlchemy's own is by an engine's one dialect."""

    def get(self, key: Any, default: Any = None) -> Any:
        return super().get(_of_a_kind(key), default)

    def __setitem__(self, key: Any, value: Any) -> None:
        super().__setitem__(_of_a_kind(key), value)


def _of_a_kind(key: Any) -> Any:
    dialect, *rest = key
    return (type(dialect), *rest)


_compiled = _ForAll(_MOST)


def _made(*given: Any, **named: Any) -> AsyncEngine:
    engine = create_async_engine(*given, **named)
    engine.sync_engine._compiled_cache = _compiled
    return engine


def compile_once() -> None:
    """From now on, for every database that is opened."""
    vars(database)["create_async_engine"] = _made
