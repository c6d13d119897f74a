"""When what is agreed changes by the clock alone, and how long a permission holds: against `decide`, minute by minute."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bongsu.sharing.agreement import Agreement, ClauseKind, Pilot, Stage
from bongsu.sharing.agreements.seongbuk import POLICE_SEONGBUK, SEONGBUK_2023_08
from bongsu.sharing.boundaries import next_change, permitted_until
from bongsu.sharing.decision import Allow, Request
from bongsu.sharing.hours import is_within, next_edge
from bongsu.sharing.policy import Policy, Standing
from bongsu.sharing.rules import decide

# noon in Seoul
NOON = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
CLAUSE = next(
    one
    for one in SEONGBUK_2023_08.clauses
    if one.service == "P112_DISPATCH" and POLICE_SEONGBUK in one.recipients
)
REQUEST = Request("P112_DISPATCH", "ROBBERY", "C0", POLICE_SEONGBUK, dong="1129052500")


def text(*hours: str, **heads: object) -> Agreement:
    clauses = (replace(CLAUSE, hours=hours),)
    return replace(SEONGBUK_2023_08, clauses=clauses, examples=(), **heads)  # type: ignore[arg-type] # by name


def signed(one: Agreement) -> Standing:
    return Standing(one, frozenset(party.organisation for party in one.parties))


def policy(*texts: Agreement) -> Policy:
    return Policy(tuple(signed(one) for one in texts))


def at(hour: int, minute: int = 0, *, days: int = 0) -> datetime:
    """Of Seoul, on the day of `NOON`."""
    return NOON + timedelta(days=days, hours=hour - 12, minutes=minute)


@pytest.mark.parametrize(
    ("windows", "now", "edge"),
    [
        (("09:00-18:00",), at(12), at(18)),
        (("09:00-18:00",), at(18), at(9, days=1)),
        (("09:00-18:00",), at(3), at(9)),
        (("22:00-06:00",), at(12), at(22)),
        (("22:00-06:00",), at(23), at(6, days=1)),
        (("00:00-24:00",), at(12), at(0, days=1)),
        (("09:00-12:00", "12:00-13:00"), at(11), at(12)),
        (("13:30-14:00", "09:00-18:00"), at(13), at(13, 30)),
    ],
)
def test_the_next_edge_of_windows(windows: tuple[str, ...], now: datetime, edge: datetime) -> None:
    assert next_edge(windows, now) == edge


@pytest.mark.parametrize("windows", [(), ("unreadable",), ("09:00-09:00",)])
def test_what_is_no_window_has_no_edge(windows: tuple[str, ...]) -> None:
    assert next_edge(windows, NOON) is None


MINUTES = st.integers(0, 24 * 60 - 1)
WINDOWS = st.lists(
    st.tuples(MINUTES, MINUTES).map(
        lambda pair: "{:02}:{:02}-{:02}:{:02}".format(*divmod(pair[0], 60), *divmod(pair[1], 60))
    ),
    min_size=1,
    max_size=3,
).map(tuple)


@settings(max_examples=60, deadline=None)
@given(windows=WINDOWS, start=MINUTES)
def test_between_two_edges_nothing_changes(windows: tuple[str, ...], start: int) -> None:
    now = NOON + timedelta(minutes=start)
    edge = next_edge(windows, now)
    end = edge or now + DAY
    minutes = int((end - now).total_seconds() // 60)
    states = {is_within(windows, now + timedelta(minutes=n)) for n in range(0, minutes, 7)}
    states.add(is_within(windows, end - timedelta(seconds=1)))
    assert len(states) == 1


def test_the_dates_of_a_version_are_changes() -> None:
    later = text(starts=NOON + HOUR, ends=NOON + 2 * HOUR)
    assert next_change(policy(later), NOON) == NOON + HOUR
    assert next_change(policy(later), NOON + HOUR) == NOON + 2 * HOUR
    assert next_change(policy(later), NOON + 2 * HOUR) is None


def test_a_draft_and_a_text_that_has_ended_change_nothing() -> None:
    draft = Policy((Standing(text("11:00-13:00"), frozenset()),))
    assert next_change(draft, NOON) is None
    assert next_change(policy(text("11:00-13:00", ends=NOON)), NOON) is None


def test_a_pilots_hours_are_changes_too() -> None:
    limits = Pilot(("08:00-14:00",), frozenset({"11290"}), 5, 9, date(2027, 1, 1))
    assert next_change(policy(text(stage=Stage.PILOT, pilot=limits)), NOON) == at(14)


def test_the_first_of_all_counts() -> None:
    texts = (
        text("09:00-18:00"),
        text("10:00-13:00", agreement_id="B"),
        text(agreement_id="C", ends=NOON + 5 * HOUR),
    )
    assert next_change(policy(*texts), NOON) == at(13)


def test_a_permission_without_an_end_in_sight_lasts_the_whole_term() -> None:
    assert permitted_until(policy(text()), REQUEST, NOON, NOON + HOUR) == NOON + HOUR


def test_it_ends_with_the_hours_and_not_where_two_windows_touch() -> None:
    touching = policy(text("09:00-12:30", "12:30-14:00"))
    assert permitted_until(touching, REQUEST, NOON, NOON + HOUR) == NOON + HOUR
    assert permitted_until(touching, REQUEST, NOON, NOON + 3 * HOUR) == at(14)


def test_it_ends_where_a_ban_begins() -> None:
    ban = replace(CLAUSE, kind=ClauseKind.FORBID, purposes=frozenset(), hours=("12:20-12:25",))
    both = policy(text(), replace(text(agreement_id="B"), clauses=(ban,)))
    assert permitted_until(both, REQUEST, NOON, NOON + HOUR) == at(12, 20)


def test_another_paper_that_goes_on_carries_the_call_on() -> None:
    both = policy(text("09:00-12:10"), text(agreement_id="B"))
    assert permitted_until(both, REQUEST, NOON, NOON + HOUR) == NOON + HOUR


def test_where_the_next_hours_ask_only_an_approved_call_goes_on() -> None:
    asking = replace(
        CLAUSE,
        number="9.9",
        hours=("12:10-24:00",),
        by_itself=frozenset(),
        with_approval=CLAUSE.by_itself,
    )
    both = policy(replace(text(), clauses=(replace(CLAUSE, hours=("09:00-12:10",)), asking)))
    assert permitted_until(both, REQUEST, NOON, NOON + HOUR) == at(12, 10)
    assert permitted_until(both, REQUEST, NOON, NOON + HOUR, approved=True) == NOON + HOUR


def test_a_version_that_begins_meanwhile_decides_from_then_on() -> None:
    without = text(version=2, starts=NOON + HOUR / 2)
    clauses = (replace(CLAUSE, categories=frozenset({"MURDER"})),)
    assert (
        permitted_until(
            policy(text(), replace(without, clauses=clauses)), REQUEST, NOON, NOON + HOUR
        )
        == NOON + HOUR / 2
    )
    assert permitted_until(policy(text(), without), REQUEST, NOON, NOON + HOUR) == NOON + HOUR


@settings(max_examples=40, deadline=None)
@given(first=WINDOWS, second=WINDOWS, banned=WINDOWS, start=MINUTES)
def test_every_second_of_it_is_permitted_and_the_next_is_not(
    first: tuple[str, ...], second: tuple[str, ...], banned: tuple[str, ...], start: int
) -> None:
    """`decide` itself is asked for every minute of six hours."""
    now, by_then = NOON + timedelta(minutes=start), NOON + timedelta(minutes=start) + 6 * HOUR
    ban = replace(CLAUSE, kind=ClauseKind.FORBID, purposes=frozenset(), hours=banned)
    agreed = policy(
        text(*first),
        text(*second, agreement_id="B"),
        replace(text(agreement_id="C"), clauses=(ban,)),
    )

    def permits(moment: datetime) -> bool:
        return isinstance(decide(agreed, REQUEST, moment), Allow)

    if not permits(now):
        return
    until = permitted_until(agreed, REQUEST, now, by_then)
    minutes = int((until - now).total_seconds() // 60)
    assert all(permits(now + timedelta(minutes=n)) for n in range(minutes))
    assert until == by_then or not permits(until)
