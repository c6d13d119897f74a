"""Officers' remarks: one per person and incident, until a day after its end, with the text kept out of the trail."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.audit.kinds import TrailKind
from bongsu.audit.list_trail import list_trail
from bongsu.kernel.database import Database
from bongsu.kernel.failures import Invalid
from bongsu.sharing.agreements.seongbuk import POLICE_SEONGBUK
from bongsu.sharing.grants import Grant, State
from bongsu.sharing.pilot.remark import (
    LONGEST_TEXT,
    AlreadyRemarked,
    RemarkTooLate,
    Speaker,
    give_remark,
    one_line,
)
from bongsu.sharing.pilot.rows import Remark
from bongsu.sharing.pilot.store import remarks_on
from tests.databases import url_in

NOW = datetime(2026, 11, 21, 5, 10, tzinfo=UTC)
ROOM = Speaker("per_room", POLICE_SEONGBUK, "room")
CAR = Speaker("per_car", POLICE_SEONGBUK, "vehicle")
GRANT = Grant(
    grant_id="gr_1",
    incident_id="inc_1",
    organisation=POLICE_SEONGBUK,
    state=State.CLOSED,
    clause="3.2",
    reason=None,
    reason_ko="",
    reason_en="",
    decided_at=NOW,
    agreement_id="SB-2026-PILOT",
    agreement_version=2,
)


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    database = Database(url_in(tmp_path))
    yield database
    await database.close()


async def say(
    database: Database,
    rating: int = 4,
    text: str = "골목 안이 보였음",
    *,
    by: Speaker = ROOM,
    now: datetime = NOW,
    ended_at: datetime | None = None,
) -> Remark:
    async with database.work() as work:
        return await give_remark(work, GRANT, by, rating, text, now, ended_at=ended_at)


async def kept(database: Database) -> list[Remark]:
    async with database.read() as connection:
        return await remarks_on(connection, "SB-2026-PILOT", 2)


async def test_a_remark_is_kept_under_the_version_that_lent_the_pictures(
    database: Database,
) -> None:
    said = await say(database)
    assert await kept(database) == [said]
    assert (said.rating, said.text, said.unit_kind) == (4, "골목 안이 보였음", "room")
    async with database.read() as connection:
        assert await remarks_on(connection, "SB-2026-PILOT", 1) == []
        assert await remarks_on(connection, "OTHER", 2) == []


async def test_the_trail_keeps_the_hash_of_the_text_and_never_the_text(database: Database) -> None:
    said = await say(database, text="주민 김○○이 창문에 서 있었음")
    (row,) = await list_trail(database)
    assert (row.kind, row.actor, row.grant_id) == (TrailKind.REMARK, "per_room", "gr_1")
    assert "주민" not in row.body
    body = msgspec.json.decode(row.body)
    assert body["text_sha256"] == sha256(said.text.encode()).hexdigest()
    assert (body["rating"], body["remark_id"]) == (4, said.remark_id)


async def test_one_person_speaks_once_another_of_the_same_body_too(database: Database) -> None:
    await say(database)
    with pytest.raises(AlreadyRemarked):
        await say(database, 1, "다시")
    await say(database, 5, by=CAR)
    assert [one.unit_kind for one in await kept(database)] == ["room", "vehicle"]
    assert len(await list_trail(database)) == 2, "what was refused left nothing"


async def test_a_remark_can_be_made_until_a_day_after_the_end(database: Database) -> None:
    ended = NOW - timedelta(hours=24)
    with pytest.raises(RemarkTooLate):
        await say(database, ended_at=ended)
    await say(database, ended_at=ended + timedelta(seconds=1))
    await say(database, by=CAR, now=NOW + timedelta(days=9), ended_at=None)


@pytest.mark.parametrize("rating", [-1, 0, 6, 100])
async def test_a_rating_is_from_one_to_five(database: Database, rating: int) -> None:
    with pytest.raises(Invalid) as refused:
        await say(database, rating)
    assert refused.value.field == "rating"
    assert await kept(database) == []


async def test_a_rating_needs_no_words(database: Database) -> None:
    assert (await say(database, 3, "  ")).text == ""


async def test_a_text_of_three_hundred_letters_is_kept_and_one_more_refused(
    database: Database,
) -> None:
    with pytest.raises(Invalid) as refused:
        await say(database, text="가" * (LONGEST_TEXT + 1))
    assert refused.value.field == "text"
    assert len((await say(database, text="가" * LONGEST_TEXT)).text) == LONGEST_TEXT


@given(st.text(max_size=LONGEST_TEXT))
def test_whatever_is_typed_becomes_one_printable_line(text: str) -> None:
    line = one_line(text)
    assert line.isprintable()
    assert line == line.strip()
    assert len(line) <= LONGEST_TEXT
    assert one_line(line) == line
