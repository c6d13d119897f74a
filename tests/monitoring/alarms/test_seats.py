"""Who is at work: by open screens, with time for a page that is loaded anew."""

from datetime import timedelta

import pytest

from bongsu.identity.people import Role
from bongsu.monitoring.alarms.seats import AWAY_AFTER, QUEUE_ROLES, Seats
from tests.monitoring.alarms.queue import HEAD, KIM, LEAD, LEE, NOW

LATER = NOW + AWAY_AFTER


@pytest.fixture
def seats() -> Seats:
    return Seats()


def test_nobody_is_at_work_at_first(seats: Seats) -> None:
    assert seats.at_work(NOW) == ()
    assert not seats.is_there(KIM, NOW)


def test_operators_are_in_order_of_their_ids(seats: Seats) -> None:
    seats.enter("b", LEE, "이", Role.OPERATOR)
    seats.enter("a", KIM, "김", Role.OPERATOR)
    assert seats.at_work(NOW) == (KIM, LEE)
    assert seats.names == {KIM: "김", LEE: "이"}


def test_a_lead_counts_where_no_operator_is_and_the_head_where_neither_is(seats: Seats) -> None:
    seats.enter("h", HEAD, "장", Role.CENTRE_HEAD)
    assert seats.at_work(NOW) == (HEAD,)
    seats.enter("l", LEAD, "팀장", Role.SHIFT_LEAD)
    assert seats.at_work(NOW) == (LEAD,)
    seats.enter("k", KIM, "김", Role.OPERATOR)
    assert seats.at_work(NOW) == (KIM,)
    assert seats.is_there(HEAD, NOW)


@pytest.mark.parametrize("role", sorted(set(Role) - QUEUE_ROLES))
def test_no_other_role_is_ever_at_work(seats: Seats, role: Role) -> None:
    seats.enter("x", "per_x", "누구", role)
    assert seats.at_work(NOW) == ()
    assert seats.names == {}


def test_two_screens_of_one_person_are_one_seat(seats: Seats) -> None:
    seats.enter("a", KIM, "김", Role.OPERATOR)
    seats.enter("b", KIM, "김", Role.OPERATOR)
    assert seats.at_work(NOW) == (KIM,)
    seats.leave("a", NOW)
    assert seats.at_work(LATER) == (KIM,)
    seats.leave("b", NOW)
    assert seats.at_work(LATER) == ()


def test_who_leaves_is_there_for_half_a_minute(seats: Seats) -> None:
    seats.enter("a", KIM, "김", Role.OPERATOR)
    seats.leave("a", NOW)
    just_before = LATER - timedelta(milliseconds=1)
    assert seats.at_work(just_before) == (KIM,)
    assert seats.is_there(KIM, just_before)
    assert not seats.is_there(KIM, LATER)
    assert seats.at_work(LATER) == ()


def test_who_leaves_and_comes_back_is_there(seats: Seats) -> None:
    seats.enter("a", KIM, "김", Role.OPERATOR)
    seats.leave("a", NOW)
    seats.enter("b", KIM, "김", Role.OPERATOR)
    assert seats.at_work(LATER) == (KIM,)


def test_a_screen_that_never_came_cannot_leave(seats: Seats) -> None:
    seats.leave("ghost", NOW)
    assert seats.at_work(NOW) == ()


def test_just_after_a_start_everybody_is_still_there(seats: Seats) -> None:
    seats.began_at = NOW
    assert seats.is_there(KIM, NOW + timedelta(seconds=29))
    assert not seats.is_there(KIM, LATER)
    assert seats.at_work(NOW) == ()


def test_what_was_shown_counts_for_ten_minutes(seats: Seats) -> None:
    seats.enter("a", KIM, "김", Role.OPERATOR)
    seats.remember([(KIM, NOW - timedelta(minutes=11)), (KIM, NOW - timedelta(minutes=9))])
    seats.shown(KIM, NOW)
    (seat,) = seats.seats({KIM: 2}, NOW)
    assert (seat.within(NOW), seat.unanswered) == (2, 2)
    assert len(seat.shown_at) == 2
