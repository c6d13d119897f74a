"""What every test may use: the shared data with a clear skip when absent, and one running district for all journeys."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.node import Node, running_node
from tests.shared_folder import ROOT, SHARED

__all__ = ["ROOT", "SHARED"]

# tests in these folders share one district, so they run in one worker
ONE_NODE = ("journeys", "browser")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real data and clips; skips the test when it is not there."""
    if not (SHARED / "data").is_dir():
        pytest.skip("../shared is absent: real data and clips are not tested")
    return SHARED


@pytest.fixture(scope="session")
def node() -> Iterator[Node]:
    """One `bongsu demo` for the whole run."""
    yield from running_node()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Worker groups for `--dist loadgroup`: the node's tests together, every other file as a whole."""
    for item in items:
        folder = item.path.parent.name
        group = "node" if folder in ONE_NODE else str(item.path.relative_to(ROOT))
        item.add_marker(pytest.mark.xdist_group(group))
