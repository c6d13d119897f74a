"""Nobody is given more than they can answer; the best comes first; nothing is lost on the way."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bongsu.monitoring.alarms.pace import (
    BORROWED,
    WINDOW,
    Seat,
    Waiting,
    at_once,
    deal,
    in_order,
)
from tests.monitoring.alarms.queue import NOW

LIMIT = 4
waitings = st.lists(
    st.builds(
        Waiting,
        alarm_id=st.text("abcdef", min_size=1, max_size=6),
        rank=st.floats(0, 2),
        first_at=st.integers(0, 600).map(lambda one: NOW - timedelta(seconds=one)),
        urgent=st.booleans(),
        candidate=st.booleans(),
    ),
    max_size=40,
    unique_by=lambda one: one.alarm_id,
)
seats = st.lists(
    st.builds(
        Seat,
        person_id=st.sampled_from(["kim", "lee", "park"]),
        shown_at=st.lists(
            st.integers(0, 1200).map(lambda one: NOW - timedelta(seconds=one)), max_size=6
        ).map(tuple),
        unanswered=st.integers(0, 5),
    ),
    max_size=3,
    unique_by=lambda one: one.person_id,
)


def waiting(alarm_id: str, rank: float = 1.0, *, urgent: bool = False) -> Waiting:
    return Waiting(alarm_id, rank, NOW, urgent)


@given(waitings, seats, st.booleans())
def test_nobody_is_given_more_than_the_limit_and_what_is_urgent(
    waiting: list[Waiting], seats: list[Seat], flood: bool
) -> None:
    dealt = deal(waiting, seats, LIMIT, NOW, is_flood=flood)
    most = LIMIT + BORROWED
    for seat in seats:
        given_now = sum(one.person_id == seat.person_id for one in dealt)
        assert given_now <= max(0, most - seat.within(NOW))
        assert given_now <= max(0, at_once(LIMIT) + BORROWED - seat.unanswered)


@given(waitings, seats)
def test_each_alarm_is_put_before_one_who_is_at_work(
    waiting: list[Waiting], seats: list[Seat]
) -> None:
    dealt = deal(waiting, seats, LIMIT, NOW)
    ids = [one.alarm_id for one in dealt]
    assert len(ids) == len(set(ids))
    assert set(ids) <= {one.alarm_id for one in waiting}
    assert {one.person_id for one in dealt} <= {one.person_id for one in seats}


@given(waitings, seats)
def test_what_is_left_is_never_better_than_what_was_given(
    waiting: list[Waiting], seats: list[Seat]
) -> None:
    plain = [
        Waiting(one.alarm_id, one.rank, one.first_at, candidate=one.candidate) for one in waiting
    ]
    dealt = {one.alarm_id for one in deal(plain, seats, LIMIT, NOW)}
    order = [one.alarm_id in dealt for one in in_order(plain)]
    assert order == sorted(order, reverse=True)


@given(waitings, seats)
def test_all_is_given_while_there_is_room(waiting: list[Waiting], seats: list[Seat]) -> None:
    dealt = deal(waiting, seats, LIMIT, NOW)
    room = sum(
        max(0, min(LIMIT - seat.within(NOW), at_once(LIMIT) - seat.unanswered)) for seat in seats
    )
    assert len(dealt) >= min(len(waiting), room)


@given(waitings)
def test_with_nobody_at_work_nothing_is_given(waiting: list[Waiting]) -> None:
    assert deal(waiting, [], LIMIT, NOW) == []


@given(waitings, seats)
def test_in_a_flood_candidates_wait(waiting: list[Waiting], seats: list[Seat]) -> None:
    given_ids = {one.alarm_id for one in deal(waiting, seats, LIMIT, NOW, is_flood=True)}
    assert not given_ids & {one.alarm_id for one in waiting if one.candidate}


def test_the_one_with_less_before_them_gets_the_next() -> None:
    busy, idle = Seat("a", unanswered=2), Seat("b")
    (dealt,) = deal([waiting("x")], [busy, idle], LIMIT, NOW)
    assert dealt.person_id == "b"


def test_two_operators_get_twice_as_much() -> None:
    many = [waiting(f"{number}") for number in range(20)]
    assert len(deal(many, [Seat("a")], LIMIT, NOW)) == 2
    assert len(deal(many, [Seat("a"), Seat("b")], LIMIT, NOW)) == 4


def test_before_whom_two_lie_unanswered_no_third_is_put() -> None:
    """The first that come are not the best: what comes a minute later may be graver."""
    assert at_once(LIMIT) == 2
    assert deal([waiting("x")], [Seat("a", unanswered=2)], LIMIT, NOW) == []
    assert len(deal([waiting("x", urgent=True)], [Seat("a", unanswered=2)], LIMIT, NOW)) == 1


def test_what_was_put_up_ten_minutes_ago_counts_no_more() -> None:
    full = Seat("a", tuple(NOW - WINDOW for _ in range(9)))
    assert len(deal([waiting("x")], [full], LIMIT, NOW)) == 1


def test_what_is_urgent_borrows_from_later_and_is_counted() -> None:
    full = Seat("a", (NOW,) * LIMIT)
    urgent = [waiting(f"{number}", urgent=True) for number in range(5)]
    assert len(deal(urgent, [full], LIMIT, NOW)) == BORROWED
    assert len(deal(urgent, [full], LIMIT, NOW, is_flood=True)) == BORROWED
    assert deal([waiting("x")], [Seat("a", (NOW,) * (LIMIT + 1))], LIMIT, NOW) == []


def test_of_equals_the_longer_waiting_one_comes_first() -> None:
    old = Waiting("z", 1.0, NOW - timedelta(minutes=1))
    assert [one.alarm_id for one in in_order([waiting("a"), old])] == ["z", "a"]


@given(waitings, seats, st.booleans())
def test_whoever_is_passed_over_would_have_found_no_room(
    waiting: list[Waiting], people: list[Seat], is_flood: bool
) -> None:
    """All of them are offered to everybody, one by one, best first."""
    given_out = {one.alarm_id for one in deal(waiting, people, LIMIT, NOW, is_flood=is_flood)}
    load = {one.person_id: (one.unanswered, one.within(NOW)) for one in people}
    for one in in_order(waiting):
        more = BORROWED if one.urgent else 0
        free = [
            (unanswered, within, person_id)
            for person_id, (unanswered, within) in load.items()
            if unanswered < at_once(LIMIT) + more and within < LIMIT + more
        ]
        is_due = bool(free) and not (is_flood and one.candidate)
        assert (one.alarm_id in given_out) == is_due
        if is_due:
            unanswered, within, person_id = min(free)
            load[person_id] = (unanswered + 1, within + 1)
