"""A list over HTTP: asked for, computed, kept, shown beside oldest-first; the fleet as the registry knows it."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from typing import Any  # Any: JSON

import pytest
from sqlalchemy import func, insert, select, update

from bongsu.audit.tables import trail
from bongsu.planning.plans.runs import RunBook
from bongsu.planning.plans.views import RunKind
from bongsu.planning.replacement.camera import Known
from bongsu.planning.replacement.desk import ReplacementDesk
from bongsu.planning.replacement.gather import gather_fleet
from bongsu.planning.worker.call_here import CallHere
from bongsu.registry.tables import camera_health, cameras, sites
from tests.web.house import House

LISTS, MANAGER = "/api/planning/replacement", "ASSET_MGR"
TODAY = date(2026, 11, 21)


@pytest.fixture
async def runs(house: House) -> AsyncIterator[RunBook]:
    """Computes in this process."""
    book = RunBook(house.clock, CallHere(), most_waiting=3)
    house.app.state.replacement_desk = ReplacementDesk(house.database, house.clock, book)
    await book.start()
    yield book
    await book.stop()


async def draw(house: House, runs: RunBook, **config: object) -> dict[str, Any]:
    answer = await house.ask(MANAGER, f"{LISTS}/runs", {"most": 3} | config, method="POST")
    assert answer.status_code == 201, answer.text
    await runs.idle()
    run_id = answer.json()["run_id"]
    return dict((await house.ask(MANAGER, f"{LISTS}/runs/{run_id}")).json())


async def lists(house: House, query: str = "") -> dict[str, Any]:
    return dict((await house.ask(MANAGER, f"{LISTS}{query}")).json())


async def test_before_the_first_list_there_is_what_to_begin_with(house: House) -> None:
    said = await lists(house)
    assert (said["shown"], said["lists"]) == (None, [])
    assert (said["begin_with"]["won"], said["begin_with"]["most"]) == (1_300_000_000, 680)


async def test_a_list_is_drawn_kept_and_shown(house: House, runs: RunBook) -> None:
    ended = await draw(house, runs)
    assert (ended["state"], ended["kind"]) == ("done", "replace")
    said = await lists(house)
    shown = said["shown"]["drawn"]
    assert shown["as_of"] == "2026-11-21"
    assert shown["ours"]["cameras"] == sum(row["ours"] for row in shown["rows"]) == 3
    assert shown["oldest"]["cameras"] == 3
    assert said["begin_with"]["most"] == 3
    async with house.database.read() as connection:
        kinds = await connection.execute(select(trail.c.kind).order_by(trail.c.sequence.desc()))
        assert kinds.scalar() == "draw_replacement"


async def test_earlier_lists_stay_readable(house: House, runs: RunBook) -> None:
    await draw(house, runs, most=1)
    house.clock.advance(60)
    await draw(house, runs, most=2)
    said = await lists(house)
    assert [row["summary"]["most"] for row in said["lists"]] == [2, 1]
    first = await lists(house, f"?list_id={said['lists'][1]['list_id']}")
    assert first["shown"]["config"]["most"] == 1


async def test_a_rule_that_leaves_nobody_is_a_list_too(house: House, runs: RunBook) -> None:
    assert (await draw(house, runs, life_years=40))["state"] == "done"
    assert (await lists(house))["shown"]["drawn"]["rows"] == []


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "won"),
        ({"won": -1}, "won"),
        ({"won": 1, "fixed": 0}, "fixed"),
        ({"won": 1, "life_years": 0}, "life_years"),
        ({"won": 1, "what": 1}, "what"),
    ],
)
async def test_a_wrong_rule_is_refused_by_its_field(
    house: House, body: dict[str, object], field: str
) -> None:
    answer = await house.ask(MANAGER, f"{LISTS}/runs", body, method="POST")
    assert (answer.status_code, answer.json()["field"]) == (400, field)


async def test_a_plans_computation_is_not_shown_here(house: House, runs: RunBook) -> None:
    async def never() -> Any:
        raise AssertionError

    await runs.stop()
    other = runs.begin(RunKind.SCORE, "plan", never, never)  # type: ignore[arg-type]  # it never runs
    answer = await house.ask(MANAGER, f"{LISTS}/runs/{other.run_id}")
    assert (answer.status_code, answer.json()["code"]) == (404, "unknown_run")


async def test_one_that_waits_can_be_stopped(house: House, runs: RunBook) -> None:
    await runs.stop()
    run = (await house.ask(MANAGER, f"{LISTS}/runs", {"most": 1}, method="POST")).json()
    stopped = await house.ask(MANAGER, f"{LISTS}/runs/{run['run_id']}/stop", method="POST")
    assert stopped.json()["state"] == "stopped"


async def test_the_fleet_is_the_registrys_with_uses_and_failures(house: House) -> None:
    async with house.database.read() as connection:
        before = {one.camera_id: one for one in await gather_fleet(connection, TODAY)}
        count = await connection.scalar(select(func.count()).select_from(cameras))
    assert len(before) == count
    dead, silent, taken, doubted = sorted(before)[:4]
    async with house.database.work() as work:
        for camera_id, days in ((dead, 31), (silent, 29)):
            since = datetime(2026, 11, 21, tzinfo=UTC) - timedelta(days=days)
            row = {
                "camera_id": camera_id,
                "state": "dead",
                "since": since,
                "reason": "",
                "process": "",
            }
            await work.connection.execute(insert(camera_health), row)
        mine = cameras.c.camera_id == taken
        await work.connection.execute(
            update(cameras).where(mine).values(removed_on=date(2026, 1, 2))
        )
        site = sites.c.site_id == before[doubted].site_id
        await work.connection.execute(update(sites).where(site).values(installed_trusted=False))
    async with house.database.read() as connection:
        after = {one.camera_id: one for one in await gather_fleet(connection, TODAY)}
    assert after[dead].failed_on == date(2026, 10, 21)
    assert after[silent].failed_on is None
    assert after[taken].removed_on == date(2026, 1, 2)
    assert not after[doubted].installed_trusted
    assert after[silent].installed_precision in Known
