"""Our own media's view of another centre's camera is for its tile while it is pulled; all else is the owner's word."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import msgspec
import pytest

from bongsu.incidents.by_registry import RegistryChooser
from bongsu.kernel.database import Database, Work
from bongsu.kernel.memory_bus import MemoryBus
from bongsu.media.events import CameraStateChanged
from bongsu.media.present import ProcessChanged
from bongsu.registry import store
from bongsu.registry.catalogue import CameraState, Catalogue
from bongsu.registry.listen import RegistryListening
from tests.registry_catalogue.test_peer_cameras import NOON, theirs

CUT_AT = datetime(2026, 11, 21, 5, tzinfo=UTC)
THEIRS = "GB-0001-1"


class Media:
    """Speaks over the bus to the registry's listener."""

    def __init__(self, database: Database, catalogue: Catalogue) -> None:
        self.bus = MemoryBus()
        self.listening = RegistryListening(database, self.bus, catalogue)

    async def says(
        self, state: str, reason: str = "", camera_id: str = THEIRS, by: int = 1
    ) -> None:
        told = CameraStateChanged(
            camera_id=camera_id, state=state, since=CUT_AT, reason=reason, process=f"media-{by}"
        )
        await self.bus.publish("bongsu.media.camera_state", msgspec.json.encode(told))

    async def is_lost(self, by: int) -> None:
        told = ProcessChanged(process=f"media-{by}", is_live=False)
        await self.bus.publish("bongsu.media.process_changed", msgspec.json.encode(told))


@pytest.fixture
async def media(database: Database, catalogue: Catalogue) -> Media:
    catalogue.peers.apply("GANGBUK", [theirs()])
    media = Media(database, catalogue)
    await media.listening.start()
    return media


def tile(catalogue: Catalogue) -> str:
    return RegistryChooser(catalogue).state_of(THEIRS)[0]


async def kept_states(database: Database) -> dict[str, store.Health]:
    async with asyncio.timeout(10):
        while True:
            async with database.read() as connection:
                kept = await store.health(connection)
            if kept:
                return kept
            await asyncio.sleep(0.02)


async def test_a_line_that_is_cut_is_shown_on_the_tile_and_nowhere_else(
    database: Database, catalogue: Catalogue, media: Media
) -> None:
    versioned: list[str] = []

    async def version(_work: Work, camera_ids: Sequence[str]) -> None:
        versioned.extend(camera_ids)

    catalogue.in_states_work.append(version)
    own = next(iter(catalogue.rows))
    before = catalogue.counts(), catalogue.counts_by_owner()
    await media.says("dead", "other_centre_unreachable")
    chooser = RegistryChooser(catalogue)
    assert chooser.state_of(THEIRS) == ("dead", CUT_AT, "other_centre_unreachable")
    assert catalogue.state_of(THEIRS) == CameraState("live", NOON)
    assert (catalogue.counts(), catalogue.counts_by_owner()) == before
    await media.says("dead", "unreachable", own)
    kept = await kept_states(database)
    assert set(kept) == {own}, "nothing of another centre's camera is kept"
    assert versioned == [own]
    await media.listening.stop()


async def test_while_we_pull_it_our_own_eyes_count_and_afterwards_the_owners_word(
    catalogue: Catalogue, media: Media
) -> None:
    for state in ("connecting", "dead", "live", "frozen"):
        await media.says(state)
        assert tile(catalogue) == state
    await media.says("unknown", "idle")
    assert tile(catalogue) == "live"
    catalogue.peers.apply("GANGBUK", [theirs(state="dead", since=NOON + timedelta(hours=1))])
    assert tile(catalogue) == "dead"
    await media.listening.stop()


async def test_a_process_that_gives_it_up_says_nothing_about_the_one_that_has_it_now(
    catalogue: Catalogue, media: Media
) -> None:
    await media.says("dead", by=1)
    await media.says("frozen", by=2)
    await media.says("unknown", "idle", by=1)
    assert tile(catalogue) == "frozen"
    await media.is_lost(by=1)
    assert tile(catalogue) == "frozen"
    await media.is_lost(by=2)
    assert tile(catalogue) == "live"
    await media.listening.stop()


async def test_a_camera_that_its_centre_takes_back_while_it_is_shown_is_not_kept_as_ours(
    catalogue: Catalogue, media: Media
) -> None:
    await media.says("live")
    catalogue.peers.forget("GANGBUK")
    await media.says("dead", "other_centre_refused")
    assert media.listening._waiting == {}
    assert catalogue.state_of(THEIRS).state == "unknown"
    await media.listening.stop()


async def test_what_an_earlier_release_kept_of_another_centres_camera_counts_no_more(
    database: Database, catalogue: Catalogue
) -> None:
    async with database.work() as work:
        await store.set_health(work, [store.Health(THEIRS, "dead", CUT_AT, "x", "media-1")])
    catalogue.peers.apply("GANGBUK", [theirs()])
    async with database.read() as connection:
        await catalogue.load(connection)
    assert catalogue.state_of(THEIRS).state == "live"
    assert tile(catalogue) == "live"


async def test_of_a_camera_kept_quiet_a_state_is_for_its_tile_only(
    database: Database, catalogue: Catalogue
) -> None:
    ours = next(iter(catalogue.rows))
    bus, quiet = MemoryBus(), {ours}
    listening = RegistryListening(database, bus, catalogue, quiet.__contains__)
    await listening.start()

    async def says(state: str) -> tuple[str, str]:
        told = CameraStateChanged(
            camera_id=ours, state=state, since=CUT_AT, reason="", process="media-1"
        )
        await bus.publish("bongsu.media.camera_state", msgspec.json.encode(told))
        return catalogue.state_of(ours).state, catalogue.shown_state_of(ours).state

    assert await says("live") == ("unknown", "live")
    assert await says("unknown") == ("unknown", "unknown")
    quiet.clear()
    assert await says("live") == ("live", "live")
    quiet.add(ours)
    assert await says("unknown") == ("unknown", "unknown")
    await listening.stop()
