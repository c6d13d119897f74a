"""`bongsu doctor`: every control's answer, what to do where one fails, exit code 1 when any does."""

import asyncio
import sys
from pathlib import Path

import click
import msgspec

from bongsu.cli.doctor.control import Control, Finding, Outcome
from bongsu.cli.doctor.controls import CONTROLS
from bongsu.cli.doctor.look import look
from bongsu.cli.speech import answer
from bongsu.kernel.settings import load
from bongsu.roles.settings import NodeSettings

_MARKS = {
    Outcome.WELL: "pass",
    Outcome.WARN: "WARN",
    Outcome.FAIL: "FAIL",
    Outcome.NOT_APPLICABLE: "  – ",
}


@click.command()
@click.option("--data-dir", default="var/node", help="The node's data folder; it may be running.")
@click.option("--hardening", is_flag=True, help="Every control, not only whether the node is well.")
@click.option("--all", "whole", is_flag=True, help="Walk every row of the trail, however long.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def doctor(data_dir: str, *, hardening: bool, whole: bool, as_json: bool) -> None:
    """Say whether the node in this folder is well, and with --hardening whether it is hard to attack.

    Settings are those that the node was last started with; before its first start, those of this environment."""
    if not Path(data_dir).is_dir():
        raise click.UsageError(f"No node lives in {data_dir}")
    given = msgspec.structs.replace(load(NodeSettings, "node"), data_dir=data_dir)
    facts = asyncio.run(look(Path(data_dir), given, whole=whole))
    asked = [control for control in CONTROLS if hardening or control.is_basic]
    found = [(control, control.check(facts)) for control in asked]
    failed = sum(finding.outcome is Outcome.FAIL for _, finding in found)
    if as_json:
        answer({"ok": not failed, "failed": failed, "controls": [_row(*one) for one in found]})
    else:
        for control, finding in found:
            click.echo(_line(control, finding))
    sys.exit(1 if failed else 0)


def _row(control: Control, finding: Finding) -> dict[str, str]:
    return {
        "id": control.id,
        "asks": control.asks,
        "why": control.why,
        "outcome": finding.outcome.value,
        "said": finding.said,
        "do": finding.do,
    }


def _line(control: Control, finding: Finding) -> str:
    line = f"{_MARKS[finding.outcome]}  {control.id}: {finding.said}"
    if finding.outcome in {Outcome.WARN, Outcome.FAIL}:
        line += f"\n      {control.asks}; else {control.why}.\n      → {finding.do}"
    return line
