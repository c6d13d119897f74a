"""The queue says what the list says: through switches, changes, retirements, a restart of the node, a fall of the bus."""

import msgspec
import pytest

from bongsu.monitoring.rules.rule import Rule
from bongsu.monitoring.watch import store
from bongsu.monitoring.watch.change_rules import NewRules, change_rules
from bongsu.monitoring.words import RuleKind
from bongsu.monitoring.worker.messages import SearchOrder
from tests.monitoring.watch.stage import LEAD, NOW, Stage, fence_of

ZONE = Rule(rule_id="z", kind=RuleKind.INTRUSION)


async def test_no_camera_is_watched_before_somebody_switches_it_on(stage: Stage) -> None:
    await stage.reconcile()
    assert await stage.takes() == []


async def test_a_camera_switched_on_becomes_a_job_without_any_address(stage: Stage) -> None:
    await stage.on("SB-0001")
    await stage.reconcile()
    ((delivered, job),) = await stage.takes()
    assert (job.camera_id, job.version, job.interval_s) == ("SB-0001", 0, 10.0)
    assert [rule.rule_id for rule in job.rules] == ["standard-intrusion", "standard-loitering"]
    assert b"rtsp" not in delivered.body
    assert stage.desk.fences.admit(fence_of(delivered))


async def test_the_same_list_again_changes_nothing(stage: Stage) -> None:
    await stage.on("SB-0001", "SB-0002")
    for _ in range(3):
        await stage.reconcile()
    assert [delivered.number for delivered, _ in await stage.takes()] == [1, 2]
    assert stage.ended() == []


async def test_what_could_not_be_kept_is_kept_the_next_time(stage: Stage) -> None:
    await stage.on("SB-0001", "SB-0002")
    await stage.reconcile()
    for delivered, _ in await stage.takes():
        stage.desk.fences.admit(fence_of(delivered))
    stage.desk.fences.begin("SB-0003", 2**70, "no database holds this number")
    with pytest.raises(Exception, match=r"too large|out of range"):
        await stage.keeper.jobs.keep()
    stage.desk.fences.end("SB-0003")
    await stage.keeper.jobs.keep()
    async with stage.database.read() as connection:
        kept = await store.standings(connection)
    assert sorted((one.camera_id, one.worker) for one in kept) == [
        ("SB-0001", "w1"),
        ("SB-0002", "w1"),
    ]


async def test_switched_off_its_job_is_over(stage: Stage) -> None:
    await stage.on("SB-0001", "SB-0002")
    await stage.reconcile()
    (delivered, _), _ = await stage.takes()
    await stage.on("SB-0001", on=False)
    await stage.reconcile()
    assert stage.ended() == [1]
    assert not stage.desk.fences.admit(fence_of(delivered))
    assert dict(await stage.queue.keys()) == {"SB-0002": 1}


async def test_changed_rules_are_a_new_job_and_the_old_one_is_over(stage: Stage) -> None:
    await stage.on("SB-0001")
    await stage.reconcile()
    await change_rules(stage.desk, "SB-0001", NewRules(version=0, rules=(ZONE,)), LEAD)
    await stage.reconcile()
    ((delivered, job),) = await stage.takes()
    assert (delivered.number, job.version, job.rules) == (2, 1, (ZONE,))
    assert stage.ended() == [1]


async def test_a_camera_that_is_retired_or_reserved_is_watched_no_more(stage: Stage) -> None:
    await stage.on("SB-0001")
    await stage.reconcile()
    stage.catalogue.rows = {}
    await stage.reconcile()
    assert stage.ended() == [1]
    assert await stage.takes() == []


async def test_after_a_fall_of_the_bus_all_jobs_are_made_anew_with_higher_numbers(
    stage: Stage,
) -> None:
    await stage.on("SB-0001", "SB-0002")
    await stage.reconcile()
    (before, _), _ = await stage.takes()
    stage.queue.fall()
    await stage.reconcile()
    assert sorted(stage.ended()) == [1, 2]
    assert [delivered.number for delivered, _ in await stage.takes()] == [3, 4]
    assert not stage.desk.fences.admit(fence_of(before))


async def test_a_node_started_again_knows_the_jobs_and_their_deliveries(stage: Stage) -> None:
    await stage.on("SB-0001")
    await stage.reconcile()
    ((delivered, _),) = await stage.takes()
    heir = msgspec.structs.replace(fence_of(delivered, "w2"), delivery=2)
    stage.desk.fences.admit(heir)
    await stage.keeper.jobs.keep()
    stage.desk = stage.new_desk()
    stage.keeper = stage.new_keeper()
    await stage.keeper.load()
    await stage.reconcile()
    assert stage.ended() == []
    assert not stage.desk.fences.admit(fence_of(delivered, "w1"))
    assert stage.desk.fences.admit(heir)


async def test_ended_fences_are_forgotten_by_the_database_too(stage: Stage) -> None:
    await stage.on("SB-0001")
    await stage.reconcile()
    await stage.keeper.jobs.keep()
    await stage.on("SB-0001", on=False)
    await stage.reconcile()
    await stage.keeper.jobs.keep()
    stage.desk = stage.new_desk()
    stage.keeper = stage.new_keeper()
    await stage.keeper.load()
    assert stage.desk.fences.standings() == ()


async def test_a_search_makes_a_job_without_rules_where_nobody_watches(stage: Stage) -> None:
    ends = NOW.replace(hour=9)
    order = SearchOrder(search_id="s", ends_at=ends)
    stage.desk.searches["SB-0003"] = order
    await stage.reconcile()
    ((_, job),) = await stage.takes()
    assert (job.camera_id, job.rules, job.search) == ("SB-0003", (), order)
    stage.clock.advance(3 * 3600)
    await stage.reconcile()
    assert stage.ended() == [1]
