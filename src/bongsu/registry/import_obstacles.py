"""Imports building outlines, which stand between cameras and places. Broken features are counted and named."""

import asyncio
import unicodedata
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any  # Any: rows for SQLAlchemy Core

import msgspec

from bongsu.kernel.clock import Clock
from bongsu.kernel.database import Database
from bongsu.kernel.ids import new_id
from bongsu.registry.footprints import Footprints, read_footprints
from bongsu.registry.import_cameras.store import add_run, last_file_of
from bongsu.registry.store import replace_obstacles

Row = dict[str, Any]
_LISTED = 100


class BrokenFeature(msgspec.Struct, frozen=True):
    """`index` counts from 0, as in the file's list of features."""

    index: int
    reason: str


class ObstaclesReport(msgspec.Struct, frozen=True, kw_only=True):
    """One file: `features` = `stored` + `broken`; `rings` are more where a building has several parts."""

    file: str
    features: int
    stored: int
    rings: int
    broken: int
    broken_by_reason: dict[str, int]
    broken_features: list[BrokenFeature]
    """The first hundred."""
    unchanged: bool
    accounted: bool


async def import_obstacles(
    database: Database, files: Sequence[Path], *, clock: Clock
) -> list[ObstaclesReport]:
    """A file of the same name replaces what it said before; one without any outline replaces nothing.

    All files in one transaction. Raises a `FileFault` that names the file; then none was imported."""
    read = [await asyncio.to_thread(read_footprints, path) for path in files]
    reports = []
    async with database.work() as work:
        for one in read:
            last = await last_file_of(work.connection, "obstacles", _series(one))
            report = _report(one, unchanged=last == one.sha256 or not one.rings)
            if not report.unchanged:
                await replace_obstacles(work, _series(one), _rows(one))
                await add_run(work.connection, _run(one, report, clock), [])
            reports.append(report)
    return reports


def _series(one: Footprints) -> str:
    return unicodedata.normalize("NFC", one.name)[:200]


def _rows(one: Footprints) -> list[Row]:
    return [
        {
            "source_file": _series(one),
            "feature_index": index,
            "ring": msgspec.json.encode(ring).decode(),
        }
        for index, ring in one.rings
    ]


def _report(one: Footprints, *, unchanged: bool) -> ObstaclesReport:
    return ObstaclesReport(
        file=one.name,
        features=one.features,
        stored=one.whole,
        rings=len(one.rings),
        broken=len(one.broken),
        broken_by_reason=dict(Counter(reason.value for _, reason in one.broken)),
        broken_features=[BrokenFeature(index, reason) for index, reason in one.broken[:_LISTED]],
        unchanged=unchanged,
        accounted=one.features == one.whole + len(one.broken),
    )


def _run(one: Footprints, report: ObstaclesReport, clock: Clock) -> Row:
    return {
        "run_id": new_id("imp"),
        "what": "obstacles",
        "file_name": one.name,
        "file_sha256": one.sha256,
        "series": _series(one),
        "reference_date": None,
        "at": clock.now(),
        "report": msgspec.to_builtins(report),
    }
