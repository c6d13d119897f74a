"""What every test may use: the shared data with a clear skip when absent, and one running district for all journeys."""

import gc
import signal
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import pytest
import structlog
from hypothesis import settings

from tests.compiled_once import compile_once
from tests.databases import POSTGRESQL, may_stand_up, none_left_behind, on_the_server, opens_one
from tests.journeys.node import Node, running_node
from tests.one_district import OneDistrict, turn_of
from tests.shared_folder import ROOT, SHARED

__all__ = ["ROOT", "SHARED"]

# a busy machine is no fault: no example is timed
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

compile_once()

# a fault that a test provokes is logged as plain lines: drawing every frame's values takes seconds each
*_before, _ = structlog.get_config()["processors"]
_plain = structlog.dev.ConsoleRenderer(
    colors=False, exception_formatter=structlog.dev.plain_traceback
)
structlog.configure(processors=[*_before, _plain])


def _interrupted(number: int, frame: FrameType | None) -> None:
    signal.default_int_handler(number, frame)


# where asyncio finds Python's own, each run sets another, and to do so draws its task with all that it returned
signal.signal(signal.SIGINT, _interrupted)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Values from a set have another order in each worker, and then no worker may run anything."""
    for mark in metafunc.definition.iter_markers("parametrize"):
        if any(isinstance(given, set | frozenset) for given in mark.args):
            raise pytest.UsageError(f"{metafunc.definition.nodeid}: parametrized over a set")


def pytest_collection_finish() -> None:
    """What was imported and collected stays to the end; looking through it for garbage took a fifth of the time."""
    gc.collect()
    gc.freeze()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: turn_of(item.nodeid))
    if POSTGRESQL:
        _leave_what_opens_a_database(config, items)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> OneDistrict | None:
    return OneDistrict(config, log) if config.getoption("dist") == "loadgroup" else None


def _leave_what_opens_a_database(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL only that runs, and of it what is not about SQLite itself."""
    for_both = [
        item
        for item in items
        if opens_one(getattr(item, "fixturenames", ())) and not item.get_closest_marker("sqlite")
    ]
    config.hook.pytest_deselected(items=[item for item in items if item not in for_both])
    items[:] = for_both


@pytest.fixture(autouse=POSTGRESQL)
def databases() -> Iterator[None]:
    with none_left_behind():
        yield


@pytest.fixture
def server_url() -> Iterator[str]:
    """An empty database on a real PostgreSQL."""
    if not may_stand_up():
        pytest.skip("NO POSTGRESQL: initdb cannot be run here")
    with on_the_server("one") as url:
        yield url


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real data and clips; skips the test when it is not there."""
    if not (SHARED / "data").is_dir():
        pytest.skip("../shared is absent: real data and clips are not tested")
    return SHARED


@pytest.fixture(scope="session")
def node() -> Iterator[Node]:
    """One `bongsu demo` for the whole run: all who use it run in one worker."""
    yield from running_node()
