"""Takes survey sheets: reads all first, then writes them in one transaction."""

import asyncio
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any  # Any: rows for SQLAlchemy Core

import msgspec

from bongsu.kernel.clock import SEOUL, Clock
from bongsu.kernel.database import Database, Work
from bongsu.kernel.ids import new_id
from bongsu.registry.import_cameras.defects import without_ip
from bongsu.registry.import_cameras.read import RawFile, read_file
from bongsu.registry.import_cameras.store import add_run, is_known_file, update_cameras
from bongsu.registry.import_survey import store
from bongsu.registry.import_survey.cells import Refusal, Value
from bongsu.registry.import_survey.decide import Outcome, decide
from bongsu.registry.import_survey.report import SheetReport, SurveyReport, report_of, total
from bongsu.registry.import_survey.sheet import Refused, Sheet, Stated, read_sheet

Row = dict[str, Any]


async def import_survey(
    database: Database, files: Sequence[Path], *, clock: Clock, strict: bool = False
) -> SurveyReport:
    """`strict`: a sheet with any bad row changes nothing. Raises a `FileFault`; then no sheet was taken."""
    raws = [await asyncio.to_thread(read_file, path) for path in files]
    return await take_surveys(database, raws, clock=clock, strict=strict)


async def take_surveys(
    database: Database, raws: Sequence[RawFile], *, clock: Clock, strict: bool = False
) -> SurveyReport:
    """The same for sheets at hand."""
    today = clock.now().astimezone(SEOUL).date()
    sheets = [await asyncio.to_thread(read_sheet, raw, today) for raw in raws]
    reports = []
    async with database.work() as work:
        for sheet in sheets:
            reports.append(await _Taking(work, sheet, clock, today, strict=strict).run())
    return total(reports)


class _Taking:
    """One sheet inside the transaction of the whole import."""

    def __init__(
        self, work: Work, sheet: Sheet, clock: Clock, today: date, *, strict: bool
    ) -> None:
        self._connection = work.connection
        self._sheet = sheet
        self._clock = clock
        self._today = today
        self._strict = strict
        self._outcomes: dict[int, Outcome] = dict.fromkeys(sheet.empty, Outcome.EMPTY)
        self._kept: list[Row] = []
        self._set: dict[str, dict[str, Value]] = defaultdict(dict)

    async def run(self) -> SheetReport:
        good, refused = await self._sorted()
        self._outcomes |= dict.fromkeys((one.row for one in refused), Outcome.REFUSED)
        if self._strict and refused:
            self._outcomes |= dict.fromkeys((one.row for one in good), Outcome.HELD_BACK)
        else:
            await self._take(good)
        report = report_of(self._sheet, refused, self._outcomes, len(self._set))
        known_file = await is_known_file(self._connection, self._sheet.raw.sha256)
        if not known_file or not report.unchanged:
            await self._keep(report, refused)
        return report

    async def _sorted(self) -> tuple[list[Stated], list[Refused]]:
        """What the register has to say of the rows: a camera must be there, and still hang."""
        sheet = self._sheet
        named = [one.camera_id for one in sheet.stated]
        named += [one.camera_id for one in sheet.refused]
        there = await store.registered(self._connection, named)
        refused = [
            Refused(one.row, one.camera_id, (*_of_register(one.camera_id, there), *one.reasons))
            for one in sheet.refused
        ]
        good = []
        for one in sheet.stated:
            reasons = _of_register(one.camera_id, there)
            if reasons:
                refused.append(Refused(one.row, one.camera_id, reasons))
            else:
                good.append(one)
        return good, sorted(refused, key=lambda one: one.row)

    async def _take(self, good: Sequence[Stated]) -> None:
        known = await store.surveyed(self._connection, (one.camera_id for one in good))
        for one in good:
            outcome, on = decide(one, known[one.camera_id], self._today)
            self._outcomes[one.row] = outcome
            if outcome in (Outcome.APPLIED, Outcome.SUPERSEDED):
                wins = known[one.camera_id].take(on, one.findings)
                self._kept.append(self._history(one, on))
                if wins:
                    self._set[one.camera_id] |= wins
        await store.add_surveys(self._connection, self._kept)
        changed = [{"camera_id": camera_id, **wins} for camera_id, wins in self._set.items()]
        await update_cameras(self._connection, changed)

    def _history(self, one: Stated, on: date) -> Row:
        return {
            "camera_id": one.camera_id,
            "surveyed_on": on,
            "findings": dict(one.findings),
            "source_file": self._sheet.raw.name,
            "source_row": one.row,
        }

    async def _keep(self, report: SheetReport, refused: Sequence[Refused]) -> None:
        reasons = {one.row: ",".join(why.value for why in one.reasons) for one in refused}
        raw = self._sheet.raw
        run = {
            "run_id": new_id("imp"),
            "what": "survey",
            "file_name": raw.name,
            "file_sha256": raw.sha256,
            "series": unicodedata.normalize("NFC", raw.name)[:200],
            "reference_date": None,
            "at": self._clock.now(),
            "report": msgspec.to_builtins(report),
        }
        rows = [
            {
                "row_number": row.number,
                "cells": [without_ip(cell)[0] for cell in row.cells],
                "flags": [],
                "outcome": self._outcomes[row.number].value,
                "reason": reasons.get(row.number),
                "site_id": None,
            }
            for row in raw.rows
        ]
        await add_run(self._connection, run, rows)


def _of_register(camera_id: str, there: dict[str, bool]) -> tuple[Refusal, ...]:
    if not camera_id:
        return ()
    if camera_id not in there:
        return (Refusal.CAMERA_UNKNOWN,)
    return () if there[camera_id] else (Refusal.CAMERA_REMOVED,)
