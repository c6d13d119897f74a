"""A review desk on a real database whose trail is a month that a test has made up."""

import sqlite3
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from bongsu.audit.review.desk import ReviewDesk
from bongsu.audit.review.settings import ReviewSettings
from bongsu.audit.stamp import stamp
from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database
from tests.audit.review.months import BEGINS, Deed, in_order

INSERT = "INSERT INTO trail VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '', '')"


def write_trail(path: Path, deeds: Iterable[Deed]) -> int:
    """Rows without their hashes: `verify` has its own tests, and a million hashes take a minute."""
    rows = (
        (
            number,
            stamp(deed.at),
            deed.kind.value,
            deed.actor,
            deed.organisation,
            deed.incident_id,
            deed.grant_id,
            deed.camera_id,
            msgspec.json.encode(deed.body).decode(),
        )
        for number, deed in enumerate(in_order(deeds), 1)
    )
    with sqlite3.connect(path) as connection:
        connection.executemany(INSERT, rows)
        (count, last) = connection.execute(
            "SELECT count(*), coalesce(max(sequence), 0) FROM trail"
        ).fetchone()
        connection.execute("INSERT INTO trail_head VALUES (1, ?, ?)", (last, "0" * 64))
    return int(count)


@pytest.fixture
def in_november() -> FixedClock:
    """The first morning behind the month of `months.py`."""
    return FixedClock(BEGINS + timedelta(days=31, hours=8))


@pytest.fixture
def desk(database: Database, in_november: FixedClock) -> ReviewDesk:
    return ReviewDesk(database, in_november, ReviewSettings())
