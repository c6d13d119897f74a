"""A month's review is made from the trail by itself, finds what was hidden in it, and is made once."""

import tracemalloc
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.list_trail import list_trail
from bongsu.audit.record import record
from bongsu.audit.review.desk import ReviewDesk, ReviewState
from bongsu.audit.review.keeper import ReviewKeeper
from bongsu.audit.review.make import look_through, make_review
from bongsu.audit.review.review import UnknownReview
from bongsu.audit.review.settings import ReviewSettings
from bongsu.audit.store import Only
from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database
from tests.audit.review.conftest import write_trail
from tests.audit.review.months import (
    MONTH,
    Deed,
    at,
    download,
    own_look,
    quiet_month,
    sign_in,
    sign_out,
)

# calls a day that make a month of 200,000 rows
BUSY = 440
LIMITS = ReviewSettings()


def three_anomalies() -> Iterator[Deed]:
    """One looks into one camera seven times a day, one goes through cameras at night, one takes a recording home."""
    for hour in range(7):
        yield from own_look("per_operator3", at(13, 15 + hour // 2, 31 * (hour % 2)), "SB-0777", 3)
    for number in range(20):
        yield from own_look("per_operator9", at(17, 23, 11 * number), f"SB-{100 + number}", 2)
    yield download("per_operator5", at(22, 15), "recording", "개인 소장용 자료")


@pytest.fixture
def url(database: Database) -> URL:
    assert database.url.database is not None
    return database.url


@pytest.mark.sqlite  # costs 16 s
async def test_three_anomalies_in_a_month_of_200_000_rows_are_exactly_found(
    database: Database, url: URL
) -> None:
    rows = write_trail(url, [*quiet_month(11, incidents_a_day=BUSY), *three_anomalies()])
    review = await look_through(database, LIMITS, MONTH)
    assert rows >= review.rows_read >= 200_000, "the last calls end in November"
    assert [(one.kind, one.who, one.count) for one in review.findings] == [
        ("night_looks", "per_operator9", 20),
        ("same_camera", "per_operator3", 7),
        ("download_no_incident", "per_operator5", 1),
    ]
    assert [one.role for one in review.findings] == ["OPERATOR"] * 3


@pytest.mark.sqlite  # measures memory
async def test_what_is_held_of_a_month_is_counts_and_no_rows(database: Database, url: URL) -> None:
    rows = write_trail(url, quiet_month(5, incidents_a_day=60))
    tracemalloc.start()
    await look_through(database, LIMITS, MONTH)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert rows > 25_000
    assert most < 40_000_000, "a batch of rows, the grants of a week, counts by person and camera"


async def test_a_month_that_is_empty_has_an_empty_review(database: Database, url: URL) -> None:
    review = await look_through(database, LIMITS, MONTH)
    assert (review.rows_read, review.findings) == (0, ())
    write_trail(url, [sign_in("per_a", at(3, 9))])
    assert (await look_through(database, LIMITS, "2026-09")).rows_read == 0
    assert (await look_through(database, LIMITS, "2026-11")).rows_read == 0


async def test_the_month_ends_where_seouls_calendar_says(database: Database, url: URL) -> None:
    last, next_day = at(31, 23, 59.9), at(32, 0, 0.1)
    write_trail(
        url, [sign_in("per_a", at(1, 0)), sign_in("per_a", last), sign_out("per_a", next_day)]
    )
    review = await look_through(database, LIMITS, MONTH)
    assert (review.first_sequence, review.last_sequence, review.rows_read) == (1, 2, 2)


async def test_a_review_is_made_once_and_the_trail_says_so(
    desk: ReviewDesk, database: Database, url: URL, in_november: FixedClock
) -> None:
    write_trail(url, three_anomalies())
    first = await make_review(database, LIMITS, MONTH, in_november.now())
    again = await make_review(database, LIMITS, MONTH, in_november.now() + timedelta(days=1))
    assert len(first.findings) == 3
    assert again == first
    (row,) = await list_trail(database, only=Only(kind=TrailKind.LOG_REVIEW))
    assert '"deed":"made"' in row.body
    assert '"findings":3' in row.body


async def test_the_keeper_makes_what_is_missing_in_the_first_night_and_not_before(
    desk: ReviewDesk, url: URL, in_november: FixedClock
) -> None:
    write_trail(url, [sign_in("per_a", at(-20, 9)), *three_anomalies()])
    in_november.advance(-6 * 3600)
    assert await desk.make_missing() == ["2026-09"], "October's journals may still come in"
    in_november.advance(3600)
    assert await desk.make_missing() == [MONTH]
    assert await desk.make_missing() == []


async def test_the_keeper_wakes_when_a_review_is_due(
    desk: ReviewDesk, in_november: FixedClock
) -> None:
    keeper = ReviewKeeper(desk)
    assert keeper.wait_s() == 3600
    in_november.advance(30 * 86400 - 8 * 3600 + 3 * 3600 - 90)
    assert keeper.wait_s() == 90
    await keeper.start()
    await keeper.stop()


async def test_months_are_listed_with_their_state(
    desk: ReviewDesk, database: Database, url: URL, in_november: FixedClock
) -> None:
    assert await desk.overviews() == []
    write_trail(url, three_anomalies())
    assert [(one.month, one.state) for one in await desk.overviews()] == [
        ("2026-11", ReviewState.RUNNING),
        (MONTH, ReviewState.MAKING),
    ]
    await desk.make_missing()
    assert (await desk.overviews())[1].state is ReviewState.OPEN
    in_november.advance(10 * 86400)
    assert (await desk.overviews())[1].state is ReviewState.OVERDUE


async def test_the_running_month_is_a_preview_that_keeps_nothing(
    desk: ReviewDesk, database: Database, url: URL, in_november: FixedClock
) -> None:
    write_trail(url, three_anomalies())
    in_november.advance(-10 * 86400)
    shown = await desk.review(MONTH)
    assert shown.state is ReviewState.RUNNING
    assert shown.review is not None
    assert (shown.review.made_at, len(shown.review.findings)) == (None, 3)
    assert (await desk.review(MONTH)).review is shown.review, "not twice over the same rows"
    broken = Entry(kind=TrailKind.JOURNAL_BROKEN, actor="media-1", body={"why": "row 2"})
    async with database.work() as work:
        await record(work, in_november.now(), broken)
    again = (await desk.review(MONTH)).review
    assert again is not None
    assert again.findings[0].kind == "journal_break"
    assert await list_trail(database, only=Only(kind=TrailKind.LOG_REVIEW)) == []
    with pytest.raises(UnknownReview):
        await desk.review("2026-08")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE log_findings SET count = 0",
        "UPDATE log_findings SET who = 'per_other'",
        "DELETE FROM log_findings WHERE number = 1",
        "UPDATE log_reviews SET rows_read = 1",
        "UPDATE log_reviews SET month = '2026-08'",
        "DELETE FROM log_reviews",
        pytest.param(
            "INSERT OR REPLACE INTO log_reviews SELECT * FROM log_reviews", marks=pytest.mark.sqlite
        ),
        pytest.param(
            "INSERT OR REPLACE INTO log_findings SELECT * FROM log_findings",
            marks=pytest.mark.sqlite,
        ),
    ],
)
async def test_what_was_found_stays_as_it_was_found(
    database: Database, url: URL, in_november: FixedClock, statement: str
) -> None:
    write_trail(url, three_anomalies())
    await make_review(database, LIMITS, MONTH, in_november.now())
    with pytest.raises(DBAPIError, match=r"kept|as it was|not changed"):
        async with database.work() as work:
            await work.connection.exec_driver_sql(statement)
