"""The proxies that an operator named: whose word about a request's origin and protocol is believed."""

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import TypeAlias

from bongsu.kernel.failures import Invalid

Network: TypeAlias = IPv4Network | IPv6Network
Address: TypeAlias = IPv4Address | IPv6Address


class TrustedProxies:
    """Addresses or networks, separated by commas. Raises `Invalid` for anything else."""

    def __init__(self, said: str) -> None:
        self._networks = [_network(part.strip()) for part in said.split(",") if part.strip()]

    def __bool__(self) -> bool:
        return bool(self._networks)

    def holds(self, address: str) -> bool:
        found = _address(address)
        return found is not None and any(found in network for network in self._networks)

    def is_near(self, address: str) -> bool:
        """A proxy of ours, or this machine itself."""
        found = _address(address)
        return found is not None and (found.is_loopback or self.holds(address))


def _network(said: str) -> Network:
    try:
        return ip_network(said)
    except ValueError as cause:
        raise Invalid(f"{said} is no address", field="trusted_proxies") from cause


def _address(said: str) -> Address | None:
    try:
        found = ip_address(said)
    except ValueError:
        return None
    mapped = found.ipv4_mapped if isinstance(found, IPv6Address) else None
    return mapped or found
