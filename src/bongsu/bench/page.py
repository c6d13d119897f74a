"""Writes `docs/measures.md` from the reports of benches: one row per figure, with the command that gives it."""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from bongsu.bench.figures import Figure, Report
from bongsu.kernel.failures import Failure, Kind

_HEAD = """# Measures
Written by `bongsu bench page FILE…` from the reports of the last runs; do not edit.
Durations in ms, processor in % of one core, memory in MiB.
`beside` holds what the plain alternative did in the same run, and how often a thing was repeated.
"""
_COLUMNS = "| figure | value | target | met | beside | command |\n|---|---|---|---|---|---|"


class NoReport(Failure):
    """A file that is not a bench's answer."""

    kind = Kind.INVALID
    code = "no_report"


def read_report(path: Path) -> Report:
    """Raises `NoReport`."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Report)
    except (OSError, msgspec.MsgspecError) as cause:
        raise NoReport(f"{path.name} is not the answer of a bench", field="file") from cause


def measures_page(reports: Sequence[Report]) -> str:
    """Of several reports of one bench, the newest; the order of benches is theirs."""
    newest: dict[str, Report] = {}
    for report in sorted(reports, key=lambda one: one.at):
        newest[report.bench] = report
    return "\n".join([_HEAD, *(_section(report) for report in newest.values())])


def _section(report: Report) -> str:
    command = f"bongsu bench {report.bench} --json{' --quick' if report.quick else ''}"
    facts = ", ".join(f"{name} {value}" for name, value in report.machine.items() if value)
    rows = [_row(figure, command) for figure in report.figures]
    taken = f"Taken {report.at} in {report.took_s:g} s on: {facts}."
    return "\n".join([f"## {report.bench}", taken, "", _COLUMNS, *rows, ""])


def _row(figure: Figure, command: str) -> str:
    beside = ", ".join(f"{name} {_number(value)}" for name, value in figure.beside.items())
    cells = [
        figure.name,
        f"{_number(figure.value)} {figure.unit}" if figure.value is not None else "–",
        _target(figure),
        {True: "yes", False: "no", None: ""}[figure.met],
        "; ".join(part for part in (beside, figure.why) if part),
        f"`{command}`",
    ]
    return f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |"


def _target(figure: Figure) -> str:
    if figure.target is None:
        return ""
    return f"{'≤' if figure.better == 'lower' else '≥'} {_number(figure.target)}"


def _number(value: float | str | None) -> str:
    if value is None:
        return "–"
    return f"{value:,g}" if isinstance(value, float | int) else value
