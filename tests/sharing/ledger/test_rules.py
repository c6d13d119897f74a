"""How long was watched, what the law wants published, and which days were meant."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.kernel.failures import Invalid
from bongsu.sharing.ledger.export import kind_of
from bongsu.sharing.ledger.row import Form, LedgerKind, LedgerRow
from bongsu.sharing.ledger.rules import Watched, is_published, viewings
from bongsu.sharing.ledger.span import span_of

AT = datetime(2026, 11, 21, 5, 10, tzinfo=UTC)


def moment(seconds: float) -> datetime:
    return AT + timedelta(seconds=seconds)


def began(seconds: float, session: str = "a", camera: str = "SB-1") -> Watched:
    return Watched(moment(seconds), True, session, camera)  # noqa: FBT003 (began)


def ended(seconds: float, session: str = "a", camera: str = "SB-1") -> Watched:
    return Watched(moment(seconds), False, session, camera)  # noqa: FBT003 (ended)


def total(events: list[Watched], until: float) -> float:
    return sum((one.ended - one.began).total_seconds() for one in viewings(events, moment(until)))


def test_each_session_and_each_camera_counts_for_itself() -> None:
    events = [began(0), began(5, "b"), began(5, camera="SB-2"), ended(10), ended(20, "b")]
    assert total([*events, ended(8, camera="SB-2")], 100) == 10 + 15 + 3


def test_a_viewing_whose_end_has_not_arrived_counts_until_the_lending_ended() -> None:
    assert total([began(0), ended(10), began(20)], 50) == 10 + 30


def test_an_end_without_a_beginning_is_nothing() -> None:
    assert total([ended(10)], 50) == 0


def test_nothing_is_counted_backwards() -> None:
    assert total([began(60)], 50) == 0


@given(st.permutations([began(0), ended(10), began(2, "b"), ended(7, "b"), began(3, "c")]))
def test_the_order_in_which_rows_arrive_changes_nothing(events: list[Watched]) -> None:
    assert total(events, 20) == 10 + 5 + 17


def row(*bases: str, kind: LedgerKind = LedgerKind.PROVIDE, exercise: bool = False) -> LedgerRow:
    return LedgerRow(
        ledger_id="led_1",
        kind=kind,
        at=AT,
        organisation="KNPA.SEOUL.SEONGBUK",
        recipient_ko="성북경찰서",
        recipient_en="Seongbuk police",
        purpose_ko="112 긴급출동 · 강도 (코드0)",
        purpose_en="112 dispatch · Robbery (C0)",
        legal_bases=bases,
        form=Form.LIVE,
        camera_ids=("SB-1",),
        exercise=exercise,
    )


@pytest.mark.parametrize(
    ("bases", "is_due"),
    [
        (("PIPA18-2-1",), False),
        (("PIPA18-2-7",), False),
        (("PIPA18-2-3",), True),
        (("PIPA18-2-2",), True),
        (("PIPA18-2-5",), True),
        (("PIPA18-2-8",), True),
        (("PIPA18-2-9",), True),
        (("PIPA18-2-10",), True),
        (("PIPA18-2-3", "PIPA18-2-7"), True),
        (("PIPA18-2-1", "PIPA18-2-7"), False),
        (("PIPA17-1-2",), False),
        ((), False),
    ],
)
def test_pipa_18_4_publishes_all_but_consent_and_criminal_investigation(
    bases: tuple[str, ...], is_due: bool
) -> None:
    assert is_published(row(*bases)) == is_due


def test_only_the_centre_whose_cameras_they_are_publishes() -> None:
    """PIPA §18④; at the other end the same provision stands as 중계, with its own ledger row and no second notice."""
    ours, relayed = row("PIPA18-2-3"), replace(row("PIPA18-2-3"), details={"owner": "GANGBUK"})
    assert is_published(ours)
    assert not is_published(relayed)
    assert (kind_of(ours), kind_of(relayed)) == ("제3자 제공", "강북구 카메라를 중계")


def test_an_exercise_and_a_destruction_are_no_provision_to_publish() -> None:
    assert not is_published(row("PIPA18-2-3", exercise=True))
    assert not is_published(row("PIPA18-2-3", kind=LedgerKind.DESTROY))
    assert is_published(row("PIPA18-2-3", kind=LedgerKind.COPY))


def test_days_are_days_of_seoul_and_both_ends_count() -> None:
    span = span_of(date(2026, 11, 21), date(2026, 11, 21))
    assert span.since == datetime(2026, 11, 20, 15, 0, tzinfo=UTC)
    assert span.before == datetime(2026, 11, 21, 15, 0, tzinfo=UTC)


def test_a_span_that_ends_before_it_begins_names_the_field() -> None:
    with pytest.raises(Invalid) as torn:
        span_of(date(2026, 11, 22), date(2026, 11, 21))
    assert torn.value.field == "from"


@pytest.mark.parametrize("day", [date.min, date(1, 1, 2), date(9999, 12, 30)])
def test_no_day_breaks_the_clock(day: date) -> None:
    with pytest.raises(Invalid):
        span_of(day, None)
    assert span_of(None, date.max).before is None
