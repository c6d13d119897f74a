"""Two centres hold the same: after a first sync, after changes, cuts, kills, drift, and whatever a peer says."""

from functools import partial
from pathlib import Path

import msgspec
import pytest

from bongsu.federation.catalogue import store as kept
from bongsu.federation.catalogue.entitled import Scope
from bongsu.federation.catalogue.follow import MalformedChange
from bongsu.federation.catalogue.serve import MalformedAsk
from bongsu.federation.catalogue.wire import (
    NONE,
    Ask,
    Change,
    Changed,
    Holding,
)
from bongsu.federation.line import PeerUnreachable
from bongsu.federation.memory_line import MemoryCity
from bongsu.registry.assign_streams import assign_streams
from bongsu.registry.camera import Purpose
from tests.federation.catalogue.city import NOON, Centre, a_camera, centre, until

CRIME = Scope(frozenset({Purpose.CRIME_PREVENTION.value}))
FIRST = "SB-0001-1"


async def linked(hub: Centre, owner: Centre) -> None:
    hub.follow.up(owner.code)
    await hub.has_caught_up(owner)
    await until(lambda: hub.holdings.held(owner.code).checked_at is not None)


async def test_a_first_sync_brings_all_and_both_sides_agree(hub: Centre, seongbuk: Centre) -> None:
    await linked(hub, seongbuk)
    assert set(await hub.stored("SEONGBUK")) == await seongbuk.ids()
    assert await hub.agrees(seongbuk)
    held = await hub.held_in_table("SEONGBUK")
    assert held is not None
    assert (held.version, held.agrees, held.mended) == (300, True, 0)
    assert len(held.digest) == 64
    assert hub.catalogue.counts_by_owner() == {"SEONGBUK": (300, 0)}


async def test_a_state_is_pushed_without_being_asked_for(hub: Centre, seongbuk: Centre) -> None:
    await linked(hub, seongbuk)
    await seongbuk.set_state("dead", FIRST, "SB-0002-1")
    await hub.has_caught_up(seongbuk)
    assert (await hub.stored("SEONGBUK"))[FIRST] == "dead"
    assert hub.catalogue.state_of(FIRST).state == "dead"
    assert hub.catalogue.state_of(FIRST).since == NOON
    assert hub.catalogue.counts_by_owner() == {"SEONGBUK": (300, 2)}
    assert await hub.agrees(seongbuk)


async def test_the_same_state_said_twice_is_one_version(seongbuk: Centre) -> None:
    await seongbuk.set_state("live", FIRST)
    version = await seongbuk.version()
    await seongbuk.set_state("live", FIRST)
    assert await seongbuk.version() == version


async def test_more_changes_than_one_push_carries_are_asked_for(
    hub: Centre, seongbuk: Centre
) -> None:
    await linked(hub, seongbuk)
    await seongbuk.set_state("live", *sorted(await seongbuk.ids()))
    await hub.has_caught_up(seongbuk)
    assert set((await hub.stored("SEONGBUK")).values()) == {"live"}
    assert await hub.agrees(seongbuk)


async def test_added_moved_and_removed_cameras_are_followed(hub: Centre, seongbuk: Centre) -> None:
    await linked(hub, seongbuk)
    await seongbuk.add(a_camera("SB", 901))
    await seongbuk.change(FIRST, lat=37.7)
    await seongbuk.change("SB-0002-1", removed_on=NOON.date())
    await hub.has_caught_up(seongbuk)
    stored = await hub.stored("SEONGBUK")
    assert "SB-0901-1" in stored
    assert "SB-0002-1" not in stored
    row = hub.catalogue.row(FIRST)
    assert row is not None
    assert (row.lat, row.owner) == (37.7, "SEONGBUK")
    assert hub.catalogue.row("SB-0002-1") is None
    assert await hub.agrees(seongbuk)


async def test_a_camera_that_comes_back_is_told_again(hub: Centre, seongbuk: Centre) -> None:
    await linked(hub, seongbuk)
    await seongbuk.change(FIRST, removed_on=NOON.date())
    await seongbuk.change(FIRST, removed_on=None)
    await hub.has_caught_up(seongbuk)
    assert FIRST in await hub.stored("SEONGBUK")
    assert await hub.agrees(seongbuk)


async def test_out_of_service_is_told_and_counts_no_more(hub: Centre, seongbuk: Centre) -> None:
    await linked(hub, seongbuk)
    await seongbuk.change(FIRST, status="out_of_service")
    await hub.has_caught_up(seongbuk)
    assert hub.catalogue.counts_by_owner() == {"SEONGBUK": (299, 0)}
    assert await hub.agrees(seongbuk)


async def test_what_happened_while_the_line_was_cut_is_caught_up(
    city: MemoryCity, hub: Centre, seongbuk: Centre
) -> None:
    await linked(hub, seongbuk)
    city.cut.add("SEONGBUK")
    hub.follow.down("SEONGBUK")
    seongbuk.push.down("SEOUL")
    await seongbuk.set_state("frozen", FIRST)
    assert hub.catalogue.state_of(FIRST).state == "unknown"
    assert hub.catalogue.counts_by_owner() == {"SEONGBUK": (300, 0)}
    city.cut.clear()
    hub.follow.up("SEONGBUK")
    await hub.has_caught_up(seongbuk)
    assert hub.catalogue.state_of(FIRST).state == "frozen"
    assert await hub.agrees(seongbuk)


async def test_a_first_sync_cut_in_the_middle_goes_on_where_it_was(
    city: MemoryCity, hub: Centre, seongbuk: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bongsu.federation.catalogue.serve.MOST_BYTES", 10_000)
    asked, answer = list[Ask](), seongbuk.serving.answer

    async def twice(peer: str, body: bytes) -> bytes:
        asked.append(msgspec.msgpack.decode(body, type=Ask))
        if len(asked) == 3:
            city.cut.add("SEONGBUK")
        return await answer(peer, body)

    seongbuk.line.answer("catalogue", twice)
    with pytest.raises(PeerUnreachable):
        await hub.follow.catch_up("SEONGBUK")
    part = await hub.stored("SEONGBUK")
    held = await hub.held_in_table("SEONGBUK")
    assert held is not None
    assert 0 < len(part) == held.version < 300
    city.cut.clear()
    await hub.follow.catch_up("SEONGBUK")
    assert asked[3].after == held.version
    assert await hub.agrees(seongbuk)
    assert len(await hub.stored("SEONGBUK")) == 300


async def test_a_receiver_killed_between_batches_goes_on(
    hub: Centre, seongbuk: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bongsu.federation.catalogue.holdings._AT_ONCE", 100)
    take, taken = hub.holdings._remember, list[int]()

    def dies(*args: object) -> None:
        taken.append(1)
        if len(taken) == 2:
            raise SystemError
        take(*args)  # type: ignore[arg-type] # handed on as it came

    monkeypatch.setattr(hub.holdings, "_remember", dies)
    with pytest.raises(SystemError):
        await hub.follow.catch_up("SEONGBUK")
    await hub.stop()
    again = Centre("SEOUL", hub.database, hub.line)
    await again.start()
    assert 0 < len(await again.stored("SEONGBUK")) < 300
    await again.follow.catch_up("SEONGBUK")
    assert len(await again.stored("SEONGBUK")) == 300
    assert await again.agrees(seongbuk)
    await again.stop()


@pytest.mark.parametrize(
    "harm",
    [
        "DELETE FROM peer_cameras WHERE camera_id = 'SB-0001-1'",
        "UPDATE peer_cameras SET state = 'live' WHERE camera_id = 'SB-0001-1'",
        "UPDATE peer_cameras SET lat = 37.5 WHERE camera_id < 'SB-0100-1'",
        "UPDATE peer_cameras SET camera_id = 'SB-9999-9' WHERE camera_id = 'SB-0001-1'",
    ],
)
async def test_drift_is_found_mended_and_told(hub: Centre, seongbuk: Centre, harm: str) -> None:
    await linked(hub, seongbuk)
    async with hub.database.work() as work:
        await work.connection.exec_driver_sql(harm)
    assert not await hub.agrees(seongbuk)
    await hub.follow.catch_up("SEONGBUK")
    assert await hub.agrees(seongbuk)
    held = await hub.held_in_table("SEONGBUK")
    assert held is not None
    assert held.agrees
    assert held.mended > 0
    assert held.mended_at == NOON


async def test_an_owner_brought_back_from_a_copy_is_followed_back(
    city: MemoryCity, hub: Centre, seongbuk: Centre, tmp_path: Path
) -> None:
    await linked(hub, seongbuk)
    await seongbuk.set_state("live", FIRST)
    await hub.has_caught_up(seongbuk)
    (tmp_path / "copy").mkdir()
    restored = await centre(city, tmp_path / "copy", "SEONGBUK", 200)
    await restored.start()
    await hub.follow.catch_up("SEONGBUK")
    assert len(await hub.stored("SEONGBUK")) == 200
    assert await hub.agrees(restored)
    await restored.stop()
    await restored.database.close()


async def test_a_party_learns_of_the_purposes_it_agreed_on_and_of_nothing_else(
    hub: Centre, seongbuk: Centre
) -> None:
    seongbuk.scopes["SEOUL"] = CRIME
    await seongbuk.add(*(a_camera("SB", 800 + one, Purpose.DUMPING) for one in range(5)))
    await seongbuk.imported()
    await linked(hub, seongbuk)
    assert len(await hub.stored("SEONGBUK")) == 300
    await seongbuk.set_state("dead", "SB-0801-1", FIRST)
    await hub.has_caught_up(seongbuk)
    stored = await hub.stored("SEONGBUK")
    assert stored[FIRST] == "dead"
    assert not any(one.startswith("SB-08") for one in stored)
    assert await hub.agrees(seongbuk)


async def test_a_camera_whose_purpose_is_not_agreed_any_more_goes(
    hub: Centre, seongbuk: Centre
) -> None:
    seongbuk.scopes["SEOUL"] = CRIME
    await linked(hub, seongbuk)
    await seongbuk.change(FIRST, purpose="dumping")
    await hub.has_caught_up(seongbuk)
    assert FIRST not in await hub.stored("SEONGBUK")
    await seongbuk.change(FIRST, purpose="crime_prevention")
    await hub.has_caught_up(seongbuk)
    assert FIRST in await hub.stored("SEONGBUK")
    assert await hub.agrees(seongbuk)


async def test_a_digest_from_what_has_changed_is_that_of_the_whole(
    hub: Centre, seongbuk: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The owner goes on from the marks that it told last: nothing may be mended afterwards."""
    seongbuk.scopes["SEOUL"] = CRIME
    await linked(hub, seongbuk)

    async def whole(*_: object) -> list[tuple[str, bytes]]:
        raise AssertionError("read whole again")

    await hub.follow.catch_up("SEONGBUK")
    monkeypatch.setattr(kept, "standing_hashes", whole)
    await seongbuk.set_state("dead", FIRST)
    await seongbuk.change("SB-0002-1", removed_on=NOON.date())
    await seongbuk.change("SB-0003-1", purpose="dumping")
    await seongbuk.change("SB-0004-1", purpose="dumping")
    await seongbuk.change("SB-0004-1", purpose="crime_prevention")
    await hub.has_caught_up(seongbuk)
    await hub.follow.catch_up("SEONGBUK")
    held = hub.holdings.held("SEONGBUK")
    assert (held.agrees, held.mended) == (True, 0)
    monkeypatch.undo()
    assert await hub.agrees(seongbuk)


def _holds(hub: Centre, cameras: int) -> bool:
    return hub.catalogue.peers.held_of("SEONGBUK") == cameras


async def test_an_agreement_that_begins_ends_or_changes_is_felt_at_once(
    hub: Centre, seongbuk: Centre
) -> None:
    await seongbuk.add(a_camera("SB", 801, Purpose.DUMPING))
    await seongbuk.imported()
    await linked(hub, seongbuk)
    for scope, cameras in ((CRIME, 300), (None, 0), (Scope(frozenset({"dumping"})), 1)):
        seongbuk.scopes["SEOUL"] = scope
        seongbuk.push.entitlements_changed()
        await until(partial(_holds, hub, cameras))
        assert len(await hub.stored("SEONGBUK")) == cameras


async def test_a_revoked_centre_is_deleted_and_a_published_catalogue_stays(
    hub: Centre, seongbuk: Centre
) -> None:
    await linked(hub, seongbuk)
    await hub.follow.linked({"SEONGBUK"})
    assert len(await hub.stored("SEONGBUK")) == 300
    await hub.follow.linked(set())
    assert await hub.stored("SEONGBUK") == {}
    assert await hub.held_in_table("SEONGBUK") is None
    assert hub.catalogue.counts_by_owner() == {}


async def test_cameras_known_before_a_restart_are_known_after_it(
    hub: Centre, seongbuk: Centre
) -> None:
    await linked(hub, seongbuk)
    again = Centre("SEOUL", hub.database, hub.line)
    await again.start()
    assert again.catalogue.counts_by_owner() == {"SEONGBUK": (300, 0)}
    assert again.holdings.held("SEONGBUK").version == 300
    assert len(again.holdings.marks("SEONGBUK")) == 300
    await again.stop()


async def test_what_follows_on_nothing_we_hold_is_not_taken(hub: Centre, seongbuk: Centre) -> None:
    await linked(hub, seongbuk)
    told = Changed(
        version=900, after=800, scope="all", is_whole=True, changes=[Change(FIRST, NONE)]
    )
    answer = await hub.follow.changed("SEONGBUK", msgspec.msgpack.encode(told))
    assert msgspec.msgpack.decode(answer, type=Holding).version == 300
    assert FIRST in await hub.stored("SEONGBUK")
    stranger = await hub.follow.changed("GURO", msgspec.msgpack.encode(told))
    assert msgspec.msgpack.decode(stranger, type=Holding).version == 0
    assert await hub.stored("GURO") == {}


@pytest.mark.parametrize("body", [b"", b"\xc1", msgspec.msgpack.encode({"version": -1})])
async def test_what_is_no_message_is_refused_by_name(hub: Centre, body: bytes) -> None:
    with pytest.raises(MalformedChange):
        await hub.follow.changed("SEONGBUK", body)
    with pytest.raises(MalformedAsk):
        await hub.serving.answer("SEONGBUK", body)


async def test_no_stream_address_ever_leaves(city: MemoryCity, seongbuk: Centre) -> None:
    await assign_streams(seongbuk.database, "rtsp://u:secret@10.0.0.1/{number}", None)
    await seongbuk.imported()
    line = city.line("SEOUL")
    for ask in (Ask(want="changes"), Ask(want="buckets", buckets=list(range(256)))):
        said_to = await line.ask("SEONGBUK", "catalogue", msgspec.msgpack.encode(ask), 5)
        assert b"rtsp" not in said_to
        assert b"secret" not in said_to
        assert b"10.0.0.1" not in said_to
