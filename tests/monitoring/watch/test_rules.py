"""A camera's rules: the standard ones at first, then a person's, moved by verdicts; every version stays."""

import msgspec
import pytest

from bongsu.kernel.told import Faulty
from bongsu.monitoring.rules.rule import Rule
from bongsu.monitoring.watch import store
from bongsu.monitoring.watch.answers import WatchAnswers
from bongsu.monitoring.watch.change_rules import (
    ChangedMeanwhile,
    NewRules,
    change_rules,
    read_rules,
)
from bongsu.monitoring.watch.desk import UnknownCamera
from bongsu.monitoring.words import RuleKind
from tests.monitoring.watch.stage import LEAD, NOW, Stage

ZONE = Rule(
    rule_id="z", kind=RuleKind.INTRUSION, points=((0.1, 0.1), (0.9, 0.1), (0.9, 0.9), (0.1, 0.9))
)
NEW = NewRules(version=0, rules=(ZONE,))


async def test_a_camera_begins_with_the_standard_rules(stage: Stage) -> None:
    view = await read_rules(stage.desk, "SB-0001")
    assert (view.version, view.at) == (0, None)
    assert [rule.rule_id for rule in view.rules] == ["standard-intrusion", "standard-loitering"]


async def test_changed_rules_are_read_back_with_whose_they_are(stage: Stage) -> None:
    changed = await change_rules(stage.desk, "SB-0001", NEW, LEAD)
    assert await read_rules(stage.desk, "SB-0001") == changed
    assert (changed.version, changed.rules, changed.by, changed.at) == (1, (ZONE,), LEAD, NOW)
    (body,) = await stage.trail("change_rules")
    assert body == {"version": 1, "rules": 1}


async def test_a_camera_is_not_switched_on_by_drawing_its_rules(stage: Stage) -> None:
    await change_rules(stage.desk, "SB-0001", NEW, LEAD)
    assert not stage.desk.watched.is_on("SB-0001")


async def test_no_rules_at_all_are_a_choice_too(stage: Stage) -> None:
    view = await change_rules(stage.desk, "SB-0001", NewRules(version=0, rules=()), LEAD)
    assert view.rules == ()
    assert (await read_rules(stage.desk, "SB-0001")).rules == ()


async def test_of_two_who_change_at_once_the_second_is_told(stage: Stage) -> None:
    await change_rules(stage.desk, "SB-0001", NEW, LEAD)
    with pytest.raises(ChangedMeanwhile):
        await change_rules(stage.desk, "SB-0001", NEW, "per_other")


async def test_what_cannot_be_a_rule_is_refused_by_its_place(stage: Stage) -> None:
    bad = msgspec.structs.replace(ZONE, points=((0.1, 0.1), (0.2, 0.2)))
    with pytest.raises(Faulty) as refused:
        await change_rules(stage.desk, "SB-0001", NewRules(version=0, rules=(ZONE, bad)), LEAD)
    assert refused.value.field == "rules.1.points"
    assert (await read_rules(stage.desk, "SB-0001")).version == 0


async def test_an_unknown_camera_has_no_rules(stage: Stage) -> None:
    with pytest.raises(UnknownCamera):
        await read_rules(stage.desk, "SB-0099")
    with pytest.raises(UnknownCamera):
        await change_rules(stage.desk, "SB-0099", NEW, LEAD)


async def test_verdicts_move_one_score_and_the_rest_stays(stage: Stage) -> None:
    await stage.on("SB-0001")
    await change_rules(stage.desk, "SB-0001", NEW, LEAD)
    answers = WatchAnswers(stage.desk)
    async with stage.database.work() as work:
        assert await answers.retune_rule(work, "SB-0001", "z", 0.6)
    rule = answers.rule("SB-0001", "z")
    assert rule == msgspec.structs.replace(ZONE, score=0.6)
    assert (await read_rules(stage.desk, "SB-0001")).version == 2
    assert stage.desk.watched.is_on("SB-0001")


async def test_verdicts_move_a_standard_rule_too(stage: Stage) -> None:
    await stage.on("SB-0001")
    answers = WatchAnswers(stage.desk)
    async with stage.database.work() as work:
        assert await answers.retune_rule(work, "SB-0001", "standard-loitering", 0.7)
    moved = answers.rule("SB-0001", "standard-loitering")
    assert moved is not None
    assert moved.score == 0.7
    assert answers.rule("SB-0001", "standard-intrusion") is not None
    untouched = answers.rule("SB-0002", "standard-loitering")
    assert untouched is not None
    assert untouched.score != 0.7


async def test_a_rule_or_camera_that_is_gone_is_moved_no_more(stage: Stage) -> None:
    answers = WatchAnswers(stage.desk)
    async with stage.database.work() as work:
        assert not await answers.retune_rule(work, "SB-0001", "gone", 0.6)
        assert not await answers.retune_rule(work, "SB-0099", "z", 0.6)
    assert answers.rule("SB-0099", "z") is None


async def test_a_score_that_was_moved_in_vain_stays_where_it_was(stage: Stage) -> None:
    await change_rules(stage.desk, "SB-0001", NEW, LEAD)
    answers = WatchAnswers(stage.desk)
    with pytest.raises(ZeroDivisionError):
        async with stage.database.work() as work:
            await answers.retune_rule(work, "SB-0001", "z", 0.6)
            raise ZeroDivisionError
    assert answers.rule("SB-0001", "z") == ZONE


async def test_the_rules_of_another_day_can_be_read(stage: Stage) -> None:
    await change_rules(stage.desk, "SB-0001", NEW, LEAD)
    stage.clock.advance(3600)
    await change_rules(stage.desk, "SB-0001", NewRules(version=1, rules=()), LEAD)
    async with stage.database.read() as connection:
        then = await store.rules_of(connection, "SB-0001", NOW)
        now = await store.rules_of(connection, "SB-0001")
    assert then is not None
    assert now is not None
    assert (then.rules, now.rules) == ((ZONE,), ())


async def test_the_register_names_every_rule_in_use(stage: Stage) -> None:
    await stage.on("SB-0001", "SB-0002")
    await stage.on("SB-0002", on=False)
    used = WatchAnswers(stage.desk).in_use()
    assert {(one.camera_id, one.rule.rule_id, one.by) for one in used} == {
        ("SB-0001", "standard-intrusion", LEAD),
        ("SB-0001", "standard-loitering", LEAD),
    }
