"""Where a sign-in came from, so that two places at once are seen: a keyed hash of the address, never the address."""

from ipaddress import IPv6Address, ip_address

import structlog

from bongsu.identity.failures import NoKeyFile
from bongsu.identity.secret_box import SecretBox

log = structlog.get_logger()
_ABOUT = "sign-in source"
_LETTERS = 24


def source_of(box: SecretBox, address: str | None) -> str | None:
    """None where the address is unknown or the node has no key: a sign-in does not wait for its mark."""
    place = _place(address or "")
    if not place:
        return None
    try:
        return box.mark(place.encode(), _ABOUT)[:_LETTERS]
    except NoKeyFile:
        log.debug("a sign-in's source is not kept: no key")
        return None


def _place(address: str) -> str:
    """Of IPv6 the network: a device changes the rest of its address by itself every day (RFC 8981)."""
    try:
        found = ip_address(address.partition("%")[0])
    except ValueError:
        return ""
    if isinstance(found, IPv6Address):
        if found.ipv4_mapped is not None:
            return str(found.ipv4_mapped)
        return f"{IPv6Address(int(found) >> 64 << 64)}/64"
    return str(found)
