"""A reading is one row: of one system, one collection and one filter, for ten minutes; what cannot be kept is not told."""

from dataclasses import dataclass, replace
from datetime import timedelta

import msgspec
import pytest

from bongsu.audit.group import GroupRecorder
from bongsu.audit.list_trail import list_trail
from bongsu.audit.store import TrailUnwritable
from bongsu.identity.people import LinkSystem, Partner
from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database
from bongsu.services.catalogue import readings
from bongsu.services.catalogue.readings import SESSION, Readings
from tests.databases import on_a_read_only_disk
from tests.incidents.stage import NOW

MAP = Partner("par_1", "map", "SEONGBUK", LinkSystem.OTHER, frozenset())
WALL = replace(MAP, partner_id="par_2", name="wall", organisation="KNPA.SEOUL.SEONGBUK")


@dataclass
class Kept:
    """Readings on a real trail."""

    database: Database
    clock: FixedClock
    readings: Readings

    async def rows(self) -> list[dict[str, str]]:
        found = await list_trail(self.database)
        return [msgspec.json.decode(one.body) | {"actor": one.actor} for one in found]


@pytest.fixture
def kept(database: Database) -> Kept:
    clock = FixedClock(NOW)
    return Kept(database, clock, Readings(GroupRecorder(database, clock), clock))


async def test_it_says_who_read_what_by_which_filter(kept: Kept) -> None:
    await kept.readings.keep(MAP, "cameras", {"purpose": "multi", "kind": "ptz"})
    (row,) = await list_trail(kept.database)
    assert (row.kind, row.actor, row.organisation) == ("read_catalogue", "map", "SEONGBUK")
    assert msgspec.json.decode(row.body) == {
        "partner_id": "par_1",
        "collection": "cameras",
        "kind": "ptz",
        "purpose": "multi",
    }


async def test_pages_of_one_reading_are_one_row_in_whatever_order_it_is_said(kept: Kept) -> None:
    await kept.readings.keep(MAP, "cameras", {"purpose": "multi", "kind": "ptz"})
    await kept.readings.keep(MAP, "cameras", {"kind": "ptz", "purpose": "multi"})
    assert len(await kept.rows()) == 1


async def test_another_system_collection_or_filter_is_another_reading(kept: Kept) -> None:
    for partner, collection, said in (
        (MAP, "cameras", {}),
        (WALL, "cameras", {}),
        (MAP, "sites", {}),
        (MAP, "cameras", {"kind": "ptz"}),
        (MAP, "cameras", {"kind": "fixed"}),
    ):
        await kept.readings.keep(partner, collection, said)
    assert len(await kept.rows()) == 5


async def test_after_ten_minutes_it_is_another_counted_from_the_row(kept: Kept) -> None:
    step = SESSION.total_seconds()
    for seconds, rows in ((0.0, 1), (step - 1, 1), (1.0, 2), (step - 1, 2), (1.0, 3)):
        kept.clock.advance(seconds)
        await kept.readings.keep(MAP, "cameras", {})
        assert len(await kept.rows()) == rows


async def test_a_clock_that_was_set_back_by_hours_is_another_reading(kept: Kept) -> None:
    await kept.readings.keep(MAP, "cameras", {})
    set_back = FixedClock(NOW - timedelta(hours=3))
    kept.readings._clock = set_back
    await kept.readings.keep(MAP, "cameras", {})
    assert len(await kept.rows()) == 2


async def test_what_cannot_be_written_is_written_at_the_next_try(kept: Kept) -> None:
    broken = on_a_read_only_disk(kept.database.url)
    good, kept.readings._recorder = kept.readings._recorder, GroupRecorder(broken, kept.clock)
    with pytest.raises(TrailUnwritable):
        await kept.readings.keep(MAP, "cameras", {})
    await broken.close()
    kept.readings._recorder = good
    await kept.readings.keep(MAP, "cameras", {})
    assert len(await kept.rows()) == 1


async def test_what_is_over_is_forgotten_when_there_is_much_of_it(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readings, "_MANY", 3)
    for number in range(3):
        await kept.readings.keep(MAP, f"old-{number}", {})
    kept.clock.advance(SESSION.total_seconds())
    await kept.readings.keep(MAP, "new", {})
    assert len(kept.readings._kept) == 1
