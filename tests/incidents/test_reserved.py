"""What is reserved for one service is neither chosen for, told to nor counted for anybody else."""

from dataclasses import replace

import msgspec

from bongsu.incidents.case import Case
from bongsu.incidents.feed import Feed
from bongsu.incidents.follow import wanted_by
from bongsu.incidents.incident import Arrow, Directing, Incident, Origin, Pointer
from bongsu.incidents.kept_from import directing_told, is_kept_from, told_of
from bongsu.incidents.take_back import take_back
from bongsu.incidents.views import CameraStateMessage, Watcher
from bongsu.kernel.database import Database
from bongsu.sharing.agreements.seongbuk import CENTRE
from tests.incidents.of_a_service import CODE, call, clause, stage_with
from tests.incidents.stage import NOW, OPERATOR, SEONGBUK_ROOM, Stage, camera, screen_of

HIDDEN, OPEN = "SB-0001", "SB-0002"


def knowing(database: Database) -> Stage:
    """A made-up service is what the first camera is reserved for."""
    stage = stage_with(database)
    listed = stage.chooser.listed
    first = replace(camera(1), reserved_for=CODE)
    chooser = replace(stage.chooser, listed=replace(listed, cameras=(first, *listed.cameras[1:])))
    return replace(stage, chooser=chooser, desk=replace(stage.desk, chooser=chooser))


async def test_only_the_services_own_room_asks_for_what_is_reserved(database: Database) -> None:
    stage = stage_with(database)
    incident = await stage.open(call(stage))
    asker = Origin(centre="GANGBUK", name_ko="", name_en="", incident_id="inc_9", organisations=())
    asked_of_us = msgspec.structs.replace(incident, origin=asker)
    assert wanted_by(incident, clause(), NOW).service == CODE
    assert wanted_by(incident, clause(), NOW, is_own=True).service == ""
    assert wanted_by(asked_of_us, clause(), NOW).service == ""
    services = [wanted.service for wanted in stage.chooser.asked]
    assert sorted(services) == ["", CODE], "one for the centre's own people, one for the room"


async def test_it_is_kept_from_own_people_and_from_other_services(database: Database) -> None:
    stage = knowing(database)
    incident = await stage.open(call(stage))
    other = msgspec.structs.replace(incident, service="P112_VIDEO")
    here, there = (Case.of(stage.desk, one, [], []) for one in (incident, other))
    assert not is_kept_from(here, SEONGBUK_ROOM, HIDDEN)
    assert is_kept_from(here, OPERATOR, HIDDEN)
    assert is_kept_from(there, SEONGBUK_ROOM, HIDDEN)
    assert not is_kept_from(there, OPERATOR, OPEN)
    grant = await stage.grant(incident)
    assert len(told_of(here, OPERATOR, grant)) == len(grant.lent) - 1


def directed(incident: Incident, camera_id: str) -> Incident:
    pointer = Pointer(camera_id=camera_id, x=0.5, y=0.5, at=NOW, by="room")
    arrow = Arrow(bearing_deg=90.0, at=NOW, by="room")
    said = Directing(chosen_camera_id=camera_id, pointer=pointer, arrow=arrow)
    return msgspec.structs.replace(incident, directing=said)


async def test_a_room_that_directs_by_it_tells_nobody_else_of_it(database: Database) -> None:
    stage = knowing(database)
    incident = directed(await stage.open(call(stage)), HIDDEN)
    case = Case.of(stage.desk, incident, [], [])
    assert directing_told(case, SEONGBUK_ROOM) == incident.directing
    told = directing_told(case, OPERATOR)
    assert (told.chosen_camera_id, told.pointer) == (None, None)
    assert told.arrow == incident.directing.arrow
    plain = directed(incident, OPEN)
    assert directing_told(Case.of(stage.desk, plain, [], []), OPERATOR) == plain.directing


async def test_the_feed_tells_own_people_neither_its_state_nor_who_watches_it(
    database: Database,
) -> None:
    stage = knowing(database)
    feed, screen = Feed(stage.desk), screen_of(OPERATOR)
    await feed.join(screen, after=None)
    for camera_id in (HIDDEN, OPEN):
        state = CameraStateMessage(
            seq=0, camera_id=camera_id, state="dead", since=NOW, reason="silent"
        )
        feed.camera_state(state)
        watcher = Watcher(
            grant_id="gr_1", camera_id=camera_id, organisation="X", viewer="x", since=NOW
        )
        feed.watching("ses_1", watcher, watches=True)
    told = b"".join(
        one for one in (screen.outgoing.get_nowait() for _ in range(screen.outgoing.qsize())) if one
    )
    assert OPEN.encode() in told
    assert HIDDEN.encode() not in told


async def test_its_own_running_order_keeps_it(database: Database) -> None:
    stage = knowing(database)
    incident = await stage.open(call(stage))
    async with stage.work() as work:
        lost = await take_back(work, stage.desk, frozenset({HIDDEN}), CODE, NOW)
    assert HIDDEN in {one.camera_id for one in (await stage.grant(incident)).lent}
    own = await stage.grant(incident, CENTRE)
    assert HIDDEN not in {one.camera_id for one in own.lent}
    assert lost == 1
