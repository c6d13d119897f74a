"""How far a trail is signed and witnessed is said as it is, before the first row and after a long silence."""

from bongsu.audit.proofs.status import WitnessPage, witness_page
from bongsu.audit.stamp import stamp
from bongsu.kernel.clock import FixedClock
from tests.audit.nodes import Node


async def page(log: Node) -> WitnessPage:
    async with log.database.read() as connection:
        return await witness_page(connection, log.key, log.clock.now())


async def cosign(log: Node, witness: Node) -> None:
    one = await log.is_witnessed_by(witness)
    seeker = log.seeker(reload_s=3600)
    await seeker.start()
    await seeker.ask(one)
    await seeker.stop()


async def test_an_empty_trail_has_its_keys_and_nothing_else(log: Node) -> None:
    said = await page(log)
    assert (said.origin, said.log_key) == (log.key.origin, str(log.key.as_log))
    assert said.witness_key == str(log.key.as_witness)
    assert (said.rows, said.signed_size, said.signed_at, said.witnessed_size) == (0, 0, None, 0)
    assert said.witnessed_age_s is None
    assert (said.witnesses, said.watched) == ([], [])


async def test_signed_rows_that_nobody_witnesses_have_no_age(log: Node) -> None:
    await log.grow(4)
    said = await page(log)
    assert (said.rows, said.signed_size, said.signed_at) == (4, 4, stamp(log.clock.now()))
    assert (said.witnessed_size, said.witnessed_age_s) == (0, None)


async def test_a_witness_that_has_said_nothing_yet_stands_there_without_a_size(
    log: Node, witness: Node
) -> None:
    await log.is_witnessed_by(witness)
    await log.grow(2)
    (view,) = (await page(log)).witnesses
    assert (view.name, view.url, view.vkey) == ("gangbuk", witness.url, str(witness.key.as_witness))
    assert (view.size, view.at, view.age_s) == (None, None, None)


async def test_the_age_counts_from_the_witnesss_own_time(
    log: Node, witness: Node, clock: FixedClock
) -> None:
    await log.grow(5)
    await cosign(log, witness)
    clock.advance(90)
    said = await page(log)
    assert (said.witnessed_size, said.witnessed_age_s) == (5, 90.0)
    (view,) = said.witnesses
    assert (view.size, view.age_s) == (5, 90.0)


async def test_rows_behind_the_last_cosignature_are_signed_and_not_witnessed(
    log: Node, witness: Node
) -> None:
    await log.grow(5)
    await cosign(log, witness)
    await log.grow(3)
    said = await page(log)
    assert (said.rows, said.signed_size, said.witnessed_size) == (8, 8, 5)


async def test_a_witness_shows_whose_trails_it_watches_and_how_far(
    log: Node, witness: Node
) -> None:
    (before,) = (await page(witness)).watched
    assert (before.origin, before.vkey, before.size) == (log.key.origin, str(log.key.as_log), 0)
    await log.grow(6)
    await cosign(log, witness)
    (after,) = (await page(witness)).watched
    assert after.size == 6
