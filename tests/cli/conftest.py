"""`call("audit", "verify", …)`: a command in this process, as the shell would call it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from tests.cli.called import Call, caller


@pytest.fixture
def call(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Iterator[Call]:
    before = structlog.get_config()
    # a node's default folder is relative
    monkeypatch.chdir(tmp_path)
    yield caller(monkeypatch, capsys)
    structlog.configure(**before)
