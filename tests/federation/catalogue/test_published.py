"""Districts without a node are known from published files, until they speak for themselves."""

import pytest

from bongsu.federation.catalogue.published import ToldByItsOwner, take_published
from bongsu.federation.catalogue.standings import catalogue_standings
from bongsu.registry.camera import CameraKind, CameraStatus, Purpose
from bongsu.registry.peer_camera import PeerCamera
from tests.federation.catalogue.city import Centre, until


def published(number: int, letters: str = "SB") -> PeerCamera:
    return PeerCamera(
        f"{letters}-{number:04d}-1", letters, "길음로", CameraKind.UNKNOWN, Purpose.MULTI,
        CameraStatus.IN_SERVICE, 37.6, 127.0, None, None, 50.0, None, None, "unknown", None,
    )  # fmt: skip


async def test_published_cameras_stand_on_the_map_with_their_source(hub: Centre) -> None:
    rows = [published(number) for number in range(5)]
    assert (
        await take_published(hub.database, "SEONGBUK", rows, "전국표준 2026-03", hub.catalogue)
        == []
    )
    assert hub.catalogue.counts_by_owner() == {"SEONGBUK": (5, 0)}
    standing = (await catalogue_standings(hub.database, hub.catalogue)())["SEONGBUK"]
    assert (standing.cameras, standing.source) == (5, "전국표준 2026-03")
    assert not standing.agrees
    assert standing.checked_at is None


async def test_a_newer_file_replaces_the_one_before(hub: Centre) -> None:
    await take_published(
        hub.database, "SEONGBUK", [published(1), published(2)], "old", hub.catalogue
    )
    await take_published(
        hub.database, "SEONGBUK", [published(2), published(3)], "new", hub.catalogue
    )
    assert set(await hub.stored("SEONGBUK")) == {"SB-0002-1", "SB-0003-1"}
    assert hub.catalogue.row("SB-0001-1") is None


async def test_rows_that_are_no_camera_of_the_district_are_named(hub: Centre) -> None:
    refused = await take_published(
        hub.database, "SEONGBUK", [published(1), published(2, "GB")], "f"
    )
    assert refused == ["GB-0002-1: no camera of SEONGBUK"]
    assert set(await hub.stored("SEONGBUK")) == {"SB-0001-1"}


async def test_the_districts_own_word_replaces_the_file_and_is_not_overruled(
    hub: Centre, seongbuk: Centre
) -> None:
    await take_published(hub.database, "SEONGBUK", [published(900)], "f", hub.catalogue)
    hub.follow.up("SEONGBUK")
    await hub.has_caught_up(seongbuk)
    assert set(await hub.stored("SEONGBUK")) == await seongbuk.ids()
    assert hub.catalogue.counts_by_owner() == {"SEONGBUK": (300, 0)}
    assert hub.holdings.held("SEONGBUK").source == ""
    with pytest.raises(ToldByItsOwner):
        await take_published(hub.database, "SEONGBUK", [published(901)], "f", hub.catalogue)


async def test_a_file_stays_when_nobody_is_linked(hub: Centre) -> None:
    await take_published(hub.database, "GURO", [published(1, "GR")], "f", hub.catalogue)
    again = Centre("SEOUL", hub.database, hub.line)
    await again.start()
    await again.follow.linked(set())
    assert again.catalogue.counts_by_owner() == {"GURO": (1, 0)}
    await again.stop()


async def test_the_page_of_links_says_what_was_compared(hub: Centre, seongbuk: Centre) -> None:
    hub.follow.up("SEONGBUK")
    await hub.has_caught_up(seongbuk)
    await until(lambda: hub.holdings.held("SEONGBUK").checked_at is not None)
    standing = (await catalogue_standings(hub.database, hub.catalogue)())["SEONGBUK"]
    assert (standing.cameras, standing.version, standing.source) == (300, 300, "")
    assert standing.agrees
    assert standing.digest == standing.own_digest
