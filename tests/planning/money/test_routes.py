"""A year's money over HTTP: purses, lines, what is refused, what is taken back, and the trail's rows."""

from typing import Any  # Any: JSON

import msgspec
import pytest
from sqlalchemy import select

from bongsu.audit.tables import trail
from bongsu.planning.config import Fund
from bongsu.planning.money.from_plan import purse_plans
from bongsu.planning.plans import store
from bongsu.planning.plans.drawn import DrawnPlan, DrawnSite, Heading
from bongsu.planning.plans.planned_site import PlannedSite
from bongsu.planning.words import FundKind, Mount, SiteState
from tests.planning.plans.made import CONFIG
from tests.web.house import NOW, House

MONEY, PLANNER, HEAD = "/api/planning/money", "SITE_PLANNER", "CENTRE_HEAD"
PURSE = {"code": "구비", "kind": "district", "year": 2026, "won": 410_000_000, "earmark": "방범"}
LINE = {"kind": "executed", "won": 10_000_000, "on": "2026-10-02", "item": "관급자재"}


async def post(house: House, path: str, body: object, who: str = PLANNER) -> dict[str, Any]:
    house.clock.advance(1)
    answer = await house.ask(who, f"{MONEY}{path}", body, method="POST")
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


async def refused(house: House, path: str, body: object) -> tuple[int, str, str | None]:
    answer = await house.ask(PLANNER, f"{MONEY}{path}", body, method="POST")
    said = answer.json()
    return answer.status_code, said["code"], said.get("field")


async def purse(house: House, **changed: object) -> str:
    said = await post(house, "/purses", PURSE | changed)
    code = changed.get("code", "구비")
    return str(next(p["purse"]["purse_id"] for p in said["purses"] if p["purse"]["code"] == code))


async def deeds(house: House) -> list[dict[str, Any]]:
    async with house.database.read() as connection:
        asked = select(trail.c.body).where(trail.c.kind == "budget").order_by(trail.c.sequence)
        rows = await connection.execute(asked)
        return [msgspec.json.decode(row.body) for row in rows]


async def test_a_year_without_purses_is_an_empty_book(house: House) -> None:
    said = (await house.ask(PLANNER, MONEY)).json()
    assert (said["year"], said["years"], said["purses"]) == (2026, [2026], [])
    assert said["total"]["remaining"] == 0
    assert said["planned"]["per_site"] is None


async def test_a_purse_and_a_line_to_the_won(house: House) -> None:
    mine = await purse(house)
    said = await post(house, "/lines", LINE | {"purse_id": mine, "won": 10_000_001}, who=HEAD)
    (one,) = said["purses"]
    assert one["balance"]["executed"] == 10_000_001
    assert one["balance"]["remaining"] == 399_999_999
    assert not one["is_over"]
    assert said["lines"][0]["line"]["item"] == "관급자재"


async def test_each_writing_stands_in_the_trail(house: House) -> None:
    mine = await purse(house)
    said = await post(house, "/lines", LINE | {"purse_id": mine})
    line_id = said["lines"][0]["line"]["line_id"]
    await post(house, f"/lines/{line_id}/take-back", {"reason": "금액 오기"})
    assert [deed["did"] for deed in await deeds(house)] == ["purse", "executed", "executed"]
    assert (await deeds(house))[2]["counters"] == line_id


async def test_a_line_is_taken_back_and_stays_readable(house: House) -> None:
    mine = await purse(house)
    said = await post(house, "/lines", LINE | {"purse_id": mine})
    line_id = said["lines"][0]["line"]["line_id"]
    said = await post(house, f"/lines/{line_id}/take-back", {"reason": "금액 오기"})
    back, first = said["lines"]
    assert (back["line"]["won"], back["line"]["counters"]) == (-10_000_000, line_id)
    assert (first["left"], first["line"]["won"]) == (0, 10_000_000)
    assert said["total"]["remaining"] == 410_000_000
    again = await refused(house, f"/lines/{line_id}/take-back", {"reason": "다시"})
    assert again == (400, "line_refused", "line_id")


async def test_more_than_the_purse_holds_needs_a_second_look(house: House) -> None:
    mine = await purse(house)
    much = LINE | {"purse_id": mine, "won": 410_000_001}
    assert await refused(house, "/lines", much) == (409, "would_outgrow", "won")
    said = await post(house, "/lines", much | {"outgrow": True})
    assert said["purses"][0]["is_over"]
    assert said["faults"][0]["over"] == 1
    more = LINE | {"purse_id": mine, "won": 1}
    assert (await refused(house, "/lines", more))[1] == "would_outgrow"


async def test_what_is_out_of_order_does_not_stop_what_mends_it(house: House) -> None:
    mine = await purse(house)
    await post(house, "/lines", LINE | {"purse_id": mine, "won": 420_000_000, "outgrow": True})
    amended = LINE | {"purse_id": mine, "kind": "amended", "won": 20_000_000}
    assert not (await post(house, "/lines", amended))["purses"][0]["is_over"]


@pytest.mark.parametrize(
    ("changed", "status", "code", "field"),
    [
        ({"purse_id": "nobody"}, 404, "unknown_purse", "purse_id"),
        ({"on": "2025-10-02"}, 400, "line_refused", "on"),
        ({"won": -1}, 400, "line_refused", "won"),
        ({"won": 0}, 400, "line_refused", "won"),
        ({"site_id": "nowhere"}, 400, "line_refused", "site_id"),
        ({"kind": "carried_in"}, 400, "invalid", "kind"),
        ({"won": 0.5}, 400, "invalid", "won"),
    ],
)
async def test_a_line_that_cannot_be_is_refused_by_its_field(
    house: House, changed: dict[str, object], status: int, code: str, field: str
) -> None:
    mine = await purse(house)
    assert await refused(house, "/lines", LINE | {"purse_id": mine} | changed) == (
        status,
        code,
        field,
    )
    assert len(await deeds(house)) == 1


async def test_a_code_stands_once_in_a_year(house: House) -> None:
    await purse(house)
    assert await refused(house, "/purses", PURSE) == (409, "purse_exists", "code")
    await purse(house, year=2027)


async def test_money_is_carried_into_the_next_year_and_back(house: House) -> None:
    old, new = await purse(house), await purse(house, year=2027, won=0)
    carry = {"purse_id": old, "into": new, "won": 60_000_000}
    said = await post(house, "/carry-over", carry)
    assert said["year"] == 2026
    assert said["total"]["remaining"] == 350_000_000
    assert [one["purse_id"] for one in said["next_purses"]] == [new]
    after = (await house.ask(PLANNER, f"{MONEY}?year=2027")).json()
    assert after["total"]["allotted"] == after["total"]["carried_in"] == 60_000_000
    line_id = said["lines"][0]["line"]["line_id"]
    await post(house, f"/lines/{line_id}/take-back", {"reason": "이월 취소"})
    after = (await house.ask(PLANNER, f"{MONEY}?year=2027")).json()
    assert (after["total"]["allotted"], after["faults"]) == (0, [])


@pytest.mark.parametrize(
    ("year", "code", "field"), [(2028, "line_refused", "into"), (2026, "line_refused", "into")]
)
async def test_money_goes_into_the_year_after_only(
    house: House, year: int, code: str, field: str
) -> None:
    old, other = await purse(house), await purse(house, year=year, code="시비")
    body = {"purse_id": old, "into": other, "won": 1}
    assert await refused(house, "/carry-over", body) == (400, code, field)


def drawn(candidate: str, cameras: int, **paid: int) -> DrawnSite:
    return DrawnSite(
        candidate_id=candidate,
        lat=37.6,
        lon=127.0,
        dong_code="1129066000",
        dong_name="길음1동",
        cell="다사53",
        origins=(),
        mount=Mount.OWN_POLE,
        headings=(Heading("fixed", 0.0, 90.0, 50.0),) * cameras,
        won=sum(paid.values()),
        paid=paid,
        gain=1.0,
        score=1.0,
        why=(),
    )


def plan(*sites: DrawnSite) -> DrawnPlan:
    empty: dict[str, object] = {
        "funds": (), "coverage": (), "by_dong": (), "by_purpose": (), "origins": {}, "beside": (),
        "objective": 1.0, "bound": 1.0, "gap": 0.0, "proof": "optimal",
        "cpu_s": 0.0, "wall_s": 0.0, "candidates": 1,
    }  # fmt: skip
    return msgspec.convert(msgspec.to_builtins({"sites": sites} | empty), DrawnPlan)


async def choose(
    house: House, of: DrawnPlan, plan_id: str = "plan_1", instead_of: tuple[str, ...] = ()
) -> None:
    """As the choice of a plan does, inside its transaction."""
    funds = (
        Fund(code="구비", kind=FundKind.DISTRICT, won=20_000_000),
        Fund(code="시비", kind=FundKind.CITY, won=30_000_000),
    )
    async with house.database.work() as work:
        await purse_plans(
            work,
            plan_id=plan_id,
            year=2026,
            funds=funds,
            plan=of,
            site_ids={site.candidate_id: f"ps_{site.candidate_id}" for site in of.sites},
            instead_of=instead_of,
            by="somebody",
            now=NOW,
        )


async def sites(house: House, of: DrawnPlan) -> None:
    async with house.database.work() as work:
        await store.add_plan(work.connection, "plan_1", CONFIG, NOW)
        await store.add_sites(
            work.connection,
            [
                PlannedSite(
                    planned_site_id=f"ps_{site.candidate_id}",
                    plan_id="plan_1",
                    version=1,
                    drawn=site,
                    state=SiteState.SCORED,
                )
                for site in of.sites
            ],
        )


async def test_a_chosen_plan_becomes_purses_and_planned_lines(house: House) -> None:
    first = plan(drawn("a", 2, 구비=15_000_000, 시비=5_000_000), drawn("b", 3, 시비=25_000_000))
    await sites(house, first)
    await choose(house, first)
    said = (await house.ask(PLANNER, MONEY)).json()
    assert {p["purse"]["code"]: p["balance"]["planned"] for p in said["purses"]} == {
        "구비": 15_000_000,
        "시비": 30_000_000,
    }
    assert (said["planned"]["sites"], said["planned"]["cameras"]) == (2, 5)
    assert (said["planned"]["per_site"], said["planned"]["per_camera"]) == (22_500_000, 9_000_000)
    assert said["faults"] == []
    assert {site["place"] for site in said["sites"]} == {"길음1동"}


async def test_another_choice_takes_the_first_one_back(house: House) -> None:
    first = plan(drawn("a", 2, 구비=15_000_000), drawn("b", 3, 시비=25_000_000))
    await sites(house, first)
    await choose(house, first)
    await choose(house, plan(drawn("a", 2, 구비=20_000_000)))
    said = (await house.ask(PLANNER, MONEY)).json()
    assert said["total"]["planned"] == 20_000_000
    assert (said["planned"]["sites"], len(said["lines"])) == (1, 5)
    assert (await deeds(house))[-1]["taken_back"] == 2


async def test_a_plan_does_not_change_what_a_purse_was_granted(house: House) -> None:
    await purse(house, won=10_000_000)
    first = plan(drawn("a", 2, 구비=15_000_000))
    await sites(house, first)
    await choose(house, first)
    said = (await house.ask(PLANNER, MONEY)).json()
    granted = {one["purse"]["code"]: one["purse"]["won"] for one in said["purses"]}
    assert granted == {"구비": 10_000_000, "시비": 30_000_000}
    assert [fault["code"] for fault in said["faults"]] == ["over_planned"]


@pytest.mark.parametrize(("instead_of", "planned"), [((), 25_000_000), (("plan_1",), 10_000_000)])
async def test_only_what_it_replaces_is_taken_back(
    house: House, instead_of: tuple[str, ...], planned: int
) -> None:
    first = plan(drawn("a", 2, 구비=15_000_000))
    await sites(house, first)
    await choose(house, first)
    await choose(house, plan(drawn("a", 2, 시비=10_000_000)), "plan_2", instead_of)
    said = (await house.ask(PLANNER, MONEY)).json()
    assert said["total"]["planned"] == planned
