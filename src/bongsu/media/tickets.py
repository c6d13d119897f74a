"""Tickets: a JWS (RFC 7515, RFC 8037 EdDSA) that lets one viewer open one camera at one media process, once.

Only one algorithm and one header exist, so a token never chooses how it is checked."""

import base64
from collections.abc import Callable

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from bongsu.kernel.clock import Clock
from bongsu.media.failures import TicketRefused

_LONGEST = 4096


class Ticket(msgspec.Struct, frozen=True, kw_only=True):
    """The claims. `exp`: until when it may be shown; `ends`: until when it may be watched (Unix seconds).

    `viewer` is drawn over the picture and shown to the centre; `person` is the id that the journal and the trail keep.
    A ticket for another centre names the holder's code in `peer`, the relay's in `via` (empty: none between) and our own in
    `owner`; it opens `/peer` only, a ticket without `peer` opens `/live` only. `system`: for a linked system,
    which has no `Origin`: shown with one it opens nothing, nor does any other shown without. `tap`: for a machine that
    looks (`session`: the worker's start); it opens `/tap` only, and nothing else opens `/tap`."""

    camera: str
    grant: str
    incident: str
    session: str
    viewer: str
    person: str
    organisation: str
    process: str
    jti: str
    exp: float
    ends: float
    peer: str = ""
    via: str = ""
    owner: str = ""
    system: bool = False
    tap: bool = False


def _encode(data: bytes) -> bytes:
    return base64.urlsafe_b64encode(data).rstrip(b"=")


def _decode(text: bytes) -> bytes:
    """Raises `ValueError`; each value has one spelling only, so a ticket cannot be written in two ways."""
    data = base64.b64decode(text + b"=" * (-len(text) % 4), altchars=b"-_", validate=True)
    if _encode(data) != text:
        raise ValueError("not the spelling of RFC 7515")
    return data


_HEADER = _encode(b'{"alg":"EdDSA"}')


def is_for_screens(ticket: Ticket) -> bool:
    return not ticket.peer and not ticket.tap


def is_for_taps(ticket: Ticket) -> bool:
    return ticket.tap and not ticket.peer and not ticket.system


def is_for_pages(ticket: Ticket) -> bool:
    """Raises `TicketRefused`: a system's ticket in a browser has been carried away."""
    if ticket.system:
        raise TicketRefused("wrong_origin", "a system's ticket is shown by no page")
    return is_for_screens(ticket)


def is_for_systems(ticket: Ticket) -> bool:
    """Raises `TicketRefused`: without an `Origin` nobody says that it is our console."""
    if not ticket.system:
        raise TicketRefused("wrong_origin", "this ticket is shown by a page of the console only")
    return is_for_screens(ticket)


def claims_of(token: str) -> Ticket:
    """What a ticket says of itself, signed by whomever. Raises `TicketRefused`."""
    parts = token.encode("utf-8", "replace").split(b".")
    if len(token) > _LONGEST or len(parts) != 3 or parts[0] != _HEADER:
        raise TicketRefused("forged", "not a ticket of ours")
    try:
        return msgspec.json.decode(_decode(parts[1]), type=Ticket)
    except (msgspec.MsgspecError, ValueError, RecursionError) as cause:
        raise TicketRefused("forged", "the claims cannot be read") from cause


MayShow = Callable[[Ticket], bool]


class TicketSigner:
    """Mints; lives in the node process."""

    def __init__(self, private_key: Ed25519PrivateKey) -> None:
        self._key = private_key

    def mint(self, ticket: Ticket) -> str:
        signed = _HEADER + b"." + _encode(msgspec.json.encode(ticket))
        return (signed + b"." + _encode(self._key.sign(signed))).decode()


class TicketChecker:
    """Checks; lives in one media process, and accepts a nonce once."""

    def __init__(
        self, public_key: Ed25519PublicKey, process: str, clock: Clock, leeway_s: float = 0.0
    ) -> None:
        """`leeway_s`: how much the clock that minted may differ from this one; it moves `exp` only."""
        self._key = public_key
        self._process = process
        self._clock = clock
        self._leeway_s = leeway_s
        self._used: dict[str, float] = {}

    def accept(self, token: str, may_show: MayShow = is_for_screens) -> Ticket:
        """The claims, or `TicketRefused` with forged, wrong_peer, wrong_origin, wrong_process, expired or
        used."""
        ticket = self._read(token)
        if not may_show(ticket):
            raise TicketRefused("wrong_peer", "the ticket is for somebody else")
        now = self._clock.now().timestamp()
        if ticket.process != self._process:
            raise TicketRefused("wrong_process", "the ticket is for another media process")
        if ticket.exp + self._leeway_s <= now or ticket.ends <= now:
            raise TicketRefused("expired", "the ticket's time is over")
        self._use(ticket, now)
        return ticket

    def _read(self, token: str) -> Ticket:
        parts = token.encode("utf-8", "replace").split(b".")
        if len(token) > _LONGEST or len(parts) != 3 or parts[0] != _HEADER:
            raise TicketRefused("forged", "not a ticket of ours")
        try:
            self._key.verify(_decode(parts[2]), parts[0] + b"." + parts[1])
            return msgspec.json.decode(_decode(parts[1]), type=Ticket)
        except (InvalidSignature, msgspec.MsgspecError, ValueError, RecursionError) as cause:
            raise TicketRefused("forged", "the signature does not fit") from cause

    def _use(self, ticket: Ticket, now: float) -> None:
        if ticket.jti in self._used:
            raise TicketRefused("used", "the ticket was already shown")
        # A ticket past its `exp` is refused anyway, so its nonce may be forgotten.
        for jti in [jti for jti, exp in self._used.items() if exp <= now]:
            del self._used[jti]
        self._used[ticket.jti] = ticket.exp + self._leeway_s
