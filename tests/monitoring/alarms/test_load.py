"""What a queue asks of people, in figures: of ten minutes, of each operator, of each rule."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.audit.downloads import ReasonMissing
from bongsu.kernel.failures import Invalid
from bongsu.monitoring.alarms.failures import UnknownCameraHere
from bongsu.monitoring.alarms.load import (
    Figures,
    RaisedRow,
    ShownRow,
    figures_of,
    fullest,
    numbered,
    operators_of,
    reasons_of,
    rules_of,
    share_of,
    slot_of,
    slots_of,
)
from bongsu.monitoring.alarms.missed import MissedWish, report_missed
from bongsu.monitoring.alarms.register import as_csv, register, register_file
from bongsu.monitoring.alarms.weigh import LONGEST, Span, load_of, span_of
from bongsu.monitoring.words import FalseReason, RuleKind
from tests.monitoring.alarms.queue import ENTERS, HEAD, KIM, LEE, NOW, Queue, camera, catalogue_of


def shown(
    at_s: float = 0, opened_s: float | None = None, outcome: str | None = None, by: str = KIM
) -> ShownRow:
    at = NOW + timedelta(seconds=at_s)
    opened = at + timedelta(seconds=opened_s) if opened_s is not None else None
    return ShownRow(by, at, opened, opened if outcome else None, outcome)


def raised(
    rule_id: str = "r", state: str = "real", reason: str | None = None, **more: object
) -> RaisedRow:
    values = {
        "camera_id": "SB-1",
        "rule_id": rule_id,
        "rule_name": "규칙",
        "kind": "intrusion",
        "state": state,
        "reason": reason,
        "count": 1,
        "silenced": False,
        "first_at": NOW,
    }
    return RaisedRow(**{**values, **more})  # type: ignore[arg-type]  # by name


def test_of_nothing_there_is_no_rate() -> None:
    assert figures_of([]) == Figures()


def test_rate_and_times() -> None:
    rows = [
        shown(0, 4, "real"),
        shown(1, 8, "false"),
        shown(2, 30, "real"),
        shown(3, None, "lapsed"),
    ]
    found = figures_of(rows)
    assert (found.shown, found.answered, found.real, found.false, found.lapsed) == (4, 3, 2, 1, 1)
    assert found.confirmed == pytest.approx(2 / 3, abs=1e-4)
    assert (found.opened_median_s, found.opened_p95_s) == (8.0, 30.0)


@given(st.lists(st.floats(0, 600), min_size=1, max_size=50), st.floats(0, 1))
def test_a_share_is_one_of_the_values(values: list[float], share: float) -> None:
    ordered = sorted(values)
    found = share_of(ordered, share)
    assert found is not None
    assert ordered[0] - 0.06 <= found <= ordered[-1] + 0.06


@given(st.lists(st.integers(0, 7200), max_size=40))
def test_the_fullest_ten_minutes_are_any_ten_minutes(seconds: list[int]) -> None:
    times = [NOW + timedelta(seconds=one) for one in seconds]
    most = fullest(times)
    brute = max(
        (sum(0 <= (other - one).total_seconds() < 600 for other in times) for one in times),
        default=0,
    )
    assert most == brute


def test_ten_minutes_by_the_clock() -> None:
    assert slot_of(datetime.fromisoformat("2026-11-23T02:19:59.5Z")) == NOW + timedelta(minutes=10)
    rows = [shown(0), shown(599), shown(600, by=LEE)]
    found = slots_of(rows, numbered(rows))
    assert [(one.at, one.operator, one.figures.shown) for one in found] == [
        (NOW, 1, 2),
        (NOW + timedelta(minutes=10), 2, 1),
    ]


def test_operators_are_numbers_and_one_of_them_is_me() -> None:
    rows = [shown(by=KIM), shown(by=LEE), shown(5, by=LEE)]
    found = operators_of(rows, numbered(rows), LEE)
    assert [(one.operator, one.is_me, one.most_in_10min) for one in found] == [
        (1, False, 1),
        (2, True, 2),
    ]


def test_rules_with_the_most_false_alarms_come_first() -> None:
    rows = [
        raised("calm"),
        raised("loud", "false", "plant", count=7),
        raised("loud", "lapsed", silenced=True),
    ]
    loud, calm = rules_of(rows)
    assert (loud.rule_id, loud.alarms, loud.arrivals, loud.false, loud.silenced) == (
        "loud",
        2,
        8,
        1,
        1,
    )
    assert (calm.rule_id, calm.real, calm.kind) == ("calm", 1, RuleKind.INTRUSION)


def test_every_reason_has_its_number() -> None:
    found = reasons_of([raised(state="false", reason="plant"), raised(state="real")])
    assert found[FalseReason.PLANT] == 1
    assert set(found) == set(FalseReason)


def test_a_span_is_the_last_twelve_hours_or_what_was_asked() -> None:
    assert span_of(None, None, NOW) == Span(NOW - timedelta(hours=12), NOW)
    begins = NOW - timedelta(days=3)
    assert span_of(begins, None, NOW) == Span(begins, NOW)


@pytest.mark.parametrize(
    ("begins", "ends", "field"),
    [
        (NOW, NOW, "to"),
        (NOW, NOW - timedelta(hours=1), "to"),
        (NOW - LONGEST - timedelta(seconds=1), NOW, "from"),
        (NOW.replace(tzinfo=None), None, "from"),
        (None, NOW.replace(year=9000), "to"),
    ],
)
def test_a_span_that_cannot_be_is_refused_by_its_field(
    begins: datetime | None, ends: datetime | None, field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        span_of(begins, ends, NOW)
    assert refused.value.field == field


async def test_what_one_operator_did_is_told(queue: Queue) -> None:
    queue.enters()
    alarm = await queue.raised()
    queue.clock.advance(12)
    await queue.answered(await queue.opened(alarm))
    await queue.waved(await queue.raised("SB-2"), FalseReason.ANIMAL)
    span = Span(NOW - timedelta(hours=1), NOW + timedelta(hours=1))
    found = await load_of(queue.desk, span, KIM, mine_only=False)
    assert (found.figures.shown, found.figures.real, found.figures.false) == (2, 1, 1)
    assert found.figures.confirmed == 0.5
    assert found.figures.opened_p95_s == 12.0
    assert found.reasons[FalseReason.ANIMAL] == 1
    assert (found.arrivals, found.silenced, found.manageable) == (2, 0, 4)
    assert {one.camera_name for one in found.rules} == {"길음동 SB-1", "길음동 SB-2"}


async def test_an_operator_is_told_their_own_and_of_no_rule(queue: Queue) -> None:
    queue.enters(KIM)
    queue.enters(LEE)
    for camera_id in ("SB-1", "SB-2"):
        await queue.raised(camera_id)
    span = Span(NOW - timedelta(hours=1), NOW + timedelta(hours=1))
    found = await load_of(queue.desk, span, KIM, mine_only=True)
    assert (found.figures.shown, len(found.operators), found.rules) == (1, 1, [])
    assert found.dropped == {}


async def test_what_was_missed_is_counted_where_it_was(queue: Queue) -> None:
    wish = MissedWish(camera_id="SB-1", at=NOW - timedelta(minutes=5), kind=RuleKind.INTRUSION)
    await report_missed(queue.desk, wish, KIM)
    span = Span(NOW - timedelta(hours=1), NOW + timedelta(hours=1))
    found = await load_of(queue.desk, span, KIM, mine_only=False)
    assert [one.camera_id for one in found.missed] == ["SB-1"]
    assert await queue.trail() == ["report_missed"]
    for who, count in ((KIM, 1), ("per_other", 0)):
        own = await load_of(queue.desk, span, who, mine_only=True)
        assert len(own.missed) == count


@pytest.mark.parametrize("at", [NOW + timedelta(seconds=1), NOW - timedelta(days=61)])
async def test_what_is_yet_to_come_was_not_missed(queue: Queue, at: datetime) -> None:
    with pytest.raises(Invalid) as refused:
        await report_missed(
            queue.desk, MissedWish(camera_id="SB-1", at=at, kind=RuleKind.CROWD), KIM
        )
    assert refused.value.field == "at"


async def test_of_a_camera_nobody_may_see_nothing_was_missed(queue: Queue) -> None:
    with pytest.raises(UnknownCameraHere):
        await report_missed(
            queue.desk, MissedWish(camera_id="SB-9", at=NOW, kind=RuleKind.CROWD), KIM
        )


async def test_the_register_says_which_rule_looks_where(queue: Queue) -> None:
    await queue.answered(await queue.raised())
    rows = await register(queue.desk)
    assert len(rows) == 6
    first = rows[0]
    assert (first.camera_id, first.rule_id, first.by) == ("SB-1", ENTERS, "per_head")
    assert (first.alarms, first.real, first.false) == (1, 1, 0)
    queue.desk.catalogue.rows = catalogue_of(camera("SB-2")).rows
    assert {one.camera_id for one in await register(queue.desk)} == {"SB-2"}


async def test_the_file_has_its_row_and_is_no_formula(queue: Queue) -> None:
    queue.desk.catalogue.rows = catalogue_of(camera("SB-1", name="=HYPERLINK(1)")).rows
    content = await register_file(queue.desk, "국정감사 제출 자료", HEAD)
    text = content.decode("utf-8-sig")
    assert "'=HYPERLINK(1)" in text
    assert text.splitlines()[0].startswith("카메라,이름,동")
    assert await queue.trail() == ["download"]
    with pytest.raises(ReasonMissing):
        await register_file(queue.desk, "x", HEAD)


def test_an_empty_register_has_its_head() -> None:
    assert as_csv([]).decode("utf-8-sig").count("\r\n") == 1
