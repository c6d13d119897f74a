"""The centre's link certificate as media uses it: who we are, and TLS 1.3 in both directions with both sides proved."""

import ssl
from dataclasses import dataclass, field
from pathlib import Path

from cryptography import x509
from cryptography.x509.oid import NameOID

from bongsu.kernel.failures import Failure, Kind


class LinkUnusable(Failure):
    """The link files are missing or do not fit each other; no picture crosses a border."""

    kind = Kind.UNAVAILABLE
    code = "link_unusable"


@dataclass(frozen=True, slots=True)
class Link:
    """`code` is the centre's own, the common name of its certificate."""

    code: str
    server: ssl.SSLContext = field(repr=False)
    client: ssl.SSLContext = field(repr=False)


class LinkFiles:
    """`ca.pem`, `link.pem` and `link.key` in one folder; they appear when the centre joins, and may be renewed."""

    def __init__(self, folder: Path) -> None:
        self._files = tuple(folder / name for name in ("ca.pem", "link.pem", "link.key"))
        self._seen: tuple[int, ...] = ()
        self._link: Link | None = None

    def link(self) -> Link:
        """Read anew when a file has changed. Raises `LinkUnusable`."""
        changed = self._changed()
        if self._link is None or changed != self._seen:
            self._link = _load(*self._files)
            self._seen = changed
        return self._link

    def _changed(self) -> tuple[int, ...]:
        try:
            return tuple(file.stat().st_mtime_ns for file in self._files)
        except OSError as cause:
            raise LinkUnusable("this centre is not linked with any other") from cause


def _load(ca: Path, certificate: Path, key: Path) -> Link:
    try:
        own = x509.load_pem_x509_certificate(certificate.read_bytes())
        names = own.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
        contexts = [_context(side, ca, certificate, key) for side in _SIDES]
    except (OSError, ValueError) as cause:
        # ssl.SSLError is an OSError
        raise LinkUnusable("the link certificate, its key and the CA do not fit") from cause
    if not names:
        raise LinkUnusable("the link certificate names no centre")
    return Link(str(names[0].value), *contexts)


_SIDES = (ssl.PROTOCOL_TLS_SERVER, ssl.PROTOCOL_TLS_CLIENT)


def _context(side: int, ca: Path, certificate: Path, key: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(side)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.verify_mode = ssl.CERT_REQUIRED
    context.load_verify_locations(ca)
    # a key under a passphrase would ask the terminal, which a service has not
    context.load_cert_chain(certificate, key, password=lambda: "")
    context.set_alpn_protocols(["http/1.1"])
    if side == ssl.PROTOCOL_TLS_SERVER:
        # every connection is proved anew: a resumed one would outlive a renewed CA
        context.num_tickets = 0
    return context


def centre_of(certificate: object) -> str:
    """The common name in what `getpeercert` answers; empty when there is none."""
    subject = certificate.get("subject", ()) if isinstance(certificate, dict) else ()
    names = [str(value) for part in subject for name, value in part if name == "commonName"]
    return names[0] if len(names) == 1 else ""
