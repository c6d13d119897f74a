"""Papers over HTTP: who gets them, for which reason, and what the trail keeps."""

from hashlib import sha256
from io import BytesIO
from typing import Any  # Any: JSON

import httpx
import msgspec
import openpyxl
import pytest
from pypdf import PdfReader

from bongsu.audit.kinds import TrailKind
from bongsu.audit.list_trail import list_trail
from bongsu.audit.store import Only
from tests.planning.plans.conftest import house, office, template
from tests.planning.plans.office import HEAD, PLANNER, Office

__all__ = ["house", "office", "template"]
REASON = "의회 행정사무감사 제출"


async def paper(office: Office, who: str, path: str, **said: object) -> httpx.Response:
    body = {"edition": "internal", "form": "pdf", "reason": REASON, **said}
    return await office.house.ask(who, f"/api/planning/{path}/paper", body)


async def drawn(office: Office) -> str:
    run = await office.draw()
    return f"plans/{run['plan_id']}/versions/{run['version']}"


async def test_every_form_of_both_editions_is_a_file_and_a_row_of_the_trail(office: Office) -> None:
    path = await drawn(office)
    sums = []
    for edition in ("internal", "public"):
        for form in ("pdf", "xlsx", "geojson"):
            answer = await paper(office, "CPO", path, edition=edition, form=form)
            assert answer.status_code == 200, answer.text
            named = f'attachment; filename="plan-SB-2027-v1-{edition}.{form}"'
            assert answer.headers["Content-Disposition"] == named
            sums.append(sha256(answer.content).hexdigest())
    rows = await list_trail(office.house.database, limit=50, only=Only(kind=TrailKind.DOWNLOAD))
    kept: list[Any] = [msgspec.json.decode(row.body) for row in rows]
    assert [one["sha256"] for one in kept] == sums
    assert [one["what"] for one in kept] == ["plan_paper"] * 3 + ["plan_published"] * 3
    assert {one["reason"] for one in kept} == {REASON}
    assert {one["span"]["version"] for one in kept} == {1}


async def test_the_files_open(office: Office) -> None:
    path = await drawn(office)
    report = PdfReader(BytesIO((await paper(office, PLANNER, path)).content))
    assert "2027년 성북구 설치 계획" in report.pages[0].extract_text()
    book = openpyxl.load_workbook(BytesIO((await paper(office, HEAD, path, form="xlsx")).content))
    assert "설치지점" in book.sheetnames
    shape = (await paper(office, "AUDITOR", path, form="geojson")).json()
    assert shape["features"][0]["properties"]["kind"] == "site"


async def test_a_chosen_plan_tells_the_public_what_is_announced(office: Office) -> None:
    first, *_ = await office.chosen()
    path = f"plans/{first['plan_id']}/versions/1"
    before = await counts(office, path)
    assert set(before) == {0}
    await office.step(first, "field_survey")
    assert await counts(office, path) == before
    await office.step(first, "hearing")
    assert sum(await counts(office, path)) == 1


async def counts(office: Office, path: str) -> list[int]:
    """Announced sites by dong, out of the public spreadsheet."""
    answer = await paper(office, PLANNER, path, edition="public", form="xlsx")
    rows = openpyxl.load_workbook(BytesIO(answer.content))["동별"].iter_rows(values_only=True)
    return [int(str(row[3])) for row in list(rows)[1:]]


@pytest.mark.parametrize("reason", ["", "자료", "aaaaaa aaa"])
async def test_without_a_reason_no_file_is_made(office: Office, reason: str) -> None:
    answer = await paper(office, PLANNER, await drawn(office), reason=reason)
    assert (answer.status_code, answer.json()["field"]) == (400, "reason")


@pytest.mark.parametrize("said", [{"edition": "secret"}, {"form": "docx"}, {"cells": True}])
async def test_what_is_no_paper_is_refused(office: Office, said: dict[str, object]) -> None:
    assert (await paper(office, PLANNER, "plans/x/versions/1", **said)).status_code == 400


async def test_a_version_that_is_not_there_is_not_found(office: Office) -> None:
    answer = await paper(office, PLANNER, "plans/x/versions/1")
    assert (answer.status_code, answer.json()["code"]) == (404, "unknown_plan")


async def test_nobody_else_gets_a_paper_not_even_the_public_one(office: Office) -> None:
    path = await drawn(office)
    for who in ("OPERATOR", "ASSET_MGR", "POLICE_ROOM"):
        answer = await paper(office, who, path, edition="public")
        assert answer.status_code == 403, who
