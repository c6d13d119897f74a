"""The files of a centre's link in `keys/link/`, mode 0600: `ca.pem`, `ca.key` (hub only), `link.pem`, `link.key`, `link.nk`;
while a district joins, `joining.json`.

The federation process reads them; whoever changes one tells `federation.peers_changed` afterwards."""

import os
import secrets
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import msgspec
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec

from bongsu.federation.peers.certificates import (
    certificate_pem,
    hosts_of,
    is_due,
    issue,
    key_pem,
    make_ca,
    new_key,
    read_key,
    read_pem,
)
from bongsu.federation.peers.failures import NoLinkKeys
from bongsu.federation.peers.nkey import Nkey, new_nkey, read_nkey
from bongsu.kernel.failures import Invalid

CA, CA_KEY, LINK, LINK_KEY, NKEY = "ca.pem", "ca.key", "link.pem", "link.key", "link.nk"
JOINING = "joining.json"


class _Joining(msgspec.Struct, frozen=True, array_like=True):
    invitation_id: str
    key: str
    nkey: str

    def __repr__(self) -> str:
        return f"_Joining({self.invitation_id})"


class LinkKeys:
    """One folder of one node. Every file is written whole or not at all."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def are_complete(self) -> bool:
        """Whether there is anything to be linked with."""
        return all((self.folder / name).is_file() for name in (CA, LINK, LINK_KEY, NKEY))

    def ca(self) -> x509.Certificate:
        return read_pem(self._read(CA), field="ca")

    def certificate(self) -> x509.Certificate:
        return read_pem(self._read(LINK))

    def ends_at(self) -> datetime | None:
        """Until when the certificate is good; None where it cannot be read."""
        try:
            return self.certificate().not_valid_after_utc
        except (NoLinkKeys, Invalid):
            return None

    def key(self) -> ec.EllipticCurvePrivateKey:
        return read_key(self._read(LINK_KEY))

    def nkey(self) -> Nkey:
        return read_nkey(self._read(NKEY).decode().strip())

    def issue(
        self, code: str, public_key: ec.EllipticCurvePublicKey, now: datetime, serial: int = 0
    ) -> x509.Certificate:
        """By the hub's authority. Raises `NoLinkKeys` where this is no hub."""
        return issue(self.ca(), read_key(self._read(CA_KEY)), code, public_key, now, (), serial)

    def make_hub(self, code: str, hosts: Iterable[str], now: datetime) -> bool:
        """Authority, own certificate and nkey, where they are missing, lack a host or end soon; whether anything changed."""
        if not (self.folder / CA_KEY).exists():
            self._new_authority(code, now)
        wanted = set(hosts)
        if self.are_complete:
            held = self.certificate()
            if wanted <= set(hosts_of(held)) and not is_due(held, now):
                return False
            wanted |= set(hosts_of(held))
        else:
            self._put(LINK_KEY, key_pem(new_key()))
            self._put(NKEY, new_nkey().seed.encode())
        authority = read_key(self._read(CA_KEY))
        public = self.key().public_key()
        certificate = issue(self.ca(), authority, code, public, now, sorted(wanted))
        self._put(LINK, certificate_pem(certificate).encode())
        return True

    def joining(self, invitation_id: str) -> tuple[ec.EllipticCurvePrivateKey, Nkey]:
        """The keys with which this invitation is asked about, however often: an answer may be lost."""
        try:
            kept = msgspec.json.decode(self._read(JOINING), type=_Joining)
            if kept.invitation_id == invitation_id:
                return read_key(kept.key.encode()), read_nkey(kept.nkey)
        except (NoLinkKeys, Invalid, msgspec.MsgspecError, UnicodeDecodeError):
            pass
        key, nkey = new_key(), new_nkey()
        fresh = _Joining(invitation_id, key_pem(key).decode(), nkey.seed)
        self._put(JOINING, msgspec.json.encode(fresh))
        return key, nkey

    def put_joined(
        self, ca: str, certificate: str, key: ec.EllipticCurvePrivateKey, nkey: Nkey
    ) -> None:
        """What a district has once the hub let it in."""
        self._put(LINK_KEY, key_pem(key))
        self._put(NKEY, nkey.seed.encode())
        self._put(CA, ca.encode())
        self._put(LINK, certificate.encode())
        (self.folder / JOINING).unlink(missing_ok=True)

    def put_renewed(self, certificate: str) -> None:
        """For the same key: this one file is all that changes."""
        self._put(LINK, certificate.encode())

    def _new_authority(self, code: str, now: datetime) -> None:
        key = new_key()
        self._put(CA, certificate_pem(make_ca(key, code, now)).encode())
        # last: with it the authority exists
        self._put(CA_KEY, key_pem(key))

    def _read(self, name: str) -> bytes:
        try:
            return (self.folder / name).read_bytes()
        except OSError as cause:
            raise NoLinkKeys(f"keys/link/{name} cannot be read", field=name) from cause

    def _put(self, name: str, content: bytes) -> None:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = self.folder / f".{name}.{secrets.token_hex(8)}"
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self.folder / name)
