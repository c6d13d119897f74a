"""How long sessions and locks last."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.identity.people import OWN_ROLES, VEHICLE_ROLES, WALL_ROLES, Role, Session
from bongsu.identity.rules import ends_at, lock_of
from bongsu.identity.settings import IdentitySettings

NOW = datetime(2026, 11, 21, 2, 10, tzinfo=UTC)
SETTINGS = IdentitySettings()


def session(seen_after: timedelta) -> Session:
    return Session("ses_1", "per_1", started_at=NOW, seen_at=NOW + seen_after)


@pytest.mark.parametrize("role", sorted(OWN_ROLES | WALL_ROLES))
def test_own_people_and_walls_stay_for_twelve_hours(role: Role) -> None:
    assert ends_at(session(timedelta(0)), role, SETTINGS) == NOW + timedelta(hours=12)


@pytest.mark.parametrize("role", sorted(set(Role) - OWN_ROLES - WALL_ROLES))
def test_others_are_signed_out_after_half_an_hour_without_a_request(role: Role) -> None:
    seen = timedelta(hours=2)
    assert ends_at(session(seen), role, SETTINGS) == NOW + seen + timedelta(minutes=30)


@pytest.mark.parametrize("role", list(Role))
def test_nobody_stays_longer_than_twelve_hours(role: Role) -> None:
    assert ends_at(session(timedelta(hours=11.9)), role, SETTINGS) == NOW + timedelta(hours=12)


def test_no_outside_room_or_vehicle_is_one_of_the_centres_own() -> None:
    assert not OWN_ROLES & (WALL_ROLES | VEHICLE_ROLES)
    assert {Role.OPERATOR, Role.SHIFT_LEAD, Role.CPO, Role.AUDITOR} <= OWN_ROLES
    assert not any(role.is_own for role in (Role.MOJ_CENTRE, Role.MIL_ROOM, Role.CITY_HUB))


@pytest.mark.parametrize(
    ("failures", "seconds"),
    [(1, None), (4, None), (5, 30), (6, 60), (7, 120), (9, 480), (10, 900), (11, 900)],
)
def test_a_lock_grows_with_each_wrong_password(failures: int, seconds: int | None) -> None:
    until = lock_of(failures, NOW, SETTINGS)
    assert until == (None if seconds is None else NOW + timedelta(seconds=seconds))


@given(st.integers(5, 10**9))
def test_no_number_of_wrong_passwords_locks_for_ever(failures: int) -> None:
    until = lock_of(failures, NOW, SETTINGS)
    assert until is not None
    assert NOW < until <= NOW + timedelta(seconds=SETTINGS.lock_at_most_s)
