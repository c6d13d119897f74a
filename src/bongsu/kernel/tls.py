"""TLS as our servers offer it: 1.2 and 1.3 with forward secrecy only; the certificate is read anew when it changes."""

import asyncio
import signal
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import structlog
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

from bongsu.kernel.failures import Failure, Kind
from bongsu.kernel.waking import woken

log = structlog.get_logger()
# RFC 9325 §4.2: ephemeral key exchange and authenticated encryption; TLS 1.3 brings its own list
_CIPHERS = "ECDHE+AESGCM:ECDHE+CHACHA20"
WARN_BEFORE = timedelta(days=30)
_LOOK_EVERY_S = 5.0
_WARN_EVERY = timedelta(days=1)


class TlsUnusable(Failure):
    """A certificate or key cannot be used; nothing is served without it."""

    kind = Kind.INVALID
    code = "tls_unusable"


@dataclass(frozen=True, slots=True)
class Certificate:
    """What doctor and the log say about a certificate."""

    names: tuple[str, ...]
    not_before: datetime
    not_after: datetime
    key: str
    is_strong: bool

    def days_left(self, now: datetime) -> int:
        return (self.not_after - now).days


def read_certificate(path: Path) -> Certificate:
    """The first certificate in a PEM file. Raises `TlsUnusable`."""
    try:
        found = x509.load_pem_x509_certificates(path.read_bytes())[0]
    except (OSError, ValueError, IndexError) as cause:
        raise TlsUnusable(
            f"{path.name} holds no readable certificate", field="tls_certificate"
        ) from cause
    key, is_strong = _strength(found.public_key())
    return Certificate(
        _names(found), found.not_valid_before_utc, found.not_valid_after_utc, key, is_strong
    )


def _names(certificate: x509.Certificate) -> tuple[str, ...]:
    try:
        found = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return ()
    addresses = [str(one) for one in found.get_values_for_type(x509.IPAddress)]
    return (
        *found.get_values_for_type(x509.DNSName),
        *(f"[{one}]" if ":" in one else one for one in addresses),
    )


def _strength(key: object) -> tuple[str, bool]:
    """NIST SP 800-57 part 1: at least 112 bits."""
    if isinstance(key, rsa.RSAPublicKey):
        return f"RSA {key.key_size}", key.key_size >= 2048
    if isinstance(key, ec.EllipticCurvePublicKey):
        return f"ECDSA {key.curve.name}", key.curve.key_size >= 256
    if isinstance(key, ed25519.Ed25519PublicKey):
        return "Ed25519", True
    return type(key).__name__, False


def _context(certificate: Path, key: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.set_ciphers(_CIPHERS)
    context.options |= ssl.OP_NO_COMPRESSION | ssl.OP_NO_RENEGOTIATION
    context.options |= ssl.OP_CIPHER_SERVER_PREFERENCE | ssl.OP_SINGLE_ECDH_USE
    context.set_alpn_protocols(["http/1.1"])
    _load(context, certificate, key)
    return context


def _load(context: ssl.SSLContext, certificate: Path, key: Path) -> None:
    for file, field in ((certificate, "tls_certificate"), (key, "tls_key")):
        if not file.is_file():
            raise TlsUnusable(f"{file} is not there", field=field)
    try:
        # a key under a passphrase would ask the terminal, which a service has not
        context.load_cert_chain(certificate, key, password=lambda: "")
    except (OSError, ssl.SSLError) as cause:
        said = "certificate and key do not fit each other, or one of them cannot be read"
        raise TlsUnusable(f"{certificate.name}, {key.name}: {said}", field="tls_key") from cause


class ServerTls:
    """One certificate and its key, for every listener of a process."""

    def __init__(self, certificate: Path, key: Path) -> None:
        self._files = (certificate, key)
        self.context = self._newest = _context(certificate, key)
        self.context.sni_callback = self._take_newest
        self.certificate = read_certificate(certificate)

    def changed_at(self) -> tuple[int, ...]:
        return tuple(file.stat().st_mtime_ns if file.exists() else 0 for file in self._files)

    def reload(self) -> None:
        """New handshakes get the new certificate. Raises `TlsUnusable` and keeps the old one."""
        # a context of its own: a handshake that meets one half loaded would be cut off
        newest = _context(*self._files)
        self.certificate = read_certificate(self._files[0])
        self._newest = newest

    def _take_newest(
        self, connection: ssl.SSLObject, _name: str | None, _first: ssl.SSLContext
    ) -> None:
        """Asked in every handshake, whether or not the client names a host."""
        connection.context = self._newest


class CertificateWatch:
    """A part: reads the certificate anew on SIGHUP and when a file changes, and says 30 days ahead that it ends."""

    name = "certificate watch"

    def __init__(self, tls: ServerTls, look_every_s: float = _LOOK_EVERY_S) -> None:
        self._tls = tls
        self._look_every_s = look_every_s
        self._asked = asyncio.Event()
        self._seen: tuple[int, ...] = ()
        self._warned: datetime | None = None
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        self._seen = self._tls.changed_at()
        asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, self._asked.set)
        self._task = asyncio.create_task(self._run(), name=self.name)

    async def stop(self) -> None:
        asyncio.get_running_loop().remove_signal_handler(signal.SIGHUP)
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _run(self) -> None:
        while True:
            self._warn(datetime.now(UTC))
            is_asked = await woken(self._asked, self._look_every_s)
            if not is_asked and self._tls.changed_at() == self._seen:
                continue
            self._asked.clear()
            await self._reload()

    async def _reload(self) -> None:
        self._seen = self._tls.changed_at()
        try:
            await asyncio.to_thread(self._tls.reload)
        except TlsUnusable as problem:
            log.error("certificate not taken, the one before stays", problem=problem.detail)
            return
        self._warned = None
        log.info("certificate read anew", ends=self._tls.certificate.not_after.isoformat())

    def _warn(self, now: datetime) -> None:
        certificate = self._tls.certificate
        recently = self._warned is not None and now - self._warned < _WARN_EVERY
        if recently or now + WARN_BEFORE < certificate.not_after:
            return
        self._warned = now
        log.warning("certificate ends soon", days_left=certificate.days_left(now))
