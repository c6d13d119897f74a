"""Other centres' cameras here: shown by lendings alone, never ranked, swapped or watched as our own."""

from dataclasses import replace
from typing import Any  # Any: a seat in the outbox's JSON

import pytest

from bongsu.incidents.centre import names_of_centre
from bongsu.incidents.choose import CameraFacts, ListedChooser
from bongsu.incidents.decide import recommend
from bongsu.incidents.own_watch import UnknownCamera, watch_own
from bongsu.incidents.show_tiles import merged
from bongsu.incidents.swap import swap_failed
from bongsu.incidents.views import TileView
from bongsu.incidents.visible import visible_cameras
from bongsu.kernel.database import Database
from bongsu.registry.camera import CameraKind, CameraStatus, Purpose
from bongsu.registry.catalogue import Catalogue
from bongsu.registry.peer_camera import PeerCamera
from bongsu.sharing.agreements.seongbuk import POLICE_SEONGBUK, SEONGBUK_2023_08
from bongsu.sharing.failures import NotYours, TooLate
from bongsu.sharing.grants import Grant, LentCamera, State
from bongsu.sharing.lend import new_grant, open_grant
from bongsu.sharing.rules import Waits
from bongsu.sharing.store import save
from tests.incidents.stage import (
    CAMERAS,
    NO,
    OPERATOR,
    SEONGBUK_ROOM,
    SHIFT_LEAD,
    YES,
    Stage,
    actor,
    stage_on,
)

OWNER = "GANGBUK"
THEIRS = CameraFacts(
    "GB-0001", "강북 1", "강북구", "ptz", 37.6, 127.021, None, None, 50.0, "crime_prevention", OWNER
)
LENT = LentCamera("GB-0001", 1, 0.5, 120.0, 90.0, "", "")


@pytest.fixture
def beside(database: Database) -> Stage:
    """One of theirs is known by name and place."""
    stage = stage_on(database)
    known = ListedChooser((*CAMERAS, THEIRS), frozenset({"GB-0001"}))
    return replace(stage, desk=replace(stage.desk, chooser=known))


async def lent_by_peer(stage: Stage, incident_id: str) -> Grant:
    clause = SEONGBUK_2023_08.clause("3.2")
    assert clause is not None
    now = stage.clock.now()
    grant = replace(
        new_grant(incident_id, POLICE_SEONGBUK, now),
        owner=OWNER,
        owner_grant_id="gr_x",
        owner_state="active",
    )
    async with stage.work() as work:
        return await open_grant(work, grant, clause, [LENT], now, under=("SB-2023-08", 1))


async def test_nobody_here_watches_another_centres_camera_as_its_own(beside: Stage) -> None:
    async with beside.work() as work:
        with pytest.raises(UnknownCamera):
            await watch_own(work, beside.desk, "GB-0001", "per_1", beside.clock.now())


async def test_a_failed_camera_of_a_neighbour_is_its_owners_to_swap(beside: Stage) -> None:
    incident = await beside.open(beside.call())
    grant = await lent_by_peer(beside, incident.incident_id)
    assert await swap_failed(beside.desk, {"GB-0001"}) == 0
    assert (await beside.grants(incident))[-1].lent == grant.lent


async def test_settling_our_own_lendings_leaves_theirs_alone(beside: Stage) -> None:
    """The map by organisation holds ours only: two lendings of one body are no contradiction."""
    incident = await beside.open(beside.call())
    await lent_by_peer(beside, incident.incident_id)
    told = await beside.update(incident, summary="다시")
    own = [one for one in await beside.grants(told) if one.owner is None]
    assert {one.state for one in own} == {State.ACTIVE}


async def test_a_call_that_no_longer_reaches_them_ends_theirs_in_the_same_transaction(
    beside: Stage,
) -> None:
    incident = await beside.open(beside.call())
    await lent_by_peer(beside, incident.incident_id)
    await beside.update(incident, code="C3")
    theirs = next(one for one in await beside.grants(incident) if one.owner)
    assert (theirs.state, theirs.reason) == (State.CLOSED, "code_not_urgent")
    ended: list[dict[str, Any]] = await beside.told("sharing.grant_ended")
    assert theirs.grant_id in {one["grant_id"] for one in ended}


@pytest.mark.parametrize("answer", [YES, NO])
async def test_what_waits_for_another_centre_is_nobodys_to_answer_here(
    beside: Stage, answer: Any
) -> None:
    incident = await beside.open(beside.call())
    fresh = new_grant(incident.incident_id, POLICE_SEONGBUK, beside.clock.now())
    waiting = replace(
        fresh,
        owner=OWNER,
        waits=Waits.PEER.value,
        clause="3.2",
        agreement_id="SB-2023-08",
        agreement_version=1,
    )
    async with beside.work() as work:
        await save(work.connection, waiting)
    with pytest.raises(NotYours):
        await beside.decide(waiting, answer, actor(SHIFT_LEAD))
    async with beside.work() as work:
        with pytest.raises(TooLate):
            await recommend(
                work, incident, waiting, actor(OPERATOR), beside.clock.now(), approve=True
            )


async def test_the_map_shows_an_outsider_the_lent_ones_and_not_all_around(beside: Stage) -> None:
    incident = await beside.open(beside.call())
    await lent_by_peer(beside, incident.incident_id)
    catalogue = Catalogue()
    catalogue.peers.replace(OWNER, [record("GB-0001"), record("GB-0002")])
    seen = await visible_cameras(beside.desk, catalogue, SEONGBUK_ROOM)
    assert seen.others is not None
    shown = [
        one
        for one, is_shown in zip(catalogue.peers.foreign().camera_ids, seen.others, strict=True)
        if is_shown
    ]
    assert shown == ["GB-0001"]
    everything = await visible_cameras(beside.desk, catalogue, OPERATOR)
    assert (everything.own, everything.others) == (None, None)


def record(camera_id: str) -> PeerCamera:
    return PeerCamera(
        camera_id=camera_id,
        district="GB",
        name=camera_id,
        kind=CameraKind.PTZ,
        purpose=Purpose.CRIME_PREVENTION,
        status=CameraStatus.IN_SERVICE,
        lat=37.6,
        lon=127.021,
        bearing_deg=None,
        hfov_deg=None,
        range_m=50.0,
        height_m=None,
        dong_code=None,
        state="live",
        since=None,
    )


def tile(camera_id: str, rank: int, chance: float, owner: str = "") -> TileView:
    return TileView(
        camera_id=camera_id,
        grant_id="gr",
        rank=rank,
        name="",
        district="",
        kind="ptz",
        lat=0.0,
        lon=0.0,
        bearing_deg=None,
        hfov_deg=None,
        range_m=0.0,
        distance_m=0.0,
        direction_deg=0.0,
        why_ko="",
        why_en="",
        chance=chance,
        state="live",
        state_since=None,
        state_reason="",
        ends_at=None,
        owner=owner,
        owner_name_ko="",
        owner_name_en="",
    )


def test_one_lending_keeps_the_order_that_was_kept_for_calm() -> None:
    tiles = [tile("b", 2, 0.9), tile("a", 1, 0.1)]
    assert [one.camera_id for one in merged([tiles])] == ["a", "b"]
    assert merged([]) == []


def test_tiles_of_two_centres_come_by_chance_and_are_numbered_anew() -> None:
    ours = [tile("a", 1, 0.9), tile("b", 2, 0.3)]
    theirs = [tile("x", 1, 0.5, OWNER), tile("y", 2, 0.3, OWNER)]
    shown = merged([ours, theirs])
    assert [(one.rank, one.camera_id) for one in shown] == [(1, "a"), (2, "x"), (3, "b"), (4, "y")]


def test_a_centre_has_a_name_and_an_unknown_one_its_code() -> None:
    assert names_of_centre("GANGBUK") == ("강북구 통합관제센터", "Gangbuk control centre")
    assert names_of_centre("ELSEWHERE") == ("ELSEWHERE", "ELSEWHERE")
    assert names_of_centre(None) == ("", "")
