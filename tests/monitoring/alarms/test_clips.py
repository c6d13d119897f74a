"""Clips and pictures are whole or not there, sealed, seen with a row of the trail, and gone by their day."""

import asyncio
from datetime import timedelta

import msgspec
import pytest

from bongsu.identity.secret_box import SecretBox
from bongsu.kernel.memory_bus import MemoryBus
from bongsu.monitoring.alarms.alarm import Alarm
from bongsu.monitoring.alarms.clips import (
    REFUSED,
    TAKEN,
    ClipsComing,
    destroy_due,
    look_at,
    sweep,
)
from bongsu.monitoring.alarms.failures import NoPicture, UnknownAlarm
from bongsu.monitoring.alarms.files import CLIP, MOST_PARTS, PICTURE, AlarmFiles
from bongsu.monitoring.alarms.listen import AlarmListening
from bongsu.monitoring.alarms.store import with_files
from bongsu.monitoring.rules.raised import Phase
from bongsu.monitoring.worker.messages import ASK_CLIP, ClipPart, Fence
from tests.monitoring.alarms.queue import JPEG, KIM, NOW, Queue, camera, catalogue_of


def part(
    alarm: Alarm, number: int = 0, of: int = 1, data: bytes = b"moof", **more: int
) -> ClipPart:
    said = alarm.occasion
    job, delivery = more.get("job", said.job), more.get("delivery", said.delivery)
    fence = Fence(camera_id=alarm.camera_id, job=job, delivery=delivery, worker="w1")
    return ClipPart(
        fence=fence,
        occasion=more.get("occasion", said.number),
        number=number,
        of=of,
        data=data,
    )


async def test_a_clip_in_parts_is_put_together_in_order(queue: Queue) -> None:
    alarm = await queue.raised()
    coming = ClipsComing(queue.desk)
    for number, data in ((2, b"C"), (0, b"A"), (1, b"B")):
        assert await coming.take(part(alarm, number, 3, data)) == TAKEN
    assert queue.now(alarm).has_clip
    assert await look_at(queue.desk, alarm.alarm_id, CLIP, KIM) == b"ABC"
    assert (await queue.trail())[-1] == "view_alarm"


async def test_until_it_is_whole_there_is_none(queue: Queue) -> None:
    alarm = await queue.raised()
    await ClipsComing(queue.desk).take(part(alarm, 0, 2))
    with pytest.raises(NoPicture):
        await look_at(queue.desk, alarm.alarm_id, CLIP, KIM)
    assert "view_alarm" not in await queue.trail()


async def test_the_first_clip_stays(queue: Queue) -> None:
    alarm = await queue.raised()
    coming = ClipsComing(queue.desk)
    await coming.take(part(alarm, data=b"first"))
    assert await coming.take(part(alarm, data=b"second")) == TAKEN
    assert queue.desk.files.read(alarm.alarm_id, CLIP) == b"first"


@pytest.mark.parametrize(
    "change",
    [
        {"number": 3, "of": 3},
        {"number": -1, "of": 3},
        {"number": 0, "of": 0},
        {"number": 0, "of": MOST_PARTS + 1},
        {"data": b""},
        {"data": b"x" * 500_001},
        {"occasion": 99},
        {"job": 0},
        {"delivery": 7},
    ],
)
async def test_what_fits_no_alarm_is_refused(queue: Queue, change: dict[str, object]) -> None:
    alarm = await queue.raised()
    whole = part(alarm, **change)  # type: ignore[arg-type]  # by name
    assert await ClipsComing(queue.desk).take(whole) == REFUSED
    assert not queue.now(alarm).has_clip


async def test_of_one_that_was_waved_away_no_clip_is_kept(queue: Queue) -> None:
    alarm = await queue.waved(await queue.raised())
    assert await ClipsComing(queue.desk).take(part(alarm)) == REFUSED
    assert queue.desk.files.read(alarm.alarm_id, CLIP) is None


async def test_of_a_confirmed_one_it_is_still_taken(queue: Queue) -> None:
    alarm = await queue.answered(await queue.raised())
    assert await ClipsComing(queue.desk).take(part(alarm)) == TAKEN


async def test_of_one_that_lapsed_none_is_taken(queue: Queue) -> None:
    alarm = await queue.raised()
    await queue.wait(601)
    assert await ClipsComing(queue.desk).take(part(alarm)) == REFUSED


async def test_of_a_camera_that_is_reserved_by_now_none_is_taken(queue: Queue) -> None:
    alarm = await queue.raised()
    queue.desk.catalogue.rows = catalogue_of(camera("SB-2")).rows
    assert await ClipsComing(queue.desk).take(part(alarm)) == REFUSED
    with pytest.raises(UnknownAlarm):
        await look_at(queue.desk, alarm.alarm_id, CLIP, KIM)


async def test_a_clip_that_stops_half_way_is_forgotten(queue: Queue) -> None:
    alarm = await queue.raised()
    coming = ClipsComing(queue.desk)
    await coming.take(part(alarm, 0, 2, b"old"))
    queue.clock.advance(121)
    await coming.take(part(alarm, 1, 2, b"new"))
    assert not queue.now(alarm).has_clip


async def test_two_halves_of_different_clips_are_no_clip(queue: Queue) -> None:
    alarm = await queue.raised()
    coming = ClipsComing(queue.desk)
    await coming.take(part(alarm, 0, 2))
    await coming.take(part(alarm, 1, 3))
    assert not queue.now(alarm).has_clip


async def test_on_the_disk_nobody_reads_it(queue: Queue) -> None:
    alarm = await queue.raised(picture=JPEG)
    await ClipsComing(queue.desk).take(part(alarm, data=b"ftyp moof mdat"))
    files = list(queue.desk.files.folder.iterdir())
    assert {one.suffix for one in files} == {".clip", ".picture"}
    for one in files:
        assert JPEG[:4] not in one.read_bytes()
        assert b"moof" not in one.read_bytes()
        assert one.stat().st_mode & 0o077 == 0


async def test_sealed_for_one_alarm_it_opens_under_no_other(queue: Queue) -> None:
    alarm = await queue.raised(picture=JPEG)
    files = queue.desk.files
    (one,) = files.folder.iterdir()
    one.rename(one.with_name("alm_other.picture"))
    assert files.read("alm_other", PICTURE) is None
    assert files.read(alarm.alarm_id, PICTURE) is None


async def test_under_another_key_it_is_worth_nothing(queue: Queue) -> None:
    alarm = await queue.raised(picture=JPEG)
    folder = queue.desk.files.folder
    other = AlarmFiles(folder, SecretBox(str(folder.parent / "other.key")))
    other.keep("alm_x", PICTURE, JPEG)
    assert other.read(alarm.alarm_id, PICTURE) is None


async def test_by_its_day_it_is_destroyed_and_the_row_stays(queue: Queue) -> None:
    alarm = await queue.raised(picture=JPEG)
    await ClipsComing(queue.desk).take(part(alarm))
    queue.clock.advance(72 * 3600 - 1)
    assert await destroy_due(queue.desk) == 0
    queue.clock.advance(1)
    with pytest.raises(NoPicture):
        await look_at(queue.desk, alarm.alarm_id, PICTURE, KIM)
    assert await destroy_due(queue.desk) == 1
    assert list(queue.desk.files.folder.iterdir()) == []
    (row,) = await queue.rows("monitoring_alarms")
    assert (row["has_clip"], row["has_picture"]) == (0, 0)
    assert (await queue.trail())[-1] == "destroy"
    assert await destroy_due(queue.desk) == 0


async def test_a_confirmed_ones_picture_lives_thirty_days(queue: Queue) -> None:
    alarm = await queue.answered(await queue.raised(picture=JPEG))
    assert alarm.keep_until == NOW + timedelta(days=30)
    queue.clock.advance(29 * 86_400)
    assert await destroy_due(queue.desk) == 0
    assert await look_at(queue.desk, alarm.alarm_id, PICTURE, KIM) == JPEG


async def test_what_a_crash_left_is_swept_at_the_next_start(queue: Queue) -> None:
    alarm = await queue.raised(picture=JPEG)
    gone = await queue.raised("SB-2", picture=JPEG)
    files = queue.desk.files
    files.keep("alm_orphan", CLIP, b"no row speaks of it")
    (files.folder / "draft_1.new").write_bytes(b"half")
    files.destroy_one(gone.alarm_id, PICTURE)
    await sweep(queue.desk)
    async with queue.desk.database.read() as connection:
        rows = await with_files(connection)
    proof = files.proof(rows)
    assert (proof.holds, proof.files, list(rows)) == (True, 1, [alarm.alarm_id])
    assert not queue.now(gone).has_picture


async def test_a_folder_that_was_never_made_holds_nothing(queue: Queue) -> None:
    await sweep(queue.desk)
    assert queue.desk.files.proof({}).holds


async def test_what_is_heard_on_the_bus(queue: Queue) -> None:
    bus = MemoryBus()
    listening = AlarmListening(queue.desk, bus)
    await listening.start()
    said = queue.says(picture=JPEG, occasion=4)
    await bus.publish("bongsu.monitoring.raised", msgspec.json.encode(said))
    alarm = queue.of(said)
    assert alarm.has_picture
    whole = msgspec.msgpack.encode(part(alarm))
    assert await bus.request(ASK_CLIP, whole, 1.0) == TAKEN.encode()
    assert await bus.request(ASK_CLIP, b"nonsense", 1.0) == REFUSED.encode()
    await bus.publish("bongsu.monitoring.raised", b"nonsense")
    broken = msgspec.json.encode(queue.says("SB-2")).replace(b"SB", b"\xff")
    await bus.publish("bongsu.monitoring.raised", broken)
    assert queue.desk.book.dropped == {"unread": 3}
    await listening.stop()
    await bus.publish("bongsu.monitoring.raised", msgspec.json.encode(queue.says("SB-2")))
    assert len(queue.desk.book.alarms) == 1


async def test_a_time_without_a_zone_is_not_understood(queue: Queue) -> None:
    bus = MemoryBus()
    await AlarmListening(queue.desk, bus).start()
    bare = msgspec.json.encode(queue.says()).replace(
        b"2026-11-23T02:00:00Z", b"2026-11-23T02:00:00"
    )
    await bus.publish("bongsu.monitoring.raised", bare)
    assert queue.desk.book.dropped == {"unread": 1}


async def test_words_of_many_cameras_at_once_are_all_taken(queue: Queue) -> None:
    said = [
        queue.says(camera_id, rule_id)
        for camera_id in ("SB-1", "SB-2", "SB-3")
        for rule_id in ("r_in", "r_stay")
    ]
    bus = MemoryBus()
    await AlarmListening(queue.desk, bus).start()
    bodies = [msgspec.json.encode(one) for one in said]
    await asyncio.gather(*(bus.publish("bongsu.monitoring.raised", one) for one in bodies))
    assert len(await queue.rows("monitoring_alarms")) == 6


async def test_the_keeper_writes_what_it_held_when_it_stops(queue: Queue) -> None:
    await queue.keeper.start()
    await queue.raised(occasion=1, score=0.5)
    await queue.raised(occasion=1, phase=Phase.GOES_ON, score=0.9)
    await queue.keeper.stop()
    (row,) = await queue.rows("monitoring_alarms")
    assert row["score"] == 0.9
