"""Which addresses another centre may give for its media processes. Ours connect there by themselves, so none of them may
lead into our own machine. Pure.

Who answers there must prove to be `<code>.bongsu.internal` before it is told anything; what is kept away here is that a
linked centre makes us knock at doors of our own. Names are not looked up."""

from collections.abc import Mapping
from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import urlsplit

_HTTPS, _FIRST_FREE = 443, 1024
_LOCAL = "localhost"


def reachable(media: Mapping[str, str], *, is_one_machine: bool) -> dict[str, str]:
    """Those that we may connect to. `is_one_machine`: the link itself runs over loopback, as in a demonstration."""
    return {name: url for name, url in media.items() if _may_be(url, is_one_machine=is_one_machine)}


def is_loopback(host: str) -> bool:
    """`host` without brackets: a name or an address."""
    address = _address(host)
    return address.is_loopback if address else _is_local_name(host)


def _may_be(url: str, *, is_one_machine: bool) -> bool:
    parts = urlsplit(url)
    try:
        host, port = parts.hostname or "", parts.port or _HTTPS
    except ValueError:
        return False
    if port != _HTTPS and port < _FIRST_FREE:
        return False
    return is_one_machine if is_loopback(host) else _is_outside(host)


def _is_outside(host: str) -> bool:
    address = _address(host)
    if address is None:
        # inet_aton reads 127.1, 0x7f000001 and 2130706433 as addresses; no name of the world ends in a number
        last = host.rstrip(".").rpartition(".")[2]
        return bool(last) and not last[0].isdigit()
    is_special = address.is_link_local or address.is_unspecified or address.is_multicast
    return not (is_special or address.is_reserved)


def _is_local_name(host: str) -> bool:
    name = host.rstrip(".").lower()
    return name == _LOCAL or name.endswith(f".{_LOCAL}")


def _address(host: str) -> IPv4Address | IPv6Address | None:
    try:
        found = ip_address(host)
    except ValueError:
        return None
    # ::ffff:127.0.0.1 is the same door
    return (found.ipv4_mapped or found) if isinstance(found, IPv6Address) else found
