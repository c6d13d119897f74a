"""The trail as a file: what was asked for, whole, named in the trail by its hash, and no formula in it."""

import csv
import io
from hashlib import sha256

import msgspec
import pytest
from litestar import Litestar
from litestar.datastructures import State
from litestar.di import Provide
from litestar.testing import AsyncTestClient

from bongsu.audit.downloads import ReasonMissing
from bongsu.audit.entry import Entry, TrailRow, row_hash
from bongsu.audit.kinds import TrailKind
from bongsu.audit.list_trail import list_trail
from bongsu.audit.record import record
from bongsu.audit.review.review import Examiner
from bongsu.audit.store import ANY, Only
from bongsu.audit.trail_file.make import TrailForm, make_trail_file
from bongsu.audit.trail_file.routes import trail_file_router
from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database

REASON = "감사원 정기감사 제출"


@pytest.fixture
async def filled(database: Database, clock: FixedClock) -> Database:
    entries = [
        Entry(
            kind=TrailKind.LEND if number % 2 else TrailKind.REFUSE,
            actor="=HYPERLINK(1)" if number == 3 else "system",
            incident_id=f"inc_{number}",
            body={"note": '따옴표 " 쉼표 ,', "weight": 1.0},
        )
        for number in range(4100)
    ]
    async with database.work() as work:
        await record(work, clock.now(), *entries)
    return database


async def content(database: Database, clock: FixedClock, form: TrailForm, only: Only) -> bytes:
    made = await make_trail_file(database, form, only, REASON, "per_a", "SEONGBUK", clock.now())
    content = b"".join([piece async for piece in made.pieces()])
    assert sha256(content).hexdigest() == made.sha256
    assert made.file.closed
    return content


async def test_every_row_is_in_it_over_all_batches(filled: Database, clock: FixedClock) -> None:
    lines = (await content(filled, clock, TrailForm.JSONL, ANY)).splitlines()
    assert len(lines) == 4100
    for line in (lines[0], lines[-1]):
        row = msgspec.json.decode(line, type=dict[str, msgspec.Raw])
        plain = {name: msgspec.json.decode(value) for name, value in row.items() if name != "body"}
        kept = TrailRow(**plain, body=bytes(row["body"]).decode())
        assert row_hash(kept) == kept.hash, "whoever gets the file can prove each row"


async def test_people_open_it_as_a_table_in_which_nothing_acts(
    filled: Database, clock: FixedClock
) -> None:
    raw = await content(filled, clock, TrailForm.CSV, Only(kind=TrailKind.LEND))
    assert raw.startswith("\ufeff".encode()), "or a spreadsheet shows no Korean"
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))
    assert len(rows) == 2050
    assert {row["kind"] for row in rows} == {"lend"}
    assert rows[1]["actor"] == "'=HYPERLINK(1)"
    assert msgspec.json.decode(rows[0]["body"])["note"] == '따옴표 " 쉼표 ,'


async def test_the_trail_names_the_file_and_what_was_asked_for(
    filled: Database, clock: FixedClock
) -> None:
    only = Only(kind=TrailKind.LEND, incident_id="inc_3")
    raw = await content(filled, clock, TrailForm.CSV, only)
    (row,) = await list_trail(filled, only=Only(kind=TrailKind.DOWNLOAD))
    assert row.actor == "per_a"
    assert msgspec.json.decode(row.body) == {
        "what": "trail",
        "form": "csv",
        "reason": REASON,
        "rows": 1,
        "sha256": sha256(raw).hexdigest(),
        "span": {"kind": "lend", "incident_id": "inc_3"},
    }


async def test_without_a_reason_there_is_no_file(filled: Database, clock: FixedClock) -> None:
    with pytest.raises(ReasonMissing):
        await make_trail_file(filled, TrailForm.CSV, ANY, "", "per_a", "SEONGBUK", clock.now())
    assert await list_trail(filled, only=Only(kind=TrailKind.DOWNLOAD)) == []


async def auditor() -> Examiner:
    return Examiner("per_a", "AUDITOR", "SEONGBUK")


async def test_it_streams_over_http(filled: Database, clock: FixedClock) -> None:
    state = State({"database": filled, "clock": clock})
    app = Litestar([trail_file_router([], Provide(auditor))], state=state)
    async with AsyncTestClient(app) as client:
        asked = {"reason": REASON, "form": "jsonl", "filter": {"kind": "refuse"}}
        answer = await client.post("/api/audit/export", json=asked)
        assert answer.status_code == 200
        assert answer.headers["x-bongsu-rows"] == "2050"
        assert answer.headers["x-bongsu-sha256"] == sha256(answer.content).hexdigest()
        assert 'filename="trail-20261121-021000.jsonl"' in answer.headers["content-disposition"]
        wrong = await client.post("/api/audit/export", json={"reason": REASON, "filter": {"a": 1}})
        assert wrong.status_code == 400
