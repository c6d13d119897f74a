"""When a link is up, down or refused, and when its peer is asked again. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime

from bongsu.federation.link.messages import State

PROTOCOL = 1
LARGEST_SKEW_MS = 30_000.0
"""Grants end by each centre's own clock: half a minute is the most that two clocks may differ."""
HELLO_EVERY_S = 2.0
HELLO_THROUGH_HUB_S = 4.0
"""Between two districts: all pairs of a city every two seconds cost the hub's server 2.3 % of a core (measured with 25)."""
HELLO_AGAIN_S = 0.5
"""While a peer is silent, so that a healed line is noticed at once; asking costs nothing where nobody is linked."""
HELLO_WITHIN_S = 1.0
MISSES = 2


@dataclass(frozen=True, slots=True)
class Heard:
    """What a peer's answer to `hello` says."""

    rtt_ms: float
    skew_ms: float
    release: str
    protocol: int


@dataclass(frozen=True, slots=True)
class Link:
    """One peer as the heartbeat sees it."""

    since: datetime
    state: State = "down"
    reason: str = "no_answer"
    missed: int = 0
    heard: Heard | None = None

    def differs(self, other: "Link") -> bool:
        return (self.state, self.reason) != (other.state, other.reason)


def skew_ms(asked_ms: float, answered_ms: float, said_ms: float) -> float:
    """By how much the peer's clock is ahead, half the way there and back taken off (as NTP does, RFC 5905 §8)."""
    return said_ms - (asked_ms + answered_ms) / 2


def refusal(heard: Heard, *, is_flooding: bool = False) -> str:
    """Why no messages pass, empty when they may."""
    if is_flooding:
        return "flood"
    if heard.protocol != PROTOCOL:
        return "other_protocol"
    if not abs(heard.skew_ms) <= LARGEST_SKEW_MS:
        return "clock_skew"
    return ""


def answered(link: Link, heard: Heard, now: datetime, *, is_flooding: bool = False) -> Link:
    reason = refusal(heard, is_flooding=is_flooding)
    after = replace(link, state="refused" if reason else "up", reason=reason, missed=0, heard=heard)
    return _since(link, after, now)


def silent(link: Link, now: datetime, *, is_gone: bool = False) -> Link:
    """One `hello` without answer. `is_gone`: the server says that nobody is linked there, so waiting is idle."""
    missed = link.missed + 1
    if link.state == "down" or is_gone or missed >= MISSES:
        reason = "not_linked" if is_gone else "no_answer"
        return _since(link, replace(link, state="down", reason=reason, missed=missed), now)
    return replace(link, missed=missed)


def flooded(link: Link, now: datetime) -> Link:
    return _since(link, replace(link, state="refused", reason="flood"), now)


def _since(before: Link, after: Link, now: datetime) -> Link:
    """`since` is when the state began; another reason for the same state is no new beginning."""
    return after if after.state == before.state else replace(after, since=now)


def next_hello_s(link: Link, *, is_asking: bool = False, is_direct: bool = True) -> float:
    """`is_asking`: a message waits for its answer, and may have been lost."""
    if link.missed or is_asking:
        return HELLO_AGAIN_S
    return HELLO_EVERY_S if is_direct else HELLO_THROUGH_HUB_S
