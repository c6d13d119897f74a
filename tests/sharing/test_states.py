"""How a version stands, in one word: what has ended or was replaced says so before what is wrong with it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bongsu.sharing.agreements.seongbuk import SEONGBUK_2023_08
from bongsu.sharing.policy import Policy, Standing, Suspension
from bongsu.sharing.states import VersionState, state_of

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
EVERYBODY = frozenset(party.organisation for party in SEONGBUK_2023_08.parties)
SIGNED = Standing(SEONGBUK_2023_08, EVERYBODY)
STOPPED = replace(SIGNED, suspension=Suspension(NOW, "per_1", "점검"))
ONE = frozenset([next(iter(EVERYBODY))])
LOST = replace(SIGNED, signed_by=EVERYBODY - ONE, withdrawn_by=ONE)
TEXT = SEONGBUK_2023_08
LATER = replace(TEXT, starts=NOW + timedelta(seconds=1))
OVER = replace(TEXT, ends=NOW)


@pytest.mark.parametrize(
    ("standing", "state"),
    [
        (Standing(TEXT, frozenset()), VersionState.DRAFT),
        (Standing(TEXT, ONE), VersionState.SIGNING),
        (Standing(TEXT, frozenset(), withdrawn_by=ONE), VersionState.SIGNING),
        (SIGNED, VersionState.IN_FORCE),
        (STOPPED, VersionState.SUSPENDED),
        (LOST, VersionState.KEY_WITHDRAWN),
        (replace(LOST, suspension=STOPPED.suspension), VersionState.KEY_WITHDRAWN),
        (replace(SIGNED, agreement=LATER), VersionState.NOT_YET),
        (replace(STOPPED, agreement=LATER), VersionState.SUSPENDED),
        (replace(SIGNED, agreement=OVER), VersionState.ENDED),
        (replace(STOPPED, agreement=OVER), VersionState.ENDED),
        (replace(LOST, agreement=OVER), VersionState.ENDED),
    ],
)
def test_a_version_alone(standing: Standing, state: VersionState) -> None:
    assert state_of(standing, Policy((standing,)), NOW) is state


@pytest.mark.parametrize("old", [SIGNED, STOPPED, LOST, replace(SIGNED, agreement=OVER)])
def test_what_a_newer_one_in_force_replaced_says_so_first(old: Standing) -> None:
    newer = replace(SIGNED, agreement=replace(TEXT, version=2))
    assert state_of(old, Policy((old, newer)), NOW) is VersionState.SUPERSEDED


@pytest.mark.parametrize(
    "newer",
    [
        Standing(replace(TEXT, version=2), frozenset()),
        Standing(replace(TEXT, version=2), ONE),
        Standing(replace(LATER, version=2), EVERYBODY),
    ],
)
def test_a_newer_one_that_is_unsigned_or_not_begun_replaces_nothing(newer: Standing) -> None:
    assert state_of(SIGNED, Policy((SIGNED, newer)), NOW) is VersionState.IN_FORCE
