"""From the head's choice of a plan to the purses: nothing is typed twice, and it adds up."""

from typing import Any  # Any: JSON

import msgspec
from sqlalchemy import select

from bongsu.audit.tables import trail
from tests.planning.plans.office import CONFIG, HEAD, PLANNER, Office, office_in
from tests.web.house import House


async def book_of(office: Office) -> Any:
    return await office.ask(PLANNER, f"money?year={CONFIG.year}")


def lines_of(book: Any, site: Any) -> list[Any]:
    mine = site["planned_site_id"]
    return [one for one in book["lines"] if one["line"]["site_id"] == mine]


async def rejections_in_the_trail(house: House) -> list[Any]:
    async with house.database.read() as connection:
        bodies = await connection.scalars(select(trail.c.body).where(trail.c.kind == "budget"))
        said = [msgspec.json.decode(body) for body in bodies]
    return [one for one in said if one["did"] == "site_rejected"]


async def test_the_choice_fills_the_years_purses_to_the_won(house: House) -> None:
    async with office_in(house) as office:
        sites = await office.chosen()
        said = await office.ask("SITE_PLANNER", f"money?year={CONFIG.year}")
    (purse,) = said["purses"]
    assert (purse["purse"]["code"], purse["purse"]["won"]) == ("구비", 60_000_000)
    planned = sum(site["drawn"]["won"] for site in sites)
    assert purse["balance"]["planned"] == planned == said["planned"]["won"] > 0
    assert said["planned"]["sites"] == len(sites)
    assert said["planned"]["cameras"] == sum(len(site["drawn"]["headings"]) for site in sites)
    assert said["faults"] == []
    assert {line["line"]["site_id"] for line in said["lines"]} == {
        site["planned_site_id"] for site in sites
    }


async def test_a_rejected_site_gives_its_planned_won_back_and_nothing_is_deleted(
    house: House,
) -> None:
    async with office_in(house) as office:
        first, *others = await office.chosen()
        before = await book_of(office)
        await office.step(first, "rejected", on=office.today, reason="주민 반대")
        after = await book_of(office)
        (deed,) = await rejections_in_the_trail(house)
    written, back = sorted(lines_of(after, first), key=lambda one: bool(one["line"]["counters"]))
    won = first["drawn"]["won"]
    assert (written["line"]["won"], back["line"]["won"]) == (won, -won)
    assert back["line"]["counters"] == written["line"]["line_id"]
    assert back["line"]["item"] == "개소 제외"
    assert written["left"] == 0
    assert after["total"]["planned"] == before["total"]["planned"] - won
    assert after["total"]["unplanned"] == before["total"]["unplanned"] + won
    assert after["planned"]["sites"] == len(others)
    assert first["planned_site_id"] not in {one["cost"]["site_id"] for one in after["sites"]}
    assert after["faults"] == []
    assert (deed["site"], deed["lines"], deed["won"]) == (first["planned_site_id"], 1, -won)


async def test_what_was_spent_on_a_site_before_it_was_rejected_stays_spent(house: House) -> None:
    async with office_in(house) as office:
        first, *_ = await office.chosen()
        (purse,) = (await book_of(office))["purses"]
        spent = {
            "purse_id": purse["purse"]["purse_id"],
            "kind": "executed",
            "won": 300_000,
            "on": f"{CONFIG.year}-03-02",
            "item": "현장조사비",
            "site_id": first["planned_site_id"],
        }
        await office.ask(PLANNER, "money/lines", spent, 201)
        await office.step(first, "rejected", on=office.today, reason="지하 매설물")
        book = await book_of(office)
    assert book["total"]["executed"] == 300_000
    (cost,) = (
        one["cost"] for one in book["sites"] if one["cost"]["site_id"] == first["planned_site_id"]
    )
    assert (cost["planned"], cost["executed"]) == (0, 300_000)


async def test_a_line_taken_back_by_hand_is_not_taken_back_again(house: House) -> None:
    async with office_in(house) as office:
        first, *_ = await office.chosen()
        (line,) = lines_of(await book_of(office), first)
        await office.ask(
            PLANNER, f"money/lines/{line['line']['line_id']}/take-back", {"reason": "착오"}, 201
        )
        await office.step(first, "rejected", on=office.today, reason="주민 반대")
        assert len(lines_of(await book_of(office), first)) == 2
        assert await rejections_in_the_trail(house) == []


async def test_a_refused_rejection_and_one_that_is_only_planned_leave_the_money(
    house: House,
) -> None:
    async with office_in(house) as office:
        first, *_ = await office.chosen()
        await office.step(first, "rejected", 409, on=office.today)
        await office.step(first, "rejected", planned_on="2099-01-01", reason="검토 중")
        assert len(lines_of(await book_of(office), first)) == 1


async def test_another_choice_afterwards_takes_nothing_back_twice(house: House) -> None:
    async with office_in(house) as office:
        first, *_ = await office.chosen()
        await office.step(first, "rejected", on=office.today, reason="주민 반대")
        run = await office.draw()
        version = f"plans/{run['plan_id']}/versions/{run['version']}"
        await office.ask(HEAD, f"{version}/choose", {"reason": "다른 안"})
        book = await book_of(office)
    assert book["faults"] == []
    assert sum(one["line"]["won"] for one in lines_of(book, first)) == 0
    assert len(lines_of(book, first)) == 2
