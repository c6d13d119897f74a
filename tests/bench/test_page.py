"""The page of measures is made from the reports, and from nothing else."""

from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

from bongsu.bench.figures import Figure, Report
from bongsu.bench.page import NoReport, measures_page, read_report
from bongsu.cli.bench import bench


def report(at: str = "2026-03-01T00:00:00+00:00", *, quick: bool = False, **more: object) -> Report:
    figure = Figure(
        name="warm_first_picture_p95",
        value=82.25,
        unit="ms",
        target=150,
        better="lower",
        met=True,
        beside={"plain_open": 1698.6, "repeats": 40},
    )
    given: dict[str, object] = {"bench": "call", "figures": [figure], **more}
    machine = {"cpu": "two | cores", "cores": 2, "browser": None}
    return Report(quick=quick, at=at, took_s=300.0, machine=machine, **given)  # type: ignore[arg-type]


def row(page: str) -> list[str]:
    [line] = [line for line in page.splitlines() if line.startswith("| warm_first_picture_p95")]
    return [cell.strip() for cell in line.strip("|").split("|")]


def test_a_row_has_value_target_and_what_the_plain_alternative_did() -> None:
    cells = row(measures_page([report()]))
    assert cells[:4] == ["warm_first_picture_p95", "82.25 ms", "≤ 150", "yes"]
    assert "plain_open 1,698.6" in cells[4]


def test_every_row_names_the_command_that_gives_it() -> None:
    assert row(measures_page([report()]))[5] == "`bongsu bench call --json`"
    assert row(measures_page([report(quick=True)]))[5] == "`bongsu bench call --json --quick`"


def test_of_two_runs_the_newer_one_is_shown() -> None:
    page = measures_page([report("2026-03-02T00:00:00+00:00"), report("2026-03-01T00:00:00+00:00")])
    assert "2026-03-02" in page
    assert "2026-03-01" not in page


def test_each_bench_has_a_section_of_its_own() -> None:
    page = measures_page([report(), report(bench="sync")])
    assert "## call" in page
    assert "## sync" in page


def test_a_figure_without_a_value_says_why() -> None:
    figure = Figure(
        name="warm_first_picture_p95",
        value=None,
        unit="ms",
        target=150,
        better="lower",
        met=False,
        beside={},
        why="no chromium",
    )
    cells = row(measures_page([report(figures=[figure])]))
    assert cells[1] == "–"
    assert cells[3:5] == ["no", "no chromium"]


def test_a_higher_is_better_target_reads_as_such() -> None:
    figure = Figure(
        name="warm_first_picture_p95",
        value=0.3,
        unit="share of calls",
        target=0.26,
        better="higher",
        met=True,
        beside={"nearest_sees": 0.13, "why|not": None},
    )
    cells = row(measures_page([report(figures=[figure])]))
    assert cells[2] == "≥ 0.26"
    assert "why/not –" in cells[4]


def test_a_report_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    file = tmp_path / "call.json"
    file.write_bytes(msgspec.json.encode(report()))
    assert read_report(file) == report()


@pytest.mark.parametrize("content", [b"", b"{}", b"not json", b'{"bench": "call"}'])
def test_anything_but_a_report_is_refused_by_name(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "odd.json"
    file.write_bytes(content)
    with pytest.raises(NoReport, match=r"odd\.json"):
        read_report(file)


def test_the_command_writes_the_page(tmp_path: Path) -> None:
    file, out = tmp_path / "call.json", tmp_path / "measures.md"
    file.write_bytes(msgspec.json.encode(report()))
    result = CliRunner().invoke(bench, ["page", str(file), "--out", str(out)])
    assert result.exit_code == 0
    assert row(out.read_text("utf-8"))[1] == "82.25 ms"
