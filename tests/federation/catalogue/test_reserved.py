"""A reserved camera is withdrawn at every centre that knew it, and both sides' digests agree."""

from collections.abc import Sequence

from bongsu.kernel.database import Work
from bongsu.registry.reserved.store import Reservation, drop_reservations, keep_reservations
from tests.federation.catalogue.city import NOON, Centre, until

HIDDEN = "SB-0007-1"


async def told(owner: Centre, work: Work, camera_ids: Sequence[str]) -> None:
    for follow in owner.catalogue.in_states_work:
        await follow(work, camera_ids)


async def reserved(owner: Centre) -> None:
    async with owner.database.work() as work:
        row = Reservation(HIDDEN, "MILITARY", "MND.CAPITAL", "비노출", NOON)
        await keep_reservations(work.connection, [row])
        await told(owner, work, [HIDDEN])


async def released(owner: Centre) -> None:
    async with owner.database.work() as work:
        await drop_reservations(work.connection, [HIDDEN])
        await told(owner, work, [HIDDEN])


async def knowing(hub: Centre, owner: Centre) -> None:
    hub.follow.up(owner.code)
    await hub.has_caught_up(owner)
    await until(lambda: hub.holdings.held(owner.code).checked_at is not None)


async def test_who_knew_it_is_told_that_it_is_gone(hub: Centre, seongbuk: Centre) -> None:
    await knowing(hub, seongbuk)
    assert HIDDEN in await hub.stored("SEONGBUK")
    await reserved(seongbuk)
    await hub.has_caught_up(seongbuk)
    assert HIDDEN not in await hub.stored("SEONGBUK")
    assert hub.catalogue.row(HIDDEN) is None
    assert await hub.agrees(seongbuk)


async def test_who_comes_later_never_learns_of_it(hub: Centre, seongbuk: Centre) -> None:
    await reserved(seongbuk)
    await seongbuk.set_state("dead", HIDDEN)
    await seongbuk.imported()
    await knowing(hub, seongbuk)
    assert HIDDEN not in await hub.stored("SEONGBUK")
    assert await hub.agrees(seongbuk)


async def test_a_released_one_is_told_anew(hub: Centre, seongbuk: Centre) -> None:
    await reserved(seongbuk)
    await knowing(hub, seongbuk)
    await released(seongbuk)
    await hub.has_caught_up(seongbuk)
    assert HIDDEN in await hub.stored("SEONGBUK")
    assert await hub.agrees(seongbuk)
