"""Reads a SETUP's `Transport` header: the first way offered that the simulator can do."""

import re
from dataclasses import dataclass

_INTERLEAVED = re.compile(r"interleaved=(\d{1,3})(?:-(\d{1,3}))?")
_CLIENT_PORT = re.compile(r"client_port=(\d{1,5})(?:-(\d{1,5}))?")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Channels of the connection, or UDP ports of the viewer."""

    is_tcp: bool
    first: int
    second: int


def wanted(header: str) -> Wanted | None:
    """None when nothing offered can be done: multicast, other profiles, ports that cannot be."""
    for offer in header.split(","):
        found = _read(offer.strip())
        if found is not None:
            return found
    return None


def _read(offer: str) -> Wanted | None:
    profile = offer.split(";", maxsplit=1)[0].strip().upper()
    if "multicast" in offer.lower():
        return None
    if profile == "RTP/AVP/TCP":
        match = _INTERLEAVED.search(offer)
        return _pair(match, 255, is_tcp=True) if match else Wanted(is_tcp=True, first=0, second=1)
    match = _CLIENT_PORT.search(offer)
    if profile in ("RTP/AVP", "RTP/AVP/UDP") and match:
        return _pair(match, 65_535, is_tcp=False)
    return None


def _pair(match: re.Match[str], largest: int, *, is_tcp: bool) -> Wanted | None:
    first = int(match[1])
    second = int(match[2]) if match[2] else first + 1
    if max(first, second) > largest or (first == 0 and not is_tcp):
        return None
    return Wanted(is_tcp=is_tcp, first=first, second=second)
