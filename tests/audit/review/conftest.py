"""A review desk on a real database whose trail is a month that a test has made up."""

from collections.abc import Iterable
from datetime import timedelta
from itertools import islice

import msgspec
import pytest
from sqlalchemy import create_engine
from sqlalchemy.engine import URL

from bongsu.audit.review.desk import ReviewDesk
from bongsu.audit.review.settings import ReviewSettings
from bongsu.audit.stamp import stamp
from bongsu.audit.tables import trail_head
from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database
from tests.audit.review.months import BEGINS, Deed, in_order

INSERT = "INSERT INTO trail VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, '', '')"
AT_ONCE = 10_000


def write_trail(url: URL, deeds: Iterable[Deed]) -> int:
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
    engine = create_engine(url.set(drivername=url.drivername.replace("+aiosqlite", "")))
    count = 0
    with engine.begin() as connection:
        sign = "?" if engine.dialect.name == "sqlite" else "%s"
        while some := list(islice(rows, AT_ONCE)):
            connection.exec_driver_sql(INSERT.replace("?", sign), some)
            count += len(some)
        head = {"id": 1, "sequence": count, "hash": "0" * 64}
        connection.execute(trail_head.insert(), head)
    engine.dispose()
    return count


@pytest.fixture
def in_november() -> FixedClock:
    """The first morning behind the month of `months.py`."""
    return FixedClock(BEGINS + timedelta(days=31, hours=8))


@pytest.fixture
def desk(database: Database, in_november: FixedClock) -> ReviewDesk:
    return ReviewDesk(database, in_november, ReviewSettings())
