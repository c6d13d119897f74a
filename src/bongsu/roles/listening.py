"""Whether a node may listen as it was told to: outside loopback only with TLS or behind a proxy that was named."""

from ipaddress import ip_address
from pathlib import Path

from bongsu.kernel.failures import Failure, Kind
from bongsu.kernel.tls import ServerTls
from bongsu.kernel.trusted_proxies import TrustedProxies
from bongsu.roles.settings import NodeSettings


class NotSafe(Failure):
    """Pictures and passwords would travel in the clear."""

    kind = Kind.INVALID
    code = "not_safe"


def is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def must_be_safe(settings: NodeSettings) -> None:
    """Before anything starts. Raises `NotSafe` or `TlsUnusable`, naming the setting."""
    proxies = TrustedProxies(settings.trusted_proxies)
    tls_of(settings)
    _bus_must_be_safe(settings)
    outside = [host for host in settings.host_names if not is_loopback(host)]
    if not outside or settings.tls_certificate or proxies:
        return
    raise NotSafe(
        f"{', '.join(outside)} lies outside this machine: give --tls-cert and --tls-key, or --trusted-proxy with the "
        "address of the proxy that ends TLS (BONGSU_NODE_TLS_CERTIFICATE, BONGSU_NODE_TRUSTED_PROXIES)",
        field="hosts",
    )


def must_be_told_apart(settings: NodeSettings) -> None:
    """Several media processes behind one proxy have an address each."""
    shared = settings.media_public_url and "{process}" not in settings.media_public_url
    if shared and settings.media_processes > 1:
        raise NotSafe(
            "several media processes need several addresses: write {process} into the address",
            field="media_public_url",
        )


def _bus_must_be_safe(settings: NodeSettings) -> None:
    """Addresses of cameras, with their passwords, travel on it."""
    if bool(settings.bus_certificate) != bool(settings.bus_key):
        raise NotSafe("a certificate needs its key, and the reverse", field="bus_certificate")
    if settings.bus_certificate:
        ServerTls(Path(settings.bus_certificate), Path(settings.bus_key))
    if is_loopback(settings.bus_host):
        return
    if not settings.bus_certificate:
        raise NotSafe(
            f"{settings.bus_host} lies outside this machine: give --bus-cert and --bus-key",
            field="bus_host",
        )
    if not settings.bus_token_file:
        raise NotSafe(
            "other machines need the bus's token: give --bus-token-file", field="bus_token_file"
        )


def tls_of(settings: NodeSettings) -> ServerTls | None:
    """None where the settings name no certificate. Raises `TlsUnusable`."""
    if not settings.tls_certificate and not settings.tls_key:
        return None
    for field in ("tls_certificate", "tls_key"):
        if not getattr(settings, field):
            raise NotSafe("a certificate needs its key, and the reverse", field=field)
    return ServerTls(Path(settings.tls_certificate), Path(settings.tls_key))
