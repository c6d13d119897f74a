"""`bongsu import`: published files into the registry, with or without a running node."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import click

from bongsu.cli.speech import answer, say
from bongsu.cli.where import shared_folder
from bongsu.kernel.clock import SystemClock
from bongsu.kernel.database import Database
from bongsu.kernel.migrate import upgrade
from bongsu.registry.import_cameras import import_cameras
from bongsu.registry.import_cameras.report import ImportReport
from bongsu.registry.import_lights import import_lights
from bongsu.registry.load_areas import load_areas
from bongsu.roles.settings import NodeSettings

_FILES = click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
_DATA_DIR = click.option("--data-dir", default="var/node", help="The node's data folder.")
_JSON = click.option("--json", "as_json", is_flag=True, help="One JSON object.")


@click.group()
def imports() -> None:
    """Read published files."""


def _with_database(data_dir: str, act: Callable[[Database], Awaitable[object]]) -> object:
    async def acted() -> object:
        settings = NodeSettings(data_dir=data_dir)
        settings.folder.mkdir(parents=True, exist_ok=True)
        await upgrade(settings.database)
        database = Database(settings.database)
        try:
            return await act(database)
        finally:
            await database.close()

    return asyncio.run(acted())


@imports.command()
@_FILES
@_DATA_DIR
@_JSON
def cameras(files: tuple[Path, ...], data_dir: str, *, as_json: bool) -> None:
    """전국CCTV표준데이터, as it really is: every defect flagged and kept. Exit 1: a file of another schema."""

    async def act(database: Database) -> ImportReport:
        areas = load_areas(shared_folder())
        return await import_cameras(database, files, areas=areas, clock=SystemClock())

    report = _with_database(data_dir, act)
    assert isinstance(report, ImportReport)
    if as_json:
        answer(report)
    else:
        for line in _lines(report):
            say(line)
    sys.exit(1 if report.missing_columns else 0)


def _lines(report: ImportReport) -> list[str]:
    lines = [f"{report.rows} rows, {report.sites} sites, {report.cameras} cameras"]
    lines += [f"  {flag}: {number}" for flag, number in sorted(report.flags.items())]
    lines.append(f"quarantined: {report.quarantined}")
    if report.missing_columns:
        lines.append(f"missing columns: {report.missing_columns}")
    if report.unchanged:
        lines.append("nothing has changed since the last import")
    return lines


@imports.command()
@_FILES
@_DATA_DIR
def lights(files: tuple[Path, ...], data_dir: str) -> None:
    """보안등정보: security lights, for ranking at night."""

    async def act(database: Database) -> object:
        return await import_lights(database, files, clock=SystemClock())

    answer(_with_database(data_dir, act))
