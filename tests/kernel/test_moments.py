"""Times that somebody else says: without an offset, or at the end of the calendar, they are refused by their field."""

from datetime import UTC, datetime, timedelta

import pytest

from bongsu.kernel.clock import SEOUL
from bongsu.kernel.failures import Invalid
from bongsu.kernel.moments import check_moment

NOT_TAKEN = [
    "2026-11-22T00:00:00",
    "0001-01-01T00:00:00+14:00",
    "1969-12-31T23:59:59+00:00",
    "2200-01-01T00:00:00+00:00",
    "9999-12-31T23:59:59-12:00",
]
TAKEN = ["1970-01-01T00:00:00+14:00", "2026-11-22T02:10:00+09:00", "2199-12-31T23:59:59-12:00"]


@pytest.mark.parametrize("said", NOT_TAKEN)
def test_it_is_refused_by_the_field_that_says_it(said: str) -> None:
    with pytest.raises(Invalid) as refused:
        check_moment(datetime.fromisoformat(said), "window.ends")
    assert refused.value.field == "window.ends"


@pytest.mark.parametrize("said", TAKEN)
def test_what_is_taken_can_be_counted_with_in_every_zone(said: str) -> None:
    at = datetime.fromisoformat(said)
    check_moment(at, "at")
    for zone in (UTC, SEOUL):
        assert at.astimezone(zone) == at
    assert at - timedelta(days=365) < at < at + timedelta(days=365)


def test_what_is_not_said_is_not_refused() -> None:
    check_moment(None, "at")
