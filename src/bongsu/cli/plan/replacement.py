"""`bongsu plan replacement`: which old cameras go first, beside oldest-first. Exit 0: a list, 1: none may go, 2: wrong."""

import sys
from datetime import datetime
from pathlib import Path

import click

from bongsu.cli.speech import answer, say
from bongsu.kernel.clock import SEOUL
from bongsu.planning.config import PlanConfig
from bongsu.planning.failures import PlanRefused
from bongsu.planning.read_config import read_config
from bongsu.planning.replacement.draw_list import draw_list
from bongsu.planning.replacement.listed import DrawnList, Total
from bongsu.planning.replacement.read_fleet import read_fleet
from bongsu.planning.words import Told

_NOBODY = 1
_BAD_ROWS_TOLD = 20


@click.command("replacement")
@click.option("--config", "config_file", required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="The whole list as one JSON object.")
def replacement(config_file: Path, *, as_json: bool) -> None:
    """Which cameras of `files.fleet` are replaced first, by the table [replacement]."""
    config = read_config(config_file)
    as_of = config.replacement.as_of or datetime.now(SEOUL).date()
    read = read_fleet(_content(config, config_file.parent), as_of)
    for bad in read.bad_rows[:_BAD_ROWS_TOLD]:
        say(f"row {bad.row} [{bad.field}]: {bad.told.ko} / {bad.told.en}")
    if len(read.bad_rows) > _BAD_ROWS_TOLD:
        say(f"and {len(read.bad_rows) - _BAD_ROWS_TOLD} more rows were set aside")
    drawn = draw_list(config.replacement, read.cameras, as_of, bad_rows=read.bad_rows)
    if as_json:
        answer(drawn)
    else:
        _tell(drawn)
    for warning in drawn.warnings:
        say(f"{warning.ko} / {warning.en}")
    if not drawn.ours.cameras:
        sys.exit(_NOBODY)


def _content(config: PlanConfig, folder: Path) -> bytes:
    if not config.files.fleet:
        why = Told("카메라 목록 파일이 정해지지 않았습니다.", "No file of cameras is named.")
        raise PlanRefused(why, field="files.fleet")
    file = folder / config.files.fleet
    try:
        return file.read_bytes()
    except OSError as cause:
        why = Told(
            f"파일을 읽을 수 없습니다: {config.files.fleet}",
            f"{config.files.fleet}: {cause.strerror}.",
        )
        raise PlanRefused(why, field="files.fleet") from cause


def _tell(drawn: DrawnList) -> None:
    """For people; `--json` says all of it."""
    _total("ours", drawn.ours)
    _total("oldest first", drawn.oldest)
    if drawn.gain is not None:
        click.echo(f"{100 * drawn.gain:+.1f} % weighted risk removed, gap {100 * drawn.gap:.3f} %")
    life = drawn.lifetime
    source = f"{life.failures} failures" if life.fitted else "assumed"
    click.echo(f"Weibull shape {life.shape:.2f}, scale {life.scale_years:.1f} years ({source})")
    for row in drawn.rows:
        if row.ours:
            age = "age unknown" if row.age_years is None else f"{row.age_years:.1f} years"
            click.echo(
                f"{row.camera_id} batch {row.batch} {age} {100 * row.risk:.1f} % {row.won:,} {','.join(row.why)}"
            )


def _total(name: str, total: Total) -> None:
    click.echo(f"{name}: {total.cameras} cameras, {total.won:,} won, {total.removed} risk removed")
