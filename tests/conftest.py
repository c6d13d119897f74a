"""What every test may use: where the shared data lies, and a clear skip when it is absent."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("BONGSU_SHARED", ROOT.parent / "shared"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real data and clips; skips the test when it is not there."""
    if not (SHARED / "data").is_dir():
        pytest.skip("../shared is absent: real data and clips are not tested")
    return SHARED
