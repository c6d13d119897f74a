"""The ledger over HTTP: who may read it, which days, and a file that leaves only for a reason."""

from datetime import timedelta
from functools import partial
from io import BytesIO
from typing import Any  # Any: JSON

import msgspec
import openpyxl
import pytest
from pypdf import PdfReader
from sqlalchemy import insert

from bongsu.audit.downloads import hash_of
from bongsu.audit.kinds import TrailKind
from bongsu.audit.store import Only, rows_after
from bongsu.kernel.documents.pdf import make_pdf
from bongsu.sharing.agreements.seongbuk import FIRE_SEONGBUK, POLICE_SEONGBUK
from bongsu.sharing.ledger.row import Form, LedgerKind, LedgerRow
from bongsu.sharing.ledger.store import _to_columns, append
from bongsu.sharing.ledger.tables import provision_ledger
from tests.kernel.documents.built import needs_fonts
from tests.web.house import NOW, House

REASON = "구의회 자료요구 2026-113호"
HOSTILE = "=cmd|' /C calc'!A0"


def row(number: int, **more: Any) -> LedgerRow:
    values: dict[str, Any] = {
        "ledger_id": f"led_{number:026}",
        "kind": LedgerKind.PROVIDE,
        "at": NOW - timedelta(minutes=number),
        "organisation": POLICE_SEONGBUK,
        "recipient_ko": "성북경찰서",
        "recipient_en": "Seongbuk police",
        "purpose_ko": "112 긴급출동 · 강도 (코드0)",
        "purpose_en": "112 dispatch · Robbery (C0)",
        "legal_bases": ("PIPA18-2-7",),
        "form": Form.LIVE,
        "camera_ids": ("SB-0001", "SB-0002"),
        "incident_no": f"112-{number}",
        "agreement_id": "SB-2023-08",
        "agreement_version": 1,
        "clause": "3.2",
        "planned_until": NOW - timedelta(minutes=number) + timedelta(minutes=30),
        "ended_at": NOW - timedelta(minutes=number) + timedelta(minutes=9),
        "end_reason_ko": "현장종결",
    }
    return LedgerRow(**values | more)


async def keep(house: House, *rows: LedgerRow) -> None:
    async with house.database.work() as work:
        for one in rows:
            await append(work.connection, one)


async def downloads(house: House) -> list[dict[str, Any]]:
    async with house.database.read() as connection:
        found = await rows_after(connection, 0, 100, Only(kind=TrailKind.DOWNLOAD))
    return [msgspec.json.decode(one.body) for one in found]


def sheet(content: bytes) -> list[tuple[Any, ...]]:
    page = openpyxl.load_workbook(BytesIO(content)).worksheets[0]
    return list(page.iter_rows(values_only=True))


async def test_rows_come_newest_first_with_ids_and_no_names(house: House) -> None:
    await keep(house, row(1, approver="per_lead"), row(2))
    page = (await house.ask("CPO", "/api/ledger")).json()
    assert [one["incident_no"] for one in page["rows"]] == ["112-1", "112-2"]
    assert page["rows"][0]["approver"] == "per_lead"
    assert page["in_all"] == 2
    assert page["recipients"] == [
        {"organisation": POLICE_SEONGBUK, "name_ko": "성북경찰서", "name_en": "Seongbuk police"}
    ]


async def test_days_organisation_and_page_are_asked_for(house: House) -> None:
    fire = row(3, organisation=FIRE_SEONGBUK, recipient_ko="성북소방서")
    old = row(60 * 24 * 3, incident_no="old")
    await keep(house, row(1), row(2), fire, old)

    async def asked(query: str) -> list[str]:
        page = (await house.ask("AUDITOR", f"/api/ledger?{query}")).json()
        return [one["incident_no"] for one in page["rows"]]

    assert await asked("from=2026-11-21&to=2026-11-21") == ["112-1", "112-2", "112-3"]
    assert await asked("to=2026-11-20") == ["old"]
    assert await asked(f"organisation={FIRE_SEONGBUK}") == ["112-3"]
    assert await asked(f"limit=1&after={row(1).ledger_id}") == ["112-2"]


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("from=2026-11-22&to=2026-11-21", "from"),
        ("from=yesterday", "from"),
        ("from=0001-01-01", "from"),
        ("limit=0", "limit"),
        ("limit=501", "limit"),
    ],
)
async def test_torn_limits_name_their_field(house: House, query: str, field: str) -> None:
    answer = await house.ask("CPO", f"/api/ledger?{query}")
    assert (answer.status_code, answer.json()["field"]) == (400, field)


async def test_a_cursor_that_nobody_gave_out_is_the_end(house: House) -> None:
    await keep(house, row(1))
    assert (await house.ask("CPO", "/api/ledger?after=led_x")).json()["rows"] == []


async def export(house: House, **more: object) -> Any:
    body = {"format": "xlsx", "reason": REASON, **more}
    return await house.ask("CPO", "/api/ledger/export", body)


async def test_the_trail_has_reason_and_hash_of_the_very_file(house: House) -> None:
    await keep(house, row(1), row(2))
    answer = await export(house, **{"from": "2026-11-21", "to": "2026-11-21"})
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].endswith('.xlsx"')
    (kept,) = await downloads(house)
    assert kept["sha256"] == hash_of(answer.content)
    assert (kept["what"], kept["form"], kept["rows"]) == ("ledger", "xlsx", 2)
    assert kept["reason"] == REASON
    assert kept["span"]["period"] == "2026-11-21 – 2026-11-21"


@pytest.mark.parametrize("reason", ["", "   ", "업무", "ㅋㅋㅋㅋㅋㅋ"])
async def test_without_a_reason_no_file_and_no_row(house: House, reason: str) -> None:
    answer = await export(house, reason=reason)
    assert (answer.status_code, answer.json()["field"]) == (400, "reason")
    assert await downloads(house) == []


async def test_an_export_with_torn_limits_names_the_field(house: House) -> None:
    answer = await export(house, **{"from": "2026-11-22", "to": "2026-11-21"})
    assert (answer.status_code, answer.json()["field"]) == (400, "from")
    assert (await export(house, format="exe")).json()["field"] == "format"
    assert await downloads(house) == []


async def test_the_sheet_has_real_times_numbers_and_texts(house: House) -> None:
    await keep(house, row(1, incident_no=HOSTILE, recipient_ko=HOSTILE))
    head, line = sheet((await export(house)).content)
    cells = dict(zip(head, line, strict=True))
    assert cells["제공받는 자"] == cells["사건번호"] == HOSTILE
    assert cells["개인정보파일"] == "개인영상정보"
    assert cells["구분"] == "제3자 제공"
    assert cells["이용·제공 근거"] == "개인정보 보호법 제18조제2항제7호 (범죄 수사)"
    assert cells["조항"] == "제3조제2항"
    assert cells["형태"] == "실시간 열람"
    assert cells["카메라(대)"] == 2
    assert f"{cells['시작']}" == "2026-11-21 14:09:00"


async def test_what_pipa_18_4_wants_published_names_no_incident_and_no_camera(
    house: House,
) -> None:
    urgent = row(2, legal_bases=("PIPA18-2-3",), organisation=FIRE_SEONGBUK)
    await keep(house, row(1), urgent, row(3, legal_bases=("PIPA18-2-3",), exercise=True))
    lines = sheet((await export(house, extent="published")).content)
    assert lines[0] == ("이용·제공 일자", "법적 근거", "목적", "개인정보의 항목", "제공받는 자")
    assert len(lines) == 2
    assert "112-" not in f"{lines[1]}"
    assert "SB-" not in f"{lines[1]}"
    (kept,) = await downloads(house)
    assert (kept["what"], kept["rows"]) == ("ledger_published", 1)


@pytest.mark.parametrize(
    ("who", "rows"), [("CPO", 2), ("AUDITOR", 2), ("CENTRE_HEAD", 1), ("SHIFT_LEAD", 1)]
)
async def test_what_was_lent_for_an_exercise_is_read_by_who_examines(
    house: House, who: str, rows: int
) -> None:
    await keep(house, row(1), row(2, exercise=True))
    page = (await house.ask(who, "/api/ledger")).json()
    assert (len(page["rows"]), page["in_all"]) == (rows, rows)


@needs_fonts
async def test_the_pdf_reads_like_the_ledger(house: House) -> None:
    await keep(house, row(1, purpose_ko=HOSTILE, end_reason_ko="關係者 요청"), row(2))
    answer = await export(house, format="pdf")
    assert answer.headers["content-type"] == "application/pdf"
    text = "\n".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)
    assert "개인영상정보 이용·제3자 제공 대장" in text
    assert "성북구 통합관제센터" in text
    assert HOSTILE in text
    assert "2026-11-21 14:09:00" in text
    (kept,) = await downloads(house)
    assert kept["sha256"] == hash_of(answer.content)


@needs_fonts
@pytest.mark.parametrize("extent", ["all", "published"])
async def test_an_empty_span_is_a_document_that_says_so(house: House, extent: str) -> None:
    answer = await export(house, format="pdf", extent=extent)
    assert "없다" in PdfReader(BytesIO(answer.content)).pages[0].extract_text()


@needs_fonts
@pytest.mark.sqlite  # what it costs is paper, which no database writes
async def test_ten_thousand_rows_are_one_sheet_and_one_document(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    # how long it may take is no promise of this test
    monkeypatch.setattr("bongsu.sharing.ledger.export.make_pdf", partial(make_pdf, within_s=600.0))
    rows = [_to_columns(row(number)) for number in range(10_000)]
    async with house.database.work() as work:
        await work.connection.execute(insert(provision_ledger), rows)
    lines = sheet((await export(house)).content)
    assert len(lines) == 10_001
    document = await export(house, format="pdf")
    pages = PdfReader(BytesIO(document.content)).pages
    assert f"{len(pages)} / {len(pages)}" in pages[-1].extract_text()


async def test_more_than_a_document_holds_is_refused_by_name(house: House) -> None:
    async with house.database.work() as work:
        await append(work.connection, row(0))
        columns = "ledger_id, kind, at, incident_no, organisation, recipient_ko, recipient_en"
        rest = (
            "purpose_ko, purpose_en, legal_bases, form, camera_ids, exercise, details, "
            "camera_ids_added, renewals, end_reason_ko, end_reason_en"
        )
        await work.connection.exec_driver_sql(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 10000) "
            f"INSERT INTO provision_ledger ({columns}, {rest}) "
            f"SELECT 'led_' || i, {columns.partition(', ')[2]}, {rest} FROM provision_ledger, n"
        )
    answer = await export(house, format="pdf")
    assert (answer.status_code, answer.json()["code"]) == (400, "span_too_long")
    assert answer.json()["field"] == "from"
