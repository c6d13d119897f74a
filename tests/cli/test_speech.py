"""Answers go to standard output, logs to standard error, and a log that cannot be written ends nothing."""

import io
import json
import sys
from collections.abc import Iterator

import pytest
import structlog

from bongsu.cli.speech import answer, say, to_standard_error


class FullDisk(io.StringIO):
    """A log file on a disk without room."""

    def __init__(self) -> None:
        super().__init__()
        self.has_room = False

    def write(self, text: str) -> int:
        if not self.has_room:
            raise OSError(28, "No space left on device")
        return super().write(text)

    def flush(self) -> None:
        if not self.has_room:
            raise OSError(28, "No space left on device")


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    before = structlog.get_config()
    yield
    structlog.configure(**before)


def test_a_log_line_is_one_event_with_fields_on_standard_error(
    capsys: pytest.CaptureFixture[str],
) -> None:
    to_standard_error()
    structlog.get_logger().info("grant opened", camera="SB-1", seconds=4)
    said = capsys.readouterr()
    assert said.out == ""
    (line,) = said.err.splitlines()
    assert line.startswith("timestamp=")
    assert 'level=info event="grant opened" camera=SB-1 seconds=4' in line


def test_what_is_only_for_finding_faults_is_not_logged(capsys: pytest.CaptureFixture[str]) -> None:
    to_standard_error()
    structlog.get_logger().debug("every packet")
    assert capsys.readouterr().err == ""


def test_a_log_that_takes_nothing_ends_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    disk = FullDisk()
    monkeypatch.setattr(sys, "stderr", disk)
    to_standard_error()
    log = structlog.get_logger()
    log.error("lost")
    disk.has_room = True
    log.error("heard")
    assert "event=heard" in disk.getvalue()
    assert "lost" not in disk.getvalue()


def test_an_answer_is_one_line_of_json_with_korean_as_it_is(
    capsys: pytest.CaptureFixture[str],
) -> None:
    answer({"name": "성북구", "rows": [1, 2], "none": None})
    said = capsys.readouterr()
    assert said.out.count("\n") == 1
    assert "성북구" in said.out
    assert json.loads(said.out) == {"name": "성북구", "rows": [1, 2], "none": None}
    assert said.err == ""


def test_a_complaint_leaves_standard_output_to_programs(
    capsys: pytest.CaptureFixture[str],
) -> None:
    say("the file is not there")
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "the file is not there\n")
