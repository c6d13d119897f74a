"""Which wishes are one, what may be merged, and what a request shows outside."""

from datetime import timedelta

import pytest

from bongsu.kernel.failures import Invalid
from bongsu.kernel.geometry import Point, moved
from bongsu.planning.requests.failures import NotMergeable, NotNow
from bongsu.planning.requests.rules import (
    check_answer,
    check_merge,
    check_review,
    checked_line,
    checked_lines,
    is_again,
    is_same_wish,
    proposals,
)
from bongsu.planning.requests.words import (
    CHANNELS,
    GROUNDS,
    REASONS,
    STATES,
    Channel,
    Ground,
    RequestState,
    WishReason,
)
from bongsu.planning.words import Origin
from tests.planning.requests.made import AT, ONE, one


def metres_east(metres: float) -> dict[str, float]:
    place = moved(Point(ONE.lat, ONE.lon), metres, 0.0)
    return {"lat": place.lat, "lon": place.lon}


@pytest.mark.parametrize(
    ("changed", "same"),
    [
        ({}, True),
        (metres_east(29.0), True),
        (metres_east(31.0), False),
        ({"reason": WishReason.FEAR}, False),
        ({"origin": Origin.POLICE}, False),
        ({"received_at": AT + timedelta(days=364)}, True),
        ({"received_at": AT + timedelta(days=366)}, False),
    ],
    ids=["here", "29 m", "31 m", "other reason", "police", "within a year", "after a year"],
)
def test_two_wishes_are_one_within_30_m_a_year_and_for_one_reason(
    changed: dict[str, object], same: bool
) -> None:
    assert is_same_wish(ONE, one(2, **changed)) is same


def test_a_later_wish_is_proposed_once_with_the_oldest_it_fits() -> None:
    third = one(3, **metres_east(20.0))
    pairs = proposals([third, one(2, **metres_east(10.0)), ONE])
    assert [(a.request_id, b.request_id) for a, b in pairs] == [
        ("req_one", "req_2"),
        ("req_one", "req_3"),
    ]


def test_a_pair_over_the_edge_of_a_grid_cell_is_found() -> None:
    pairs = 0
    for step in range(60):
        at = {"lat": ONE.lat + step * 0.00001, "lon": ONE.lon + step * 0.00001}
        east = moved(Point(at["lat"], at["lon"]), 20.0, 20.0)
        pairs += len(proposals([one(1, **at), one(2, lat=east.lat, lon=east.lon)]))
    assert pairs == 60


def test_what_is_merged_or_closed_is_not_proposed() -> None:
    merged = one(2, merged_into="req_one")
    rejected = one(3, state=RequestState.REJECTED)
    assert proposals([ONE, merged, rejected]) == []


def test_a_new_wish_beside_one_that_is_in_the_plan_is_proposed() -> None:
    planned = one(1, state=RequestState.IN_PLAN)
    assert len(proposals([planned, one(2)])) == 1
    assert proposals([one(1), one(2, state=RequestState.IN_PLAN)]) == []


@pytest.mark.parametrize(
    ("head", "other"),
    [
        ({}, {"request_id": "req_1"}),
        ({"merged_into": "req_9"}, {}),
        ({}, {"merged_into": "req_9"}),
        ({}, {"origin": Origin.POLICE}),
        ({"state": RequestState.REJECTED}, {}),
        ({}, {"state": RequestState.IN_PLAN}),
        ({}, metres_east(101.0)),
    ],
    ids=["itself", "into a merged one", "twice", "origins", "closed", "in the plan", "far"],
)
def test_what_is_no_one_wish_is_not_merged(
    head: dict[str, object], other: dict[str, object]
) -> None:
    with pytest.raises(NotMergeable):
        check_merge(one(1, **head), one(2, **other))


def test_a_person_may_merge_what_a_machine_would_not_propose() -> None:
    check_merge(ONE, one(2, reason=WishReason.FEAR, **metres_east(60.0)))


def test_only_what_was_just_received_is_taken_up() -> None:
    check_review(ONE)
    with pytest.raises(NotNow):
        check_review(one(1, state=RequestState.REJECTED))


@pytest.mark.parametrize("state", [RequestState.IN_PLAN, RequestState.INSTALLED])
def test_what_a_site_answers_is_not_answered_by_hand(state: RequestState) -> None:
    with pytest.raises(NotNow):
        check_answer(one(1, state=state), RequestState.REJECTED)


def test_a_merged_one_is_answered_by_what_it_went_into() -> None:
    with pytest.raises(NotNow):
        check_answer(one(1, merged_into="req_2"), RequestState.REJECTED)


def test_a_rejected_one_may_be_considered_after_all_but_not_rejected_twice() -> None:
    rejected = one(1, state=RequestState.REJECTED)
    check_answer(rejected, RequestState.CONSIDERED)
    with pytest.raises(NotNow):
        check_answer(rejected, RequestState.REJECTED)


@pytest.mark.parametrize(
    "text", ["조용\u202e한 골목", "가\u3164나", "\x07", "a\x00b", "가\tb"], ids=ascii
)
def test_letters_that_nobody_sees_are_refused(text: str) -> None:
    with pytest.raises(Invalid):
        checked_lines(text, "text")
    if text != "가\tb":
        with pytest.raises(Invalid):
            checked_line(text, "place")


def test_what_looks_like_markup_is_kept_as_the_letters_it_is() -> None:
    assert checked_lines("<script>alert(1)</script>", "text") == "<script>alert(1)</script>"


def test_lines_stay_lines_and_have_an_end() -> None:
    assert checked_lines("  가 \n나\n", "text") == "가\n나"
    with pytest.raises(Invalid):
        checked_lines("가\n" * 13, "text")


def test_the_same_letter_counts_as_again_for_ten_minutes_and_while_nobody_has_looked() -> None:
    assert is_again(ONE, AT + timedelta(minutes=10))
    assert not is_again(ONE, AT + timedelta(minutes=11))
    assert not is_again(one(0, state=RequestState.UNDER_REVIEW), AT)


def test_every_word_of_the_closed_lists_has_its_korean_and_english() -> None:
    for words, told in (
        (Channel, CHANNELS),
        (WishReason, REASONS),
        (RequestState, STATES),
        (Ground, GROUNDS),
    ):
        assert set(told) == set(words)
        assert all(one.ko and one.en for one in told.values())
