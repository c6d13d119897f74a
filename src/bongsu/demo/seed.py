"""Fills the registry of the demo: real published rows where they lie beside us, else a synthetic district that says so."""

from collections.abc import Callable
from pathlib import Path

from bongsu.demo.survey import simulated_survey
from bongsu.kernel.clock import SEOUL, Clock
from bongsu.kernel.database import Database
from bongsu.registry.areas import Areas
from bongsu.registry.assign_streams import assign_streams
from bongsu.registry.import_cameras import import_cameras
from bongsu.registry.import_lights import import_lights
from bongsu.registry.import_survey import take_surveys
from bongsu.registry.load_areas import load_areas
from bongsu.registry.register_areas import register_areas
from bongsu.registry.store import all_positions, in_service_ids
from bongsu.registry.synthetic import register_synthetic, synthetic_district

DISTRICT = "SB"
NAME = "성북구"
Say = Callable[[str], None]


async def seed(database: Database, shared: Path | None, clock: Clock, say: Say) -> str:
    """Dongs, cameras, lights. Answers in one line where they came from. A second time changes nothing."""
    say("areas: reading boundaries")
    areas = load_areas(shared)
    await register_areas(database, areas, {DISTRICT})
    published = _published(shared, "cctv_cp949")
    if published is None:
        say("cameras: no published file beside us, making a synthetic district")
        made = synthetic_district(areas)
        if not await cameras_in_service(database):
            await register_synthetic(database, made)
        return f"synthetic: {len(made.sites)} sites and {len(made.cameras)} cameras"
    return await _import(database, areas, shared, published, clock, say)


async def cameras_in_service(database: Database) -> list[str]:
    """Their codes."""
    async with database.read() as connection:
        return await in_service_ids(connection)


async def _import(
    database: Database, areas: Areas, shared: Path | None, file: Path, clock: Clock, say: Say
) -> str:
    say(f"cameras: reading {file.name}")
    report = await import_cameras(database, [file], areas=areas, clock=clock)
    await survey_bearings(database, clock, say)
    lights = _published(shared, "lights_cp949")
    if lights is not None:
        say(f"lights: reading {lights.name}")
        await import_lights(database, [lights], clock=clock)
    return f"{report.sites} sites and {report.cameras} cameras as published; bearings simulated"


async def survey_bearings(database: Database, clock: Clock, say: Say) -> None:
    """Published rows do not say where cameras look; a map without any view cone would show little."""
    async with database.read() as connection:
        rows = await all_positions(connection)
    sheet = simulated_survey(rows, clock.now().astimezone(SEOUL).date())
    if sheet is not None:
        say(f"cameras: simulating a survey of {len(sheet.rows)} bearings")
        await take_surveys(database, [sheet], clock=clock)


def _published(shared: Path | None, folder: str) -> Path | None:
    if shared is None:
        return None
    found = sorted((shared / "data" / folder).glob(f"*{NAME}*.csv"))
    return found[0] if found else None


async def connect_cameras(database: Database, port: int, first: int = 1) -> int:
    """Every camera gets the address of its simulated self; those of several centres share one simulator, from `first` on."""
    base = f"rtsp://127.0.0.1:{port}/cam/{{number}}"
    return await assign_streams(database, f"{base}/main", f"{base}/sub", first)
