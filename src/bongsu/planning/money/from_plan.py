"""A plan was chosen: what it takes of each purse becomes planned lines by site; an earlier choice is taken back, and so is
what was planned for a site that is rejected later."""

from collections.abc import Collection, Mapping
from datetime import datetime

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.kernel.clock import SEOUL
from bongsu.kernel.database import Work
from bongsu.kernel.ids import new_id
from bongsu.planning.config import Fund
from bongsu.planning.money import store
from bongsu.planning.money.ledger import Line, LineKind, Purse
from bongsu.planning.money.take_back import counter_lines
from bongsu.planning.plans.drawn import DrawnPlan

ITEM = "설치 계획"
TAKEN_BACK = "다른 안 확정"
REJECTED = "개소 제외"


async def purse_plans(
    work: Work,
    *,
    plan_id: str,
    year: int,
    funds: tuple[Fund, ...],
    plan: DrawnPlan,
    site_ids: Mapping[str, str],
    instead_of: Collection[str],
    by: str,
    now: datetime,
) -> None:
    """Inside the choice's own transaction. `site_ids`: candidate → planned site; `instead_of`: plans chosen before.

    A purse that the year has already keeps its won: if the plan takes more, the book says so."""
    standing = await store.all_purses(work.connection)
    mine = {purse.code: purse for purse in standing if purse.year == year}
    for purse in _missing(funds, mine, year):
        await store.add_purse(work.connection, purse, by, now)
        mine[purse.code] = purse
    kept = await store.all_lines(work.connection)
    old = [
        line
        for line in kept
        if line.kind is LineKind.PLAN and line.plan_id in {plan_id, *instead_of}
    ]
    back = [counter for line in old for counter in counter_lines(kept, line, TAKEN_BACK)]
    new = _lines(plan_id, plan, mine, site_ids, now)
    await store.add_lines(work.connection, [*back, *new], by, now)
    body: dict[str, object] = {
        "did": "from_plan",
        "plan": plan_id,
        "year": year,
        "lines": len(new),
        "taken_back": len(back),
        "won": sum(line.won for line in new),
    }
    await record(work, now, Entry(kind=TrailKind.BUDGET, actor=by, body=body))


async def purse_rejected(work: Work, planned_site_id: str, by: str, now: datetime) -> None:
    """Inside the step's own transaction: all that is still planned for it, whoever wrote it. What was contracted or spent
    stays: only people know what comes back of it."""
    kept = await store.all_lines(work.connection)
    planned = [
        line for line in kept if line.kind is LineKind.PLAN and line.site_id == planned_site_id
    ]
    back = [counter for line in planned for counter in counter_lines(kept, line, REJECTED)]
    if not back:
        return
    await store.add_lines(work.connection, back, by, now)
    body: dict[str, object] = {
        "did": "site_rejected",
        "site": planned_site_id,
        "lines": len(back),
        "won": sum(line.won for line in back),
    }
    await record(work, now, Entry(kind=TrailKind.BUDGET, actor=by, body=body))


def _missing(funds: tuple[Fund, ...], mine: Mapping[str, Purse], year: int) -> list[Purse]:
    return [
        Purse(purse_id=new_id("pur"), code=fund.code, kind=fund.kind, year=year, won=fund.won)
        for fund in funds
        if fund.code not in mine
    ]


def _lines(
    plan_id: str,
    plan: DrawnPlan,
    mine: Mapping[str, Purse],
    site_ids: Mapping[str, str],
    now: datetime,
) -> list[Line]:
    today = now.astimezone(SEOUL).date()
    return [
        Line(
            line_id=new_id("pl"),
            purse_id=mine[code].purse_id,
            kind=LineKind.PLAN,
            won=won,
            on=today,
            item=ITEM,
            site_id=site_ids[site.candidate_id],
            plan_id=plan_id,
        )
        for site in plan.sites
        for code, won in site.paid.items()
        if won and code in mine and site.candidate_id in site_ids
    ]
