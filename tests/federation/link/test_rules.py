"""When a link is up, down or refused: pure, by the words of issue 4 (misses, skew, another version, a flood)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.federation.link.rules import (
    HELLO_AGAIN_S,
    HELLO_EVERY_S,
    HELLO_WITHIN_S,
    LARGEST_SKEW_MS,
    MISSES,
    PROTOCOL,
    Heard,
    Link,
    answered,
    flooded,
    next_hello_s,
    refusal,
    silent,
    skew_ms,
)

NOW = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
LATER = NOW + timedelta(seconds=7)


def heard(skew: float = 0, protocol: int = PROTOCOL) -> Heard:
    return Heard(rtt_ms=1.0, skew_ms=skew, release="0.3.0", protocol=protocol)


UP = answered(Link(since=NOW), heard(), NOW)


def test_nobody_is_up_before_it_has_answered() -> None:
    assert Link(since=NOW).state == "down"


def test_an_answer_makes_a_link_up_since_then() -> None:
    link = answered(Link(since=NOW), heard(), LATER)
    assert (link.state, link.reason, link.since) == ("up", "", LATER)


def test_further_answers_change_nothing_but_what_was_heard() -> None:
    again = answered(UP, heard(skew=5), LATER)
    assert not again.differs(UP)
    assert again.since == NOW
    assert again.heard == heard(skew=5)


def test_one_miss_is_forgiven_and_the_second_is_not() -> None:
    once = silent(UP, LATER)
    assert once.state == "up"
    twice = silent(once, LATER)
    assert (twice.state, twice.reason, twice.since) == ("down", "no_answer", LATER)


def test_an_answer_between_two_misses_forgives_the_first() -> None:
    link = silent(answered(silent(UP, NOW), heard(), NOW), LATER)
    assert link.state == "up"


def test_nobody_linked_there_is_down_at_once() -> None:
    link = silent(UP, LATER, is_gone=True)
    assert (link.state, link.reason) == ("down", "not_linked")


def test_a_link_stays_down_since_its_first_miss() -> None:
    down = silent(Link(since=NOW), LATER)
    assert (down.state, down.since) == ("down", NOW)


def test_a_cut_is_noticed_within_five_seconds() -> None:
    """The cut comes just after an answer, and nothing says that nobody is there."""
    worst = HELLO_EVERY_S + HELLO_WITHIN_S + (MISSES - 1) * (HELLO_AGAIN_S + HELLO_WITHIN_S)
    assert worst <= 5


def test_while_silent_a_peer_is_asked_more_often() -> None:
    assert next_hello_s(UP) == HELLO_EVERY_S
    assert next_hello_s(silent(UP, NOW)) == HELLO_AGAIN_S
    assert next_hello_s(silent(silent(UP, NOW), NOW)) == HELLO_AGAIN_S
    assert next_hello_s(UP, is_asking=True) == HELLO_AGAIN_S
    assert next_hello_s(UP, is_direct=False) > HELLO_EVERY_S, "the hub's server carries all pairs"
    assert next_hello_s(silent(UP, NOW), is_direct=False) == HELLO_AGAIN_S
    assert HELLO_AGAIN_S < 1, "up is told within a second of a heal"


@pytest.mark.parametrize(
    ("skew", "reason"),
    [
        (0, ""),
        (LARGEST_SKEW_MS, ""),
        (-LARGEST_SKEW_MS, ""),
        (LARGEST_SKEW_MS + 1, "clock_skew"),
        (-60_000, "clock_skew"),
        (60_000, "clock_skew"),
        (float("nan"), "clock_skew"),
    ],
)
def test_clocks_that_differ_by_more_than_half_a_minute_are_refused(
    skew: float, reason: str
) -> None:
    assert refusal(heard(skew=skew)) == reason


@pytest.mark.parametrize("protocol", [0, PROTOCOL + 1, 2**31])
def test_another_protocol_is_refused_by_name(protocol: int) -> None:
    link = answered(UP, heard(protocol=protocol), LATER)
    assert (link.state, link.reason, link.since) == ("refused", "other_protocol", LATER)


def test_a_peer_whose_clock_was_set_right_is_up_again() -> None:
    refused = answered(UP, heard(skew=60_000), NOW)
    link = answered(refused, heard(), LATER)
    assert (link.state, link.since) == ("up", LATER)


def test_a_flood_refuses_at_once_and_an_answer_during_it_does_not_heal() -> None:
    link = flooded(UP, LATER)
    assert (link.state, link.reason, link.since) == ("refused", "flood", LATER)
    assert not answered(link, heard(), LATER, is_flooding=True).differs(link)
    assert answered(link, heard(), LATER).state == "up"


def test_another_reason_for_the_same_state_is_no_new_beginning() -> None:
    refused = answered(UP, heard(skew=60_000), NOW)
    other = answered(refused, heard(protocol=2), LATER)
    assert other.differs(refused)
    assert other.since == NOW


@given(st.floats(0, 10_000), st.floats(0, 10_000), st.floats(-1e6, 1e6), st.floats(1e12, 2e12))
def test_half_the_way_there_and_back_is_taken_off(
    there: float, back: float, skew: float, asked: float
) -> None:
    """The estimate is wrong by at most half the round trip (RFC 5905 §8)."""
    said = asked + there + skew
    found = skew_ms(asked, asked + there + back, said)
    assert abs(found - skew) <= (there + back) / 2 + 0.01
