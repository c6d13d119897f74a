"""The rows of plans, versions, planned sites and their steps. Nothing here opens a transaction."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime

import msgspec
from sqlalchemy import Row, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bongsu.audit.stamp import read_stamp, stamp
from bongsu.planning.config import PlanConfig
from bongsu.planning.plans.drawn import DrawnPlan, DrawnSite
from bongsu.planning.plans.planned_site import PlannedSite, Step
from bongsu.planning.plans.tables import (
    plan_scores,
    plan_versions,
    planned_sites,
    plans,
    site_steps,
)
from bongsu.planning.plans.views import PlanView, VersionRow, VersionSummary, VersionView
from bongsu.planning.words import SiteState

Connection = AsyncConnection


async def plan_by_id(connection: Connection, plan_id: str) -> PlanView | None:
    found = await _plans(connection, select(plans).where(plans.c.plan_id == plan_id))
    return found[0] if found else None


async def all_plans(connection: Connection) -> list[PlanView]:
    """Newest first."""
    asked = select(plans).order_by(plans.c.made_at.desc(), plans.c.plan_id.desc())
    return await _plans(connection, asked)


async def chosen_plans(connection: Connection, district: str, year: int) -> list[PlanView]:
    """At most one, but for the moment of another choice."""
    mine = (plans.c.district == district) & (plans.c.year == year)
    return await _plans(connection, select(plans).where(mine, plans.c.chosen_version.is_not(None)))


async def _plans(connection: Connection, asked: object) -> list[PlanView]:
    rows = list(await connection.execute(asked))  # type: ignore[call-overload]  # a Select of one table
    versions = await _version_rows(connection, [row.plan_id for row in rows])
    return [
        PlanView(
            plan_id=row.plan_id,
            district=row.district,
            year=row.year,
            name=row.name,
            made_at=read_stamp(row.made_at),
            chosen_version=row.chosen_version,
            chosen_at=read_stamp(row.chosen_at) if row.chosen_at else None,
            reason=row.reason,
            versions=tuple(versions[row.plan_id]),
        )
        for row in rows
    ]


async def _version_rows(
    connection: Connection, plan_ids: Collection[str]
) -> dict[str, list[VersionRow]]:
    found: dict[str, list[VersionRow]] = defaultdict(list)
    columns = (
        plan_versions.c.plan_id,
        plan_versions.c.version,
        plan_versions.c.summary,
        plan_versions.c.made_by,
        plan_versions.c.made_at,
    )
    asked = select(*columns).where(plan_versions.c.plan_id.in_(list(plan_ids)))
    for row in await connection.execute(asked.order_by(plan_versions.c.version.desc())):
        found[row.plan_id].append(
            VersionRow(
                version=row.version,
                made_at=read_stamp(row.made_at),
                made_by=row.made_by,
                summary=msgspec.json.decode(row.summary, type=VersionSummary),
            )
        )
    return found


async def add_plan(connection: Connection, plan_id: str, config: PlanConfig, now: datetime) -> None:
    row = {
        "plan_id": plan_id,
        "district": config.district,
        "year": config.year,
        "name": config.name,
        "made_at": stamp(now),
    }
    await connection.execute(insert(plans), row)


async def next_version(connection: Connection, plan_id: str) -> int:
    asked = select(func.max(plan_versions.c.version)).where(plan_versions.c.plan_id == plan_id)
    return int(await connection.scalar(asked) or 0) + 1


async def add_version(
    connection: Connection, version: VersionView, summary: VersionSummary, candidates: bytes
) -> None:
    """`candidates`: a `DrawnCandidates` as JSON."""
    row = {
        "plan_id": version.plan_id,
        "version": version.version,
        "config": msgspec.json.encode(version.config).decode(),
        "inputs_digest": version.inputs_digest,
        "plan": msgspec.json.encode(version.plan).decode(),
        "candidates": candidates.decode(),
        "summary": msgspec.json.encode(summary).decode(),
        "made_by": version.made_by,
        "made_at": stamp(version.made_at),
    }
    await connection.execute(insert(plan_versions), row)


async def version_of(connection: Connection, plan_id: str, version: int) -> VersionView | None:
    mine = (plan_versions.c.plan_id == plan_id) & (plan_versions.c.version == version)
    # a megabyte of candidates stays where it is
    columns = [one for one in plan_versions.c if one is not plan_versions.c.candidates]
    row = (await connection.execute(select(*columns).where(mine))).one_or_none()
    if row is None:
        return None
    return VersionView(
        plan_id=row.plan_id,
        version=row.version,
        made_at=read_stamp(row.made_at),
        made_by=row.made_by,
        inputs_digest=row.inputs_digest,
        config=msgspec.json.decode(row.config, type=PlanConfig),
        plan=msgspec.json.decode(row.plan, type=DrawnPlan),
    )


async def candidates_text(connection: Connection, plan_id: str, version: int) -> bytes | None:
    """A `DrawnCandidates` as JSON, not read."""
    mine = (plan_versions.c.plan_id == plan_id) & (plan_versions.c.version == version)
    found: str | None = await connection.scalar(select(plan_versions.c.candidates).where(mine))
    return None if found is None else found.encode()


async def choose(
    connection: Connection, plan_id: str, version: int | None, by: str, reason: str, now: datetime
) -> None:
    """`version` None: it is chosen no more."""
    values = {
        "chosen_version": version,
        "chosen_at": stamp(now) if version is not None else None,
        "chosen_by": by,
        "reason": reason,
    }
    await connection.execute(update(plans).where(plans.c.plan_id == plan_id).values(values))


async def keep_score(
    connection: Connection, config: PlanConfig, scored: bytes, now: datetime
) -> None:
    """The last one of a district replaces the one before. `scored`: a `Scored` as JSON."""
    mine = plan_scores.c.district == config.district
    await connection.execute(delete(plan_scores).where(mine))
    row = {
        "district": config.district,
        "config": msgspec.json.encode(config).decode(),
        "scored": scored.decode(),
        "made_at": stamp(now),
    }
    await connection.execute(insert(plan_scores), row)


async def last_score_text(connection: Connection, districts: Collection[str]) -> bytes:
    """A `LastScore` as JSON, put together without reading it; `null` where there is none."""
    asked = select(plan_scores).where(plan_scores.c.district.in_(list(districts)))
    row = (await connection.execute(asked.order_by(plan_scores.c.made_at.desc()))).first()
    if row is None:
        return b"null"
    said = {
        "config": msgspec.Raw(row.config.encode()),
        "scored": msgspec.Raw(row.scored.encode()),
        "made_at": row.made_at,
    }
    return msgspec.json.encode(said)


async def sites_of(connection: Connection, plan_id: str | None = None) -> list[PlannedSite]:
    """Of one plan, or of all; rejected ones too."""
    asked = select(planned_sites).order_by(planned_sites.c.planned_site_id)
    if plan_id is not None:
        asked = asked.where(planned_sites.c.plan_id == plan_id)
    return [_site(row) for row in await connection.execute(asked)]


async def site_by_id(connection: Connection, planned_site_id: str) -> PlannedSite | None:
    asked = select(planned_sites).where(planned_sites.c.planned_site_id == planned_site_id)
    row = (await connection.execute(asked)).one_or_none()
    return None if row is None else _site(row)


def _site(row: Row[tuple[object, ...]]) -> PlannedSite:
    return PlannedSite(
        planned_site_id=row.planned_site_id,
        plan_id=row.plan_id,
        version=row.version,
        drawn=msgspec.json.decode(row.site, type=DrawnSite),
        state=SiteState(row.state),
        site_id=row.site_id,
        camera_ids=tuple(msgspec.json.decode(row.camera_ids)) if row.camera_ids else (),
        purpose=row.purpose,
    )


def _site_row(site: PlannedSite) -> dict[str, object]:
    return {
        "planned_site_id": site.planned_site_id,
        "plan_id": site.plan_id,
        "version": site.version,
        "candidate_id": site.drawn.candidate_id,
        "lat": site.drawn.lat,
        "lon": site.drawn.lon,
        "won": site.drawn.won,
        "site": msgspec.json.encode(site.drawn).decode(),
        "state": site.state.value,
        "site_id": site.site_id,
        "camera_ids": msgspec.json.encode(site.camera_ids).decode() if site.camera_ids else None,
        "purpose": site.purpose,
    }


async def add_sites(connection: Connection, sites: Iterable[PlannedSite]) -> None:
    rows = [_site_row(one) for one in sites]
    if rows:
        await connection.execute(insert(planned_sites), rows)


async def change_site(connection: Connection, site: PlannedSite) -> None:
    mine = planned_sites.c.planned_site_id == site.planned_site_id
    await connection.execute(update(planned_sites).where(mine).values(_site_row(site)))


async def add_steps(connection: Connection, steps: Iterable[Step], by: str, now: datetime) -> None:
    rows = [
        {
            "planned_site_id": one.planned_site_id,
            "state": one.state.value,
            "planned_on": one.planned_on,
            "done_on": one.done_on,
            "note": one.note,
            "reason": one.reason,
            "made_by": by,
            "made_at": stamp(now),
        }
        for one in steps
    ]
    if rows:
        await connection.execute(insert(site_steps), rows)


async def steps_of(
    connection: Connection, planned_site_ids: Collection[str]
) -> dict[str, list[Step]]:
    """Every row, oldest first; of several about one thing the last one counts."""
    found: dict[str, list[Step]] = defaultdict(list)
    wanted = site_steps.c.planned_site_id.in_(list(planned_site_ids))
    for row in await connection.execute(
        select(site_steps).where(wanted).order_by(site_steps.c.step_id)
    ):
        found[row.planned_site_id].append(
            Step(
                planned_site_id=row.planned_site_id,
                state=SiteState(row.state),
                planned_on=row.planned_on,
                done_on=row.done_on,
                note=row.note,
                reason=row.reason,
            )
        )
    return found
