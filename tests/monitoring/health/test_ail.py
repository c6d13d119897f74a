"""When an ailment is told: after several pictures that agree, and not again until it changes."""

from bongsu.monitoring.health.ail import Confirmed, Sign
from bongsu.monitoring.words import Ailment

SICK, WELL = Sign(ailing=True, figure=1.0, limit=0.5), Sign(ailing=False, figure=0.0, limit=0.5)


def confirm(*signs: Sign | None, every_ms: float = 10_000.0) -> list[bool]:
    confirmed = Confirmed(Ailment.COVERED, 20_000.0)
    said = [confirmed.take(place * every_ms, sign) for place, sign in enumerate(signs)]
    return [one.ailing for one in said if one is not None]


def test_an_ailment_needs_several_pictures_and_some_time() -> None:
    assert confirm(SICK, SICK, SICK) == []
    assert confirm(*[SICK] * 9, every_ms=1_000.0) == []
    assert confirm(SICK, SICK, SICK, SICK) == [True]


def test_one_picture_that_says_otherwise_changes_nothing() -> None:
    assert confirm(SICK, SICK, WELL, SICK, SICK) == [True]
    assert confirm(SICK, SICK, WELL, WELL, SICK, SICK) == []


def test_what_cannot_be_judged_is_no_sign() -> None:
    assert confirm(SICK, None, SICK, None, SICK, SICK) == [True]


def test_it_is_told_once_and_its_end_once() -> None:
    assert confirm(*[SICK] * 8, *[WELL] * 8) == [True, False]


def test_the_first_picture_that_shows_it_counts() -> None:
    confirmed = Confirmed(Ailment.COVERED, 28_000.0)
    signs = [WELL] * 5 + [SICK] * 4
    said = [confirmed.take(place * 10_000.0, sign) for place, sign in enumerate(signs)]
    told = said[-1]
    assert told is not None
    assert told.ailing
    assert told.since_ms == 50_000.0


def test_half_of_the_pictures_are_no_fault() -> None:
    assert confirm(*[SICK, WELL] * 20) == []


def test_two_pictures_that_say_otherwise_begin_anew() -> None:
    assert confirm(SICK, SICK, SICK, WELL, WELL, SICK, SICK, SICK) == []
