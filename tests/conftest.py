"""What every test may use: the shared data with a clear skip when absent, and one running district for all journeys."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.journeys.node import Node, running_node
from tests.shared_folder import ROOT, SHARED

__all__ = ["ROOT", "SHARED"]

# a busy machine is no fault: no example is timed
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real data and clips; skips the test when it is not there."""
    if not (SHARED / "data").is_dir():
        pytest.skip("../shared is absent: real data and clips are not tested")
    return SHARED


@pytest.fixture(scope="session")
def node() -> Iterator[Node]:
    """One `bongsu demo` for the whole run; `tools/test.sh` runs these tests in one process."""
    yield from running_node()
