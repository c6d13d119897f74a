"""찾음: nothing of what was provided is left, neither in a row nor in a byte of any file of the data folder."""

import base64
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any  # Any: JSON

import msgspec
import pytest
from sqlalchemy import text

from bongsu.incidents.store import incident_by_id
from bongsu.kernel.clock import FixedClock
from bongsu.roles.backup.collect import others
from bongsu.services.missing.description import Description
from bongsu.services.missing.destroy import heard, sweep
from bongsu.services.missing.message import description_of
from bongsu.services.missing.scenes import DESCRIPTION, PARTNER, call, said
from tests.databases import POSTGRESQL
from tests.services.missing.linked import (
    GUARDIAN,
    OPERATOR,
    ROOM,
    WELFARE,
    Linked,
    ids,
    jpeg,
)
from tests.services.missing.made import CONFIRMED

on_files = pytest.mark.skipif(POSTGRESQL, reason="its files are the server's")
# what a description says, as the message spells it
WORDS = (b'"kind":"padded"', b'"kind":"slippers"', b'"walking_aid":"cane"')


def folder(linked: Linked) -> Path:
    return linked.house.ticket_key.parent.parent


def files(linked: Linked) -> Iterator[Path]:
    """The data folder with the database, its log and whatever else the node keeps."""
    assert POSTGRESQL or (folder(linked) / "node.db").is_file()
    yield from (one for one in folder(linked).rglob("*") if one.is_file())


def where(linked: Linked, what: bytes) -> list[str]:
    return sorted(one.name for one in files(linked) if what in one.read_bytes())


async def sealed_in(linked: Linked, query: str) -> list[bytes]:
    async with linked.house.database.read() as connection:
        rows = await connection.execute(text(query))
        return [row[0].encode() for row in rows if row[0]]


async def searched(linked: Linked) -> str:
    """A search with everything that may be provided: description, photo, still, sectors, seats."""
    incident_id = await linked.opened()
    photo = await linked.picture(PARTNER, f"/link/v1/missing/{incident_id}/photo", jpeg(80))
    assert photo.status_code == 201, photo.text
    camera_id = ids((await linked.joined(incident_id))["sector"])[0]
    grant_id = await linked.watching(camera_id)
    path = f"/api/missing/searches/{incident_id}/sightings"
    still = await linked.picture(
        OPERATOR, f"{path}?camera_id={camera_id}&grant_id={grant_id}", jpeg(96)
    )
    assert still.status_code == 201, still.text
    return incident_id


def keys(linked: Linked) -> list[Path]:
    return sorted(one for one in files(linked) if one.parent.name == "missing")


def collected(linked: Linked) -> str:
    """What a backup of this folder would hold."""
    return " ".join(others(folder(linked)))


@on_files
async def test_photo_and_still_are_in_no_file_once_somebody_is_found(linked: Linked) -> None:
    await searched(linked)
    sealed = await sealed_in(linked, "SELECT sealed FROM missing_copies")
    assert len(sealed) == 2
    assert all(where(linked, one[:48]) for one in sealed), "it must find what it looks for"
    await linked.found()
    # neither its beginning, nor its middle, nor its end
    for one in sealed:
        for part in (one[:48], one[len(one) // 2 :][:48], one[-48:]):
            assert where(linked, part) == []


async def test_the_key_goes_first_so_that_nothing_left_behind_can_be_read(linked: Linked) -> None:
    """A database moves rows about, a server keeps its log, a backup was taken: all of it lies under a key that is gone."""
    incident_id = await searched(linked)
    async with linked.house.database.read() as connection:
        before = await incident_by_id(connection, incident_id)
    assert before is not None
    (key,) = keys(linked)
    secret = key.read_bytes()
    assert (len(secret), description_of(before, linked.desk.keys)) == (
        32,
        msgspec.convert(DESCRIPTION, Description),
    )
    await linked.found()
    assert keys(linked) == []
    assert where(linked, secret) == []
    assert description_of(before, linked.desk.keys) is None


async def test_rows_that_a_backup_brings_back_are_without_their_key(linked: Linked) -> None:
    incident_id = await searched(linked)
    (key,) = keys(linked)
    assert "missing/" + key.name not in collected(linked)
    key.unlink()
    read = await linked.get(OPERATOR, f"/incidents/{incident_id}")
    assert read["description"] is None
    (seen,) = await linked.get(OPERATOR, f"/incidents/{incident_id}/sightings")
    for path in ("photo", f"stills/{seen['sighting_id']}"):
        gone = await linked.status(OPERATOR, f"/incidents/{incident_id}/{path}")
        assert gone == (404, "no_picture")
    await linked.send(said(linked.stage, "UPDATE", details={"description": DESCRIPTION}))
    read = await linked.get(OPERATOR, f"/incidents/{incident_id}")
    assert read["description"]["build"] == "slim"


async def test_another_calls_key_opens_nothing_of_this_one(linked: Linked) -> None:
    incident_id = await searched(linked)
    async with linked.house.database.read() as connection:
        mine = await incident_by_id(connection, incident_id)
    assert mine is not None
    other = msgspec.structs.replace(mine, ext_incident_no="182-2")
    linked.desk.keys.of_incident(other).seal(b"x", "y")
    assert description_of(other, linked.desk.keys) is None


async def test_a_refused_calls_key_goes_with_its_end_too(linked: Linked) -> None:
    far = call(linked.stage) | {"location": {"lat": 37.64, "lon": 127.08, "accuracy_m": 10.0}}
    assert (await linked.send(said(linked.stage, "NEW", **far))).json()["status"] == "REJECTED"
    assert len(keys(linked)) == 1
    await linked.found()
    assert keys(linked) == []


async def test_the_sweep_takes_keys_of_calls_that_never_came_to_be_and_leaves_young_ones(
    linked: Linked,
) -> None:
    await searched(linked)
    (mine,) = keys(linked)
    for number in ("182-8", "182-9"):
        linked.desk.keys.of(f"police-182/{number}").seal(b"x", "y")
    old, young = (one for one in keys(linked) if one != mine)
    for one in (mine, old):
        os.utime(one, (0, 0))
    await sweep(linked.desk)
    assert keys(linked) == sorted([mine, young])


@on_files
async def test_a_description_stands_in_no_file_in_words(linked: Linked) -> None:
    """A database moves rows about and leaves bytes behind: what was never written in words is left nowhere."""
    incident_id = await searched(linked)
    assert [where(linked, one) for one in WORDS] == [[], [], []]
    described = await linked.get(OPERATOR, f"/incidents/{incident_id}")
    assert described["description"]["walking_aid"] == "cane"
    await linked.send(said(linked.stage, "UPDATE", details={"description": {"build": "large"}}))
    described = await linked.get(OPERATOR, f"/incidents/{incident_id}")
    assert (described["description"]["build"], described["description"]["upper"]) == ("large", None)
    assert where(linked, b'"build":"large"') == []


@on_files
async def test_no_plain_picture_ever_lies_in_a_file(linked: Linked) -> None:
    await searched(linked)
    async with linked.house.database.read() as connection:
        rows = (await connection.execute(text("SELECT copy_id FROM missing_copies"))).all()
    assert len(rows) == 2
    for plain in (
        b"\xff\xd8\xff\xe0",
        base64.b64encode(jpeg(80))[:40],
        base64.b64encode(jpeg(96))[:40],
    ):
        assert where(linked, plain) == []


@on_files
async def test_a_removed_record_is_in_no_file(linked: Linked) -> None:
    person_id = await linked.registered()
    await linked.picture(WELFARE, f"/api/missing/people/{person_id}/photo", jpeg())
    kept = await sealed_in(linked, "SELECT sealed FROM missing_people")
    kept += await sealed_in(linked, "SELECT photo FROM missing_people")
    assert all(where(linked, one[:48]) for one in kept)
    assert (await linked.post(WELFARE, f"/people/{person_id}/remove")).status_code == 204
    assert [where(linked, one[:48]) for one in kept] == [[], []]


@on_files
async def test_who_reads_meanwhile_delays_it_to_the_next_minute(linked: Linked) -> None:
    """A reader's view of the file must stay as it was; no writer waits for that reader."""
    await searched(linked)
    photo = (await sealed_in(linked, "SELECT sealed FROM missing_copies"))[0][:48]
    async with linked.house.database.read() as connection:
        await connection.execute(text("SELECT count(*) FROM missing_copies"))
        await linked.found()
        assert await linked.stands() == ("closed", "incident_closed")
    await linked.house.database.leave_none_left()
    assert where(linked, photo) == []


async def test_what_stays_is_the_register_and_its_numbers(linked: Linked) -> None:
    incident_id = await searched(linked)
    await linked.found()
    async with linked.house.database.read() as connection:
        row = (await connection.execute(text("SELECT * FROM missing_searches"))).mappings().one()
    assert (row["incident_id"], row["police_no"], row["found"]) == (incident_id, "182-2026-0142", 1)
    (line,) = await linked.get(ROOM, "/register")
    assert (line["destroyed"]["photos"], line["destroyed"]["stills"]) == (1, 1)
    assert line["destroyed_at"] is not None


@pytest.mark.parametrize("ending", ["CLOSE", "CANCEL", "silent"])
async def test_every_end_destroys_and_only_the_polices_word_is_found(
    linked: Linked, ending: str
) -> None:
    await searched(linked)
    if ending == "silent":
        await linked.wait(24 * 3600)
    else:
        assert (await linked.send(said(linked.stage, ending))).status_code == 200
    async with linked.house.database.read() as connection:
        for table in ("missing_copies", "missing_sectors", "missing_seats"):
            rows = await connection.execute(text(f"SELECT count(*) FROM {table}"))
            assert rows.scalar_one() == 0, table
    (line,) = await linked.get(ROOM, "/register")
    assert line["found"] is (ending == "CLOSE")


async def test_a_still_is_answered_nowhere_once_it_is_destroyed(linked: Linked) -> None:
    incident_id = await searched(linked)
    (seen,) = await linked.get(ROOM, f"/incidents/{incident_id}/sightings")
    still = f"/incidents/{incident_id}/stills/{seen['sighting_id']}"
    assert (await linked.status(ROOM, still))[0] == 200
    await linked.found()
    paths = (still, f"/incidents/{incident_id}", f"/incidents/{incident_id}/photo")
    for path in (*paths, f"/incidents/{incident_id}/sightings"):
        for who in (ROOM, OPERATOR):
            assert await linked.status(who, path) == (409, "search_over"), (who, path)


async def test_no_answer_of_a_search_may_be_kept_by_a_browser_or_a_proxy(linked: Linked) -> None:
    incident_id = await searched(linked)
    (seen,) = await linked.get(ROOM, f"/incidents/{incident_id}/sightings")
    for path in (
        f"/incidents/{incident_id}",
        f"/incidents/{incident_id}/photo",
        f"/incidents/{incident_id}/sightings",
        f"/incidents/{incident_id}/stills/{seen['sighting_id']}",
        f"/searches/{incident_id}",
    ):
        answer = await linked.ask(OPERATOR, f"/api/missing{path}")
        assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store"), path
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert "etag" not in answer.headers


async def test_what_ended_while_nobody_listened_is_found_by_the_sweep(linked: Linked) -> None:
    """A word on the bus may be lost; a copy must not outlive its search for it."""
    incident_id = await searched(linked)
    house = linked.house
    closing = said(linked.stage, "CLOSE")
    assert (await house.ask(PARTNER, closing.path, closing.body, from_console=False)).is_success
    assert len(await sealed_in(linked, "SELECT sealed FROM missing_copies")) == 2
    await sweep(linked.desk)
    assert await sealed_in(linked, "SELECT sealed FROM missing_copies") == []
    await heard(linked.desk, incident_id)
    assert (await linked.trail()).count("destroy") == 1


class Recorder:
    """A centre whose recorder is linked: it holds two pieces of one incident."""

    def __init__(self) -> None:
        self.released: list[str] = []

    async def said_of(self, _incident_id: str, lookback_s: int) -> str:
        return f"recorded_{lookback_s}"

    async def release(self, incident_id: str) -> int:
        self.released.append(incident_id)
        return 2


async def test_every_hold_ends_with_the_search_once_there_is_a_recorder(linked: Linked) -> None:
    incident_id = await linked.opened()
    recorder = Recorder()
    desk = replace(linked.desk, recordings=recorder)
    closing = said(linked.stage, "CLOSE")
    await linked.ask(PARTNER, closing.path, closing.body)
    await heard(desk, incident_id)
    assert recorder.released == [incident_id]
    (line,) = await linked.get(ROOM, "/register")
    assert line["destroyed"]["holds"] == 2


async def test_whom_police_find_to_be_an_adult_nothing_is_kept_of(linked: Linked) -> None:
    incident_id = await searched(linked)
    again: dict[str, Any] = {"incident": {"category": "ADULT"}}
    answer = await linked.send(said(linked.stage, "UPDATE", **again))
    assert answer.json()["reason"] == "실종아동법 대상 아님 – 112 생명구호 또는 영장"
    assert await linked.get(OPERATOR, "/searches") == []
    assert await sealed_in(linked, "SELECT sealed FROM missing_copies") == []
    async with linked.house.database.read() as connection:
        kept = await incident_by_id(connection, incident_id)
    assert kept is not None
    assert (kept.is_open, kept.details) == (True, {"police_no": "182-2026-0142"})


async def test_whom_police_took_for_an_adult_is_searched_for_after_all(linked: Linked) -> None:
    fields = call(linked.stage, "ADULT") | {"details": {"police_no": "182-2026-0143"}}
    assert (await linked.send(said(linked.stage, "NEW", **fields))).json()["status"] == "REJECTED"
    for category in ("DEMENTIA", "ADULT", "DEMENTIA"):
        details: dict[str, Any] = {"class_confirmed_by": CONFIRMED, "description": DESCRIPTION}
        whole = call(linked.stage)["details"] | details
        said_now: dict[str, Any] = {"incident": {"category": category}}
        more: dict[str, Any] = {"details": whole} if category != "ADULT" else {}
        answer = await linked.send(said(linked.stage, "UPDATE", **said_now, **more))
        assert answer.status_code == 200, answer.text
        found = await linked.get(OPERATOR, "/searches")
        assert len(found) == (category != "ADULT")
    (line,) = await linked.get(ROOM, "/register")
    assert (line["destroyed_at"], line["ended_at"]) == (None, None)


async def test_the_guardian_reads_found_for_a_week_and_no_longer(linked: Linked) -> None:
    person_id = await linked.registered()
    await linked.post(GUARDIAN, f"/mine/{person_id}/consent", {"adult": True})
    await linked.opened(register_id=person_id)
    await linked.found()
    clock = linked.clock
    assert isinstance(clock, FixedClock)
    for days, status in ((0, "found"), (6.9, "found"), (0.2, "registered")):
        await linked.wait(days * 86_400)
        assert (await linked.get(GUARDIAN, "/mine"))[0]["status"] == status
