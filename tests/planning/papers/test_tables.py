"""Replacement lists and a year's money as tables: exact, acting on nothing, each with its row in the trail."""

import csv
from datetime import date
from io import BytesIO, StringIO

import httpx
import openpyxl
import pytest
from sqlalchemy import select

from bongsu.audit.tables import trail
from bongsu.kernel.documents.sheet import Column, Sheet, csv_of
from bongsu.planning.papers.replacement_sheets import WHY_KO, replacement_sheets
from bongsu.planning.plans.runs import RunBook
from bongsu.planning.replacement.draw_list import draw_list
from bongsu.planning.replacement.worth import Why
from tests.planning.money.test_routes import LINE, PURSE, post
from tests.planning.replacement.little_fleet import RULE, camera
from tests.planning.replacement.test_routes import draw, lists, runs
from tests.web.doors import house, template
from tests.web.house import House

__all__ = ["house", "runs", "template"]
REASON = "교체 계획 보고용"
AS_OF = date(2026, 11, 21)


async def taken(
    house: House, path: str, form: str, who: str = "SITE_PLANNER", reason: str = REASON
) -> httpx.Response:
    body = {"form": form, "reason": reason}
    return await house.ask(who, f"/api/planning/{path}/file", body, method="POST")


def rows_of(text: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(text.decode("utf-8-sig"))))


async def test_a_list_leaves_as_csv_and_as_sheets_for_a_reason(house: House, runs: RunBook) -> None:
    await draw(house, runs)
    shown = (await lists(house))["shown"]
    path = f"replacement/{shown['list_id']}"
    answer = await taken(house, path, "csv", "ASSET_MGR")
    assert answer.headers["Content-Disposition"].endswith('replacement-2026-11-21.csv"')
    head, *rows = rows_of(answer.content)
    assert [row[head.index("카메라번호")] for row in rows] == [
        one["camera_id"] for one in shown["drawn"]["rows"]
    ]
    book = openpyxl.load_workbook(BytesIO((await taken(house, path, "xlsx")).content))
    assert book.sheetnames == ["교체목록", "요약", "작성 정보"]
    won = book["요약"]["B3"].value
    assert won == shown["drawn"]["ours"]["won"]
    async with house.database.read() as connection:
        bodies = await connection.scalars(select(trail.c.body).where(trail.c.kind == "download"))
        assert all("replacement_list" in body and REASON in body for body in bodies.all())


async def test_money_leaves_to_the_won(house: House) -> None:
    said = await post(house, "/purses", PURSE)
    await post(house, "/lines", LINE | {"purse_id": said["purses"][0]["purse"]["purse_id"]})
    answer = await taken(house, "money/2026", "xlsx")
    book = openpyxl.load_workbook(BytesIO(answer.content))
    head, first, total = list(book["재원"].iter_rows(values_only=True))
    assert (first[0], total[0]) == ("구비", "합계")
    assert total[head.index("잔액(원)")] == 400_000_000
    text = rows_of((await taken(house, "money/2026", "csv", "CENTRE_HEAD")).content)
    assert text[1][:5] == ["2026-10-02", "구비", "지출", "10000000", "관급자재"]


@pytest.mark.parametrize("path", ["replacement/x", "money/2026"])
async def test_who_may_not_see_it_gets_no_file(house: House, path: str) -> None:
    assert (await taken(house, path, "csv", "OPERATOR")).status_code == 403


async def test_without_a_reason_or_a_list_there_is_no_file(house: House) -> None:
    assert (await taken(house, "money/2026", "csv", reason="x")).json()["field"] == "reason"
    assert (await taken(house, "replacement/x", "csv")).json()["code"] == "unknown_list"


def test_csv_takes_no_text_for_a_formula() -> None:
    hostile = ["=1+1", "+1", "-1", "@x", "\t=1"]
    sheet = Sheet("표", [Column("값")], [[one] for one in hostile])
    assert [row[0] for row in rows_of(csv_of(sheet))[1:]] == [f"'{one}" for one in hostile]


def test_csv_keeps_numbers_below_nothing_and_days() -> None:
    sheet = Sheet("표", [Column("a"), Column("b"), Column("c")], [[-5, None, AS_OF]])
    assert rows_of(csv_of(sheet))[1] == ["-5", "", "2026-11-21"]


def test_every_reason_for_a_replacement_has_its_word() -> None:
    assert set(WHY_KO) == set(Why)


def test_both_lists_stand_in_sum_beside_each_other() -> None:
    drawn = draw_list(RULE, [camera(number, age=9.0) for number in range(4)], AS_OF)
    _, sums = replacement_sheets(drawn)
    table = {row[0]: row[1:] for row in sums.rows}
    assert table["카메라(대)"] == [drawn.ours.cameras, drawn.oldest.cameras]
    assert table["금액(원)"] == [drawn.ours.won, drawn.oldest.won]
