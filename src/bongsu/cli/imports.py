"""`bongsu import`: published files and survey sheets into the registry, with or without a running node."""

import asyncio
import sys
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import TypeVar

import click

from bongsu.cli.speech import answer, say
from bongsu.cli.where import shared_folder
from bongsu.kernel.clock import SystemClock
from bongsu.kernel.database import Database
from bongsu.kernel.migrate import upgrade
from bongsu.registry.import_areas import AreasReport, import_areas
from bongsu.registry.import_cameras import import_cameras
from bongsu.registry.import_cameras.report import ImportReport
from bongsu.registry.import_lights import import_lights
from bongsu.registry.import_obstacles import ObstaclesReport, import_obstacles
from bongsu.registry.import_survey import SurveyReport, import_survey
from bongsu.registry.import_survey.report import SheetReport
from bongsu.registry.load_areas import load_areas
from bongsu.roles.started import settings_in
from bongsu.services.disaster.sensors.read import SensorsReport, import_sensors
from bongsu.services.fire119.hydrants.read import HydrantsReport, import_hydrants

T = TypeVar("T")
_FILES = click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
_DATA_DIR = click.option("--data-dir", default="var/node", help="The node's data folder.")
_JSON = click.option("--json", "as_json", is_flag=True, help="One JSON object.")


@click.group()
def imports() -> None:
    """Read published files."""


def _with_database(data_dir: str, act: Callable[[Database], Awaitable[T]]) -> T:
    async def acted() -> T:
        settings = settings_in(data_dir)
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
        areas = load_areas(shared_folder(), *settings_in(data_dir).profile.districts)
        return await import_cameras(database, files, areas=areas, clock=SystemClock())

    report = _with_database(data_dir, act)
    _tell(report, _lines(report), as_json=as_json)
    sys.exit(1 if report.missing_columns else 0)


def _tell(report: object, lines: Sequence[str], *, as_json: bool) -> None:
    if as_json:
        answer(report)
    else:
        for line in lines:
            say(line)


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
@click.argument("file", type=click.Path(path_type=Path))
@_DATA_DIR
def areas(file: Path, data_dir: str) -> None:
    """행정동 outlines (GeoJSON, WGS 84: adm_code, name_ko, gu or sgg_code), best of the whole city. Exit 1: none is ours.

    Without them no neighbour is asked about a call near the border, and a person decides each jurisdiction."""

    async def act(database: Database) -> AreasReport:
        own = settings_in(data_dir).profile.districts
        return await import_areas(database, file, *own, clock=SystemClock())

    report = _with_database(data_dir, act)
    answer(report)
    sys.exit(0 if report.own else 1)


@imports.command()
@_FILES
@_DATA_DIR
def lights(files: tuple[Path, ...], data_dir: str) -> None:
    """보안등정보: security lights, for ranking at night."""

    async def act(database: Database) -> object:
        return await import_lights(database, files, clock=SystemClock())

    answer(_with_database(data_dir, act))


@imports.command()
@_FILES
@_DATA_DIR
@_JSON
def obstacles(files: tuple[Path, ...], data_dir: str, *, as_json: bool) -> None:
    """Building outlines (GeoJSON, WGS 84) that stand in the way of sight. Exit 1: features were broken."""

    async def act(database: Database) -> list[ObstaclesReport]:
        return await import_obstacles(database, files, clock=SystemClock())

    reports = _with_database(data_dir, act)
    _tell(reports, [line for one in reports for line in _outlines(one)], as_json=as_json)
    sys.exit(1 if any(one.broken or not one.stored for one in reports) else 0)


def _outlines(report: ObstaclesReport) -> list[str]:
    lines = [f"{report.file}: {report.features} features, {report.stored} buildings"]
    lines += [f"  broken: feature {one.index}: {one.reason}" for one in report.broken_features]
    if report.broken > len(report.broken_features):
        lines.append(f"  broken in all: {report.broken}")
    if not report.stored:
        lines.append("  no outline in it: what was known stays")
    elif report.unchanged:
        lines.append("  nothing has changed since the last import")
    return lines


@imports.command()
@_FILES
@_DATA_DIR
@_JSON
@click.option("--strict", is_flag=True, help="A file with any bad row changes nothing.")
def survey(files: tuple[Path, ...], data_dir: str, *, as_json: bool, strict: bool) -> None:
    """현장실사: which way cameras really look, as CSV. Only camera_id is needed; an empty cell leaves things as they are.

    Columns: camera_id, kind, bearing_deg, hfov_deg, range_m, height_m, surveyed_on. Exit 1: rows were refused.
    """

    async def act(database: Database) -> SurveyReport:
        return await import_survey(database, files, clock=SystemClock(), strict=strict)

    report = _with_database(data_dir, act)
    _tell(report, [line for one in report.files for line in _findings(one)], as_json=as_json)
    sys.exit(1 if report.refused else 0)


@imports.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True))
@_DATA_DIR
def sensors(file: Path, data_dir: str) -> None:
    """수위계: sensor_id, name, lat, lon, warn_cm, alarm_cm (radius_m) as CSV. Exit 1: rows were put aside."""

    async def act(database: Database) -> SensorsReport:
        return await import_sensors(database, file, SystemClock())

    report = _with_database(data_dir, act)
    answer(report)
    sys.exit(1 if report.put_aside else 0)


@imports.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True))
@_DATA_DIR
def hydrants(file: Path, data_dir: str) -> None:
    """소화전: hydrant_id, lat, lon (kind, address, usable) as CSV, the whole list. Exit 1: rows were put aside."""

    async def act(database: Database) -> HydrantsReport:
        return await import_hydrants(database, file, SystemClock())

    report = _with_database(data_dir, act)
    answer(report)
    sys.exit(1 if report.put_aside else 0)


def _findings(report: SheetReport) -> list[str]:
    lines = [f"{report.file}: {report.rows} rows, {report.cameras} cameras set"]
    outcomes = ("applied", "known", "superseded", "silent", "held_back", "empty_rows", "refused")
    lines += [f"  {name}: {number}" for name in outcomes if (number := getattr(report, name))]
    lines += [
        f"  refused: row {one.row} ({one.camera_id}): {', '.join(one.reasons)}"
        for one in report.refused_rows
    ]
    if report.ignored_columns:
        lines.append(f"  columns not read: {', '.join(report.ignored_columns)}")
    if report.unchanged:
        lines.append("  nothing has changed")
    return lines
