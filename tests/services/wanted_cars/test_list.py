"""Whose list it is, how long it may be, what a restart remembers; and the queries behind it on a database of their own."""

from datetime import timedelta
from pathlib import Path
from typing import Any  # Any: JSON

import pytest

from bongsu.audit.stamp import stamp
from bongsu.identity.people import LinkSystem, Partner
from bongsu.identity.secret_box import SecretBox
from bongsu.kernel.database import Database
from bongsu.services.wanted_cars import wanted
from bongsu.services.wanted_cars.message import CODE, DayCount, Hit, ListMessage, ReadMessage
from bongsu.services.wanted_cars.rules import LISTED, ListFull
from bongsu.services.wanted_cars.scenes import OTHER, PARTNER, WANTED
from bongsu.services.wanted_cars.store import (
    add_marks,
    count_one,
    counts,
    destroy_old,
    hits_of,
    is_known,
    keep_hit,
    listed,
    withdraw_marks,
)
from bongsu.services.wanted_cars.wanted import NotYours, WantedCars
from tests.services.linked_house import LinkedHouse
from tests.services.wanted_cars.test_journeys import add, camera, hits, passes
from tests.web.house import NOW

THEIRS = Partner("par_2", "other", "KNPA.OTHER", LinkSystem.WANTED_CARS, frozenset({CODE}))
OURS = Partner("par_3", "own", "SEONGBUK", LinkSystem.WANTED_CARS, frozenset({CODE}))
MINUTE = timedelta(minutes=1)


def here(wass: LinkedHouse) -> WantedCars:
    found: WantedCars = wass.house.state["wanted_cars"]
    return found


def hit(hit_id: str, mark: str = "m1", at: Any = NOW, camera_id: str = "SB-1") -> Hit:
    return Hit(hit_id, mark, at, 37.6, 127.0, "", camera_id)


async def test_nobody_changes_another_bodys_entry(wass: LinkedHouse) -> None:
    await add(wass, WANTED)
    for kind in ("ADD", "WITHDRAW"):
        said = ListMessage(kind, [WANTED])
        with pytest.raises(NotYours) as refused:
            await here(wass).change(THEIRS, said)
        assert refused.value.field == "plates"
        assert WANTED not in refused.value.detail
    await passes(wass, WANTED)
    assert len(await hits(wass)) == 1


async def test_a_body_reads_the_hits_of_its_own_entries_alone(wass: LinkedHouse) -> None:
    await add(wass, WANTED)
    await here(wass).change(THEIRS, ListMessage("ADD", [OTHER]))
    await passes(wass, WANTED)
    assert len(await hits(wass)) == 1
    assert await here(wass).hits(THEIRS, "") == []
    with pytest.raises(NotYours):
        await here(wass).hits(OURS, "")


async def test_a_list_has_its_length(wass: LinkedHouse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wanted, "MOST_ENTRIES", 2)
    await add(wass, WANTED, OTHER)
    await add(wass, WANTED)
    answer = await wass.ask(
        PARTNER, "/link/v1/wanted-cars/list", {"type": "ADD", "plates": ["12가3456"]}
    )
    assert (answer.status_code, answer.json()["code"]) == (409, ListFull.code)
    assert "12가3456" not in answer.text
    assert len(await wass.rows("wanted_plates")) == 2


async def test_adding_again_prolongs(wass: LinkedHouse) -> None:
    await add(wass, WANTED)
    await wass.wait((LISTED - MINUTE).total_seconds())
    await add(wass, WANTED)
    await wass.wait(120)
    assert await passes(wass, WANTED) == 202
    assert len(await hits(wass)) == 1


async def test_one_plate_that_is_none_leaves_the_whole_list_as_it_was(wass: LinkedHouse) -> None:
    body = {"type": "ADD", "plates": [WANTED, OTHER, "NONE"]}
    answer = await wass.ask(PARTNER, "/link/v1/wanted-cars/list", body)
    assert (answer.status_code, answer.json()["field"]) == (400, "plates.2")
    assert await wass.rows("wanted_plates") == []


async def test_a_node_that_starts_again_knows_its_list(wass: LinkedHouse) -> None:
    (ref,) = await add(wass, WANTED)
    box = SecretBox(wass.house.identity.settings.key_file)
    again = WantedCars(wass.house.desk, box)
    await again.take(OURS, ReadMessage(camera(wass), WANTED, wass.clock.now()))
    (found,) = await hits(wass)
    assert found["ref"] == ref


async def test_another_nodes_key_makes_other_marks(wass: LinkedHouse) -> None:
    """Two districts cannot lay their lists beside each other."""
    (ref,) = await add(wass, WANTED)
    folder = Path(wass.house.identity.settings.key_file).parent
    other = SecretBox(str(folder / "another.key"))
    assert other.mark(WANTED.encode(), "wanted plate") != ref
    assert len(ref) == len(other.mark(OTHER.encode(), "wanted plate"))


async def test_a_suspended_agreement_tells_nobody(wass: LinkedHouse) -> None:
    await add(wass, WANTED)
    path = "/api/agreements/SB-SVC-WASS/suspend"
    assert (await wass.ask("CENTRE_HEAD", path, {"reason": "점검"})).status_code == 200
    assert await passes(wass, WANTED) == 202
    assert await wass.rows("plate_hits") == []


async def test_marks_stand_until_they_are_withdrawn_or_over(database: Database) -> None:
    ends = NOW + LISTED
    async with database.work() as work:
        await add_marks(work.connection, ["m1", "m1", "m2"], "KNPA", NOW, ends)
        assert await listed(work.connection) == {"m1": ("KNPA", ends), "m2": ("KNPA", ends)}
        await add_marks(work.connection, ["m1"], "KNPA", NOW, ends + MINUTE)
        await withdraw_marks(work.connection, ["m2", "never there"])
        assert await listed(work.connection) == {"m1": ("KNPA", ends + MINUTE)}
        assert await destroy_old(work.connection, NOW, ends) == (0, 0)
        assert await destroy_old(work.connection, NOW, ends + MINUTE) == (0, 1)
        assert await listed(work.connection) == {}


async def test_withdrawing_takes_what_was_seen_with_it(database: Database) -> None:
    async with database.work() as work:
        await add_marks(work.connection, ["m1", "m2"], "KNPA", NOW, NOW + LISTED)
        await keep_hit(work.connection, hit("hit_1"), "KNPA", NOW)
        await keep_hit(work.connection, hit("hit_2", "m2"), "KNPA", NOW)
        await withdraw_marks(work.connection, ["m1"])
        told = await hits_of(work.connection, "KNPA", "", NOW - MINUTE)
        assert [one.hit_id for one in told] == ["hit_2"]


async def test_a_hit_is_the_same_near_its_time_at_its_camera(database: Database) -> None:
    async with database.work() as work:
        await keep_hit(work.connection, hit("hit_1"), "KNPA", NOW)
        near = (NOW - MINUTE, NOW + MINUTE)
        assert await is_known(work.connection, hit("x"), *near)
        assert not await is_known(work.connection, hit("x", "m2"), *near)
        assert not await is_known(work.connection, hit("x", camera_id="SB-2"), *near)
        assert not await is_known(work.connection, hit("x"), NOW, NOW + MINUTE)


async def test_hits_are_read_in_their_order_after_the_last_that_was_read(
    database: Database,
) -> None:
    async with database.work() as work:
        for number in (2, 1, 3):
            await keep_hit(work.connection, hit(f"hit_{number}", f"m{number}"), "KNPA", NOW)
        await keep_hit(work.connection, hit("hit_4", "m4"), "OTHER", NOW)
        since = NOW - MINUTE
        every = await hits_of(work.connection, "KNPA", "", since)
        assert [one.hit_id for one in every] == ["hit_1", "hit_2", "hit_3"]
        rest = await hits_of(work.connection, "KNPA", "hit_2", since)
        assert [one.hit_id for one in rest] == ["hit_3"]
        assert await hits_of(work.connection, "KNPA", "", NOW) == []


async def test_old_hits_are_destroyed_by_when_they_were_heard(database: Database) -> None:
    async with database.work() as work:
        await keep_hit(work.connection, hit("hit_1", at=NOW - MINUTE), "KNPA", NOW)
        assert await destroy_old(work.connection, NOW - MINUTE, NOW) == (0, 0)
        assert await destroy_old(work.connection, NOW, NOW) == (1, 0)


async def test_days_are_counted_the_newest_first(database: Database) -> None:
    async with database.work() as work:
        for day in ("2026-11-20", "2026-11-21", "2026-11-21"):
            await count_one(work.connection, day)
        assert await counts(work.connection) == [
            DayCount("2026-11-21", 2),
            DayCount("2026-11-20", 1),
        ]


async def test_a_hit_of_midnight_counts_on_seouls_day(wass: LinkedHouse) -> None:
    await add(wass, WANTED)
    # 2026-11-21 14:59:59 UTC is a second before midnight in Seoul
    before = wass.clock.now().replace(hour=14, minute=59, second=59, microsecond=0)
    await wass.wait((before - wass.clock.now()).total_seconds())
    await passes(wass, WANTED)
    await wass.wait(61)
    await passes(wass, WANTED)
    (row, other) = sorted(await wass.rows("plate_hit_counts"), key=lambda one: str(one["day"]))
    assert (row["day"], other["day"]) == ("2026-11-21", "2026-11-22")
    assert stamp(before)[:10] == "2026-11-21"
