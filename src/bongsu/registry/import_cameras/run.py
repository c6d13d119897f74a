"""Imports 전국CCTV표준데이터: reads all files first, then writes them in one transaction, or nothing at all."""

import asyncio
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import msgspec
import structlog

from bongsu.kernel.clock import SEOUL, Clock
from bongsu.kernel.database import Database, Work
from bongsu.kernel.ids import new_id
from bongsu.registry.areas import Areas
from bongsu.registry.import_cameras import store
from bongsu.registry.import_cameras.failures import OlderThanRegistered, TooMuchRemoved
from bongsu.registry.import_cameras.plan import Plan, make_plan
from bongsu.registry.import_cameras.read import read_file
from bongsu.registry.import_cameras.records import (
    CameraChanges,
    Edition,
    changed_cameras,
    history,
    new_cameras,
    new_site,
    origin,
    refreshed_facts,
    site_facts,
)
from bongsu.registry.import_cameras.registered import Pair, RegisteredSite
from bongsu.registry.import_cameras.report import Changes, FileReport, ImportReport, total
from bongsu.registry.import_cameras.reported import kept_rows, report_of
from bongsu.registry.import_cameras.survey import Survey, survey
from bongsu.registry.settings import RegistrySettings

log = structlog.get_logger()
_DATE_AT_END = re.compile(r"[_\-\s(]*\d{4}[-._]?\d{2}[-._]?\d{2}\)?$")


async def import_cameras(
    database: Database,
    files: Sequence[Path],
    *,
    areas: Areas,
    clock: Clock,
    settings: RegistrySettings | None = None,
) -> ImportReport:
    """Raises a `FileFault` that names file and row; then none of the files was imported."""
    chosen = settings or RegistrySettings()
    surveys = [await asyncio.to_thread(_read, path, areas, chosen) for path in files]
    reports = []
    async with database.work() as work:
        for one in surveys:
            reports.append(await _Import(work, one, areas, clock, chosen).run())
    return total(reports, areas.source)


def series_of(file_name: str) -> str:
    """What the editions of one published file have in common: its name without the date at its end."""
    stem = Path(unicodedata.normalize("NFC", file_name)).stem
    return _DATE_AT_END.sub("", stem)[:200]


def _read(path: Path, areas: Areas, settings: RegistrySettings) -> Survey:
    return survey(read_file(path), areas, settings)


class _Import:
    """One file inside the transaction of the whole import."""

    def __init__(
        self, work: Work, survey: Survey, areas: Areas, clock: Clock, settings: RegistrySettings
    ) -> None:
        self._connection = work.connection
        self._survey = survey
        self._areas = areas
        self._clock = clock
        self._settings = settings
        today = clock.now().astimezone(SEOUL).date()
        self._edition = Edition(
            series_of(survey.raw.name), survey.raw.name, survey.reference_date or today
        )

    async def run(self) -> FileReport:
        if not self._survey.columns.usable:
            log.warning("file of another schema", missing=len(self._survey.columns.missing))
            return report_of(self._survey, Changes())
        known_file = await store.is_known_file(self._connection, self._survey.raw.sha256)
        await self._refuse_older()
        plan, registered = await self._plan(known_file)
        self._survey = _compared(self._survey, plan)
        ids = self._ids(plan, registered)
        changes = await self._apply(plan, ids)
        report = report_of(self._survey, changes)
        if not known_file or not changes.none:
            await self._keep(report, {**ids, **_known_ids(plan)})
        return report

    async def _refuse_older(self) -> None:
        newest = await store.newest_edition(self._connection, self._edition.series)
        own: date | None = self._survey.reference_date
        if newest is not None and own is not None and own < newest:
            raise OlderThanRegistered(
                self._survey.raw.name, f"its date is {own}, registered is {newest}"
            )

    async def _plan(self, known_file: bool) -> tuple[Plan, list[RegisteredSite]]:
        districts = {site.first.district.code for site in self._survey.sites}
        registered = await store.registered_sites(self._connection, districts)
        series = self._edition.series
        plan = make_plan(self._survey.sites, registered, series, self._is_refreshed(known_file))
        in_series = sum(site.facts["series"] == series and not site.removed for site in registered)
        if plan.removes_too_much(in_series, self._settings.most_removed_share):
            raise TooMuchRemoved(
                self._survey.raw.name,
                f"{len(plan.remove)} of {in_series} registered sites are missing from it",
            )
        return plan, registered

    def _is_refreshed(self, known_file: bool) -> Callable[[Pair], bool]:
        def refreshed(pair: Pair) -> bool:
            says = refreshed_facts(pair.found, self._areas)
            if not known_file:
                says |= origin(pair.found, self._edition)
            facts = pair.registered.facts
            return any(facts[name] != value for name, value in says.items())

        return refreshed

    @staticmethod
    def _ids(plan: Plan, registered: Sequence[RegisteredSite]) -> dict[str, str]:
        """Running numbers go on from the highest that a district ever used."""
        highest: Counter[str] = Counter()
        for site in registered:
            district, _, number = site.site_id.rpartition("-")
            highest[district] = max(highest[district], int(number))
        ids = {}
        for found in plan.add:
            district = found.first.district.code
            highest[district] += 1
            ids[found.key] = f"{district}-{highest[district]:04d}"
        return ids

    async def _apply(self, plan: Plan, ids: dict[str, str]) -> Changes:
        added = await self._add(plan, ids)
        camera_changes = await self._change(plan)
        gone = [camera.camera_id for site in plan.remove for camera in site.current_cameras]
        await self._remove(plan, gone)
        await store.update_sites(
            self._connection,
            (
                {
                    "site_id": pair.registered.site_id,
                    **refreshed_facts(pair.found, self._areas),
                    **origin(pair.found, self._edition),
                }
                for pair in plan.refresh
            ),
        )
        return Changes(
            added=len(plan.add),
            changed=len(plan.change),
            refreshed=len(plan.refresh),
            removed=len(plan.remove),
            cameras_added=added + sum(len(one.add) for one in camera_changes),
            cameras_removed=len(gone) + sum(len(one.remove) for one in camera_changes),
        )

    async def _add(self, plan: Plan, ids: dict[str, str]) -> int:
        rows = [new_site(ids[site.key], site, self._edition, self._areas) for site in plan.add]
        new = [
            camera
            for site in plan.add
            for camera in new_cameras(ids[site.key], site, self._edition, self._settings)
        ]
        await store.add_sites(self._connection, rows)
        await store.add_cameras(self._connection, new)
        return len(new)

    async def _change(self, plan: Plan) -> list[CameraChanges]:
        before = [history(pair.registered.facts, self._edition.on) for pair in plan.change]
        await store.add_history(self._connection, before, self._clock.now())
        await store.update_sites(
            self._connection,
            (
                {
                    "site_id": pair.registered.site_id,
                    "removed_on": None,
                    "valid_from": self._edition.on,
                    **site_facts(pair.found, self._edition, self._areas),
                }
                for pair in plan.change
            ),
        )
        changes = [changed_cameras(pair, self._edition, self._settings) for pair in plan.change]
        for one in changes:
            await store.update_cameras(self._connection, one.update)
            await store.add_cameras(self._connection, one.add)
            await store.remove_cameras(self._connection, one.remove, self._edition.on)
        return changes

    async def _remove(self, plan: Plan, camera_ids: list[str]) -> None:
        gone = [site.site_id for site in plan.remove]
        await store.remove_sites(self._connection, gone, self._edition.on)
        await store.remove_cameras(self._connection, camera_ids, self._edition.on)

    async def _keep(self, report: FileReport, ids: dict[str, str]) -> None:
        run = {
            "run_id": new_id("imp"),
            "what": "cameras",
            "file_name": self._survey.raw.name,
            "file_sha256": self._survey.raw.sha256,
            "series": self._edition.series,
            "reference_date": self._survey.reference_date,
            "at": self._clock.now(),
            "report": msgspec.to_builtins(report),
        }
        await store.add_run(self._connection, run, kept_rows(self._survey, ids))


def _compared(survey: Survey, plan: Plan) -> Survey:
    """Its sites in the file's order, with the flags of the comparison."""
    flagged = {site.key: site for site in plan.sites}
    return replace(survey, sites=tuple(flagged[site.key] for site in survey.sites))


def _known_ids(plan: Plan) -> dict[str, str]:
    return {pair.found.key: pair.registered.site_id for pair in plan.known}
