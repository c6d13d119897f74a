"""Each door takes its own tickets: whatever else a machine's ticket claims, it opens `/tap` only."""

from collections.abc import Callable
from datetime import timedelta

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from bongsu.kernel.clock import FixedClock
from bongsu.media.failures import TicketRefused
from bongsu.media.placement import MediaProcess
from bongsu.media.taps.mint import LASTS, tap_ticket, tap_url
from bongsu.media.tickets import (
    Ticket,
    TicketChecker,
    TicketSigner,
    is_for_pages,
    is_for_screens,
    is_for_systems,
    is_for_taps,
)
from tests.media.test_tickets import NOW, TICKET

KEY = Ed25519PrivateKey.generate()
PROCESS = MediaProcess("media-1", "run-1", "ws", 8601, "", "", 100, 0, ())
MINTED = tap_ticket("cam_1", "worker-7", PROCESS, NOW)
claims = st.fixed_dictionaries(
    {
        "peer": st.sampled_from(("", "gangbuk")),
        "via": st.sampled_from(("", "hub")),
        "owner": st.sampled_from(("", "jongam")),
        "system": st.booleans(),
        "viewer": st.sampled_from(("", "순21")),
        "grant": st.sampled_from(("", "gr_1")),
    }
)


def opens(door: Callable[[Ticket], bool], ticket: Ticket) -> bool:
    checker = TicketChecker(KEY.public_key(), "media-1", FixedClock(NOW))
    try:
        checker.accept(TicketSigner(KEY).mint(ticket), door)
    except TicketRefused:
        return False
    return True


def test_a_minted_one_opens_a_tap_for_ten_minutes_and_names_nobody() -> None:
    assert opens(is_for_taps, MINTED)
    assert MINTED.ends == (NOW + LASTS).timestamp()
    assert timedelta(minutes=2) == LASTS
    assert (MINTED.session, MINTED.process, MINTED.camera) == ("worker-7", "media-1", "cam_1")
    names = (MINTED.viewer, MINTED.person, MINTED.organisation, MINTED.grant, MINTED.incident)
    assert not any(names)
    assert tap_ticket("cam_1", "worker-7", PROCESS, NOW).jti != MINTED.jti


@given(claims)
def test_no_screen_page_or_system_takes_a_machines_ticket(more: dict[str, object]) -> None:
    ticket = msgspec.structs.replace(MINTED, **more)
    for door in (is_for_screens, is_for_pages, is_for_systems):
        assert not opens(door, ticket)
    assert opens(is_for_taps, ticket) == (not ticket.peer and not ticket.system)


@given(claims)
def test_no_tap_takes_any_other_ticket(more: dict[str, object]) -> None:
    assert not opens(is_for_taps, msgspec.structs.replace(TICKET, **more))


@pytest.mark.parametrize(
    ("public_url", "expected"),
    [
        ("", "ws://10.0.0.5:8601/tap"),
        ("wss://media.test/live", "wss://media.test/tap"),
        ("wss://media.test/two/live", "wss://media.test/two/tap"),
    ],
)
def test_a_tap_stands_beside_live(public_url: str, expected: str) -> None:
    process = MediaProcess("media-1", "run-1", "ws", 8601, public_url, "", 100, 0, ())
    assert tap_url(process, "10.0.0.5") == expected
