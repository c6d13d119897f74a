"""What may be exercised: known services with known bodies, from a moment to a later one, half a day at most."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.incidents.centre import Centre
from bongsu.incidents.choose import ListedChooser
from bongsu.incidents.desk import Desk
from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database
from bongsu.kernel.failures import Invalid
from bongsu.services.drills.desk import LONGEST, Wanted, _check
from bongsu.services.plugins import load_services
from bongsu.sharing.agreements.seongbuk import CENTRE, POLICE_SEONGBUK, SEONGBUK_2023_08
from tests.incidents.stage import NOW, StripDongs, signed_book

SERVICES = load_services()
HOUR = timedelta(hours=1)
WISH = Wanted("합동훈련", "계획 3호", ("P112_DISPATCH",), (POLICE_SEONGBUK,), NOW, NOW + HOUR)
"""An hour from now on."""


def desk() -> Desk:
    """Nothing is read: it only knows services and parties."""
    services = {**SERVICES, "REAL": replace(SERVICES["P112_DISPATCH"], code="REAL", drills=False)}
    centre = Centre(CENTRE, "", "", signed_book(SEONGBUK_2023_08), services, StripDongs())
    return Desk(Database("sqlite+aiosqlite://"), FixedClock(NOW), centre, ListedChooser(()))


DESK = desk()


def refusal(**more: object) -> tuple[str | None, str]:
    with pytest.raises(Invalid) as refused:
        _check(replace(WISH, **more), DESK, NOW)  # type: ignore[arg-type]  # checked by name
    return refused.value.field, refused.value.detail


def test_a_wish_that_is_whole_is_taken() -> None:
    _check(WISH, DESK, NOW)
    _check(replace(WISH, organisations=()), DESK, NOW)
    _check(replace(WISH, starts=NOW - HOUR), DESK, NOW)


def test_services_are_known_and_may_be_exercised() -> None:
    assert refusal(services=()) == ("services", "Unknown service: none named")
    assert refusal(services=("P112_DISPATCH", "PARADE")) == ("services", "Unknown service: PARADE")
    assert refusal(services=("REAL",)) == ("services", "Not to be exercised: REAL")


def test_bodies_are_parties_of_an_agreement() -> None:
    field, detail = refusal(organisations=(POLICE_SEONGBUK, "NOBODY", "ELSE"))
    assert (field, detail) == ("organisations", "No party of an agreement: NOBODY, ELSE")


@pytest.mark.parametrize(
    ("starts", "ends"),
    [(NOW, NOW), (NOW + HOUR, NOW), (NOW - 2 * HOUR, NOW - HOUR), (NOW - HOUR, NOW)],
)
def test_it_ends_after_its_start_and_after_now(starts: object, ends: object) -> None:
    field, detail = refusal(starts=starts, ends=ends)
    assert (field, detail) == ("ends", "The end comes after the start and after now")


@pytest.mark.parametrize("name", ["starts", "ends"])
def test_a_moment_says_its_zone(name: str) -> None:
    assert refusal(**{name: (NOW + HOUR / 2).replace(tzinfo=None)})[0] == name


def test_twelve_hours_are_the_most() -> None:
    _check(replace(WISH, ends=NOW + LONGEST), DESK, NOW)
    field, detail = refusal(ends=NOW + LONGEST + timedelta(seconds=1))
    assert (field, detail) == ("ends", "An exercise lasts twelve hours at most")


@given(st.timedeltas(-2 * LONGEST, 2 * LONGEST), st.timedeltas(-2 * LONGEST, 2 * LONGEST))
def test_whatever_the_times_it_is_taken_or_refused_by_its_end(
    starts: timedelta, ends: timedelta
) -> None:
    wish = replace(WISH, starts=NOW + starts, ends=NOW + ends)
    fits = starts < ends and ends > timedelta() and ends - starts <= LONGEST
    field = None
    try:
        _check(wish, DESK, NOW)
    except Invalid as refused:
        field = refused.field
    assert field == (None if fits else "ends")
