"""Signed notes (https://c2sp.org/signed-note) and cosignatures (https://c2sp.org/tlog-cosignature)."""

import base64
import binascii
import re
import struct
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from bongsu.kernel.failures import Failure, Kind

SIGNS = 0x01
COSIGNS = 0x04
_DASH = "\u2014 "
_MOST_SIGNATURES = 64
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")
_KEY_BYTES, _SIGNATURE_BYTES = 32, 64


class BadNote(Failure):
    """What was handed over is no signed note, or not one signed as it should be."""

    kind = Kind.INVALID
    code = "bad_note"


class BadKey(Failure):
    """What was handed over is no verifier key."""

    kind = Kind.INVALID
    code = "bad_key"


def decode64(text: str) -> bytes:
    """Standard base 64 in its one spelling. Raises `BadNote`."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as cause:
        raise BadNote("this is no base 64") from cause
    if base64.b64encode(data).decode() != text:
        raise BadNote("base 64 has one spelling only")
    return data


def encode64(data: bytes) -> str:
    return base64.b64encode(data).decode()


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """Who signs (`name`), how (`SIGNS` or `COSIGNS`) and the raw Ed25519 key."""

    name: str
    way: int
    public_key: bytes

    @property
    def key_id(self) -> bytes:
        return sha256(self.name.encode() + b"\n" + bytes([self.way]) + self.public_key).digest()[:4]

    def __str__(self) -> str:
        """`name+key id+base 64`, as operators hand it to each other."""
        return f"{self.name}+{self.key_id.hex()}+{encode64(bytes([self.way]) + self.public_key)}"

    @classmethod
    def of(cls, name: str, way: int, key: Ed25519PrivateKey) -> "VerifierKey":
        return cls(name, way, key.public_key().public_bytes_raw())

    @classmethod
    def read(cls, text: str, way: int | None = None) -> "VerifierKey":
        """Raises `BadKey` when the parts do not belong together, or the key is for something else than `way`."""
        name, key_id, rest = (*text.strip().split("+", 2), "", "")[:3]
        try:
            data = decode64(rest)
        except BadNote as cause:
            raise BadKey("a key reads name+id+base 64", field="vkey") from cause
        if not is_name(name) or len(data) != 1 + _KEY_BYTES or data[0] not in {SIGNS, COSIGNS}:
            raise BadKey("a key reads name+id+base 64, Ed25519 only", field="vkey")
        key = cls(name, data[0], data[1:])
        if key.key_id.hex() != key_id:
            raise BadKey("the key's id does not fit: a letter was mistyped", field="vkey")
        if way is not None and key.way != way:
            wanted = "a log's" if way == SIGNS else "a witness's"
            raise BadKey(f"this is not {wanted} key", field="vkey")
        return key

    def accepts(self, text: str, signature: bytes) -> bool:
        """Whether `signature`, without the key id, is this key's over the note's text."""
        if self.way == SIGNS:
            return self._fits(signature, text.encode())
        if len(signature) != 8 + _SIGNATURE_BYTES:
            return False
        (time_s,) = struct.unpack(">Q", signature[:8])
        return self._fits(signature[8:], _cosigned(text, time_s))

    def _fits(self, signature: bytes, message: bytes) -> bool:
        try:
            Ed25519PublicKey.from_public_bytes(self.public_key).verify(signature, message)
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True, slots=True)
class Signature:
    """One line below a note."""

    name: str
    key_id: bytes
    signature: bytes

    @property
    def line(self) -> str:
        return f"{_DASH}{self.name} {encode64(self.key_id + self.signature)}\n"

    @property
    def time_s(self) -> int:
        """When a witness cosigned, in Unix seconds."""
        (time_s,) = struct.unpack(">Q", self.signature[:8])
        return int(time_s)

    def is_by(self, key: VerifierKey) -> bool:
        return (self.name, self.key_id) == (key.name, key.key_id)


@dataclass(frozen=True, slots=True)
class Note:
    """The text with its last line end, and the signatures below it, none of them checked yet."""

    text: str
    signatures: tuple[Signature, ...]

    def __str__(self) -> str:
        return f"{self.text}\n{''.join(one.line for one in self.signatures)}"

    def signature_of(self, key: VerifierKey) -> Signature | None:
        """The signature of that key. Raises `BadNote` when there is one that does not fit."""
        found = [one for one in self.signatures if one.is_by(key)]
        if not all(key.accepts(self.text, one.signature) for one in found):
            raise BadNote(f"the signature of {key.name} does not fit")
        return found[-1] if found else None

    def must_be_signed_by(self, key: VerifierKey) -> None:
        """Raises `BadNote`."""
        if self.signature_of(key) is None:
            raise BadNote(f"not signed by {key.name}")

    def with_more(self, signatures: Iterable[Signature]) -> "Note":
        return Note(self.text, (*self.signatures, *signatures))


def is_name(name: str) -> bool:
    """A key's name: no spaces, no plus."""
    return bool(name) and "+" not in name and not any(one.isspace() for one in name)


def read_note(text: str) -> Note:
    """Raises `BadNote`. What is below the last empty line are signatures."""
    if _CONTROL.search(text):
        raise BadNote("a note holds no control characters")
    body, gap, below = text.rpartition("\n\n")
    if not gap or not below.endswith("\n") or not body:
        raise BadNote("a note ends with signature lines")
    return Note(body + "\n", read_signatures(below))


def read_signatures(lines: str) -> tuple[Signature, ...]:
    """Signature lines as they stand below a note, and alone in a witness's answer. Raises `BadNote`."""
    if not lines.endswith("\n"):
        raise BadNote("a signature line ends with a line end")
    found = tuple(_signature(line) for line in lines[:-1].split("\n"))
    if len(found) > _MOST_SIGNATURES:
        raise BadNote("too many signatures")
    return found


def _signature(line: str) -> Signature:
    dash, name, data = line[:2], *(*line[2:].split(" "), "", "")[:2]
    if dash != _DASH or not is_name(name) or line.count(" ") != 2:
        raise BadNote("this is no signature line")
    signed = decode64(data)
    if len(signed) < 5:
        raise BadNote("a signature is longer")
    return Signature(name, signed[:4], signed[4:])


def sign(text: str, name: str, key: Ed25519PrivateKey) -> Signature:
    """The log's own signature."""
    return Signature(name, VerifierKey.of(name, SIGNS, key).key_id, key.sign(text.encode()))


def cosign(text: str, name: str, key: Ed25519PrivateKey, time_s: int) -> Signature:
    """A witness's: that at this time it had seen nothing that contradicts this text."""
    signed = struct.pack(">Q", time_s) + key.sign(_cosigned(text, time_s))
    return Signature(name, VerifierKey.of(name, COSIGNS, key).key_id, signed)


def _cosigned(text: str, time_s: int) -> bytes:
    return f"cosignature/v1\ntime {time_s}\n{text}".encode()
