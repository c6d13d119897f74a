"""Signing in at a camera: digest (RFC 7616: SHA-256, MD5; RFC 2617 without qop) and basic."""

import base64
import hashlib
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass

_FIELD = re.compile(r'(\w+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,]+))')
_ALGORITHMS = {"SHA-256": "sha256", "MD5": "md5"}


@dataclass(frozen=True, slots=True)
class Challenge:
    """The strongest way the camera offers that we know."""

    scheme: str
    realm: str = ""
    nonce: str = ""
    opaque: str = ""
    algorithm: str = "MD5"
    says_algorithm: bool = False
    qop: str = ""


def choose(offers: Iterable[str]) -> Challenge | None:
    """Digest SHA-256 before digest MD5 before basic; None when the camera offers none of them."""
    found = [challenge for offer in offers if (challenge := _read(offer))]
    return max(found, key=_strength, default=None)


def _strength(challenge: Challenge) -> int:
    if challenge.scheme == "basic":
        return 0
    return 2 if challenge.algorithm == "SHA-256" else 1


def _read(offer: str) -> Challenge | None:
    scheme, _, rest = offer.strip().partition(" ")
    fields = {name.lower(): quoted or bare for name, quoted, bare in _FIELD.findall(rest)}
    if scheme.lower() == "basic":
        return Challenge("basic", fields.get("realm", ""))
    algorithm = fields.get("algorithm", "MD5").upper()
    if scheme.lower() != "digest" or algorithm not in _ALGORITHMS:
        return None
    offered = [word.strip() for word in fields.get("qop", "").split(",")]
    return Challenge(
        "digest",
        fields.get("realm", ""),
        fields.get("nonce", ""),
        fields.get("opaque", ""),
        algorithm,
        "algorithm" in fields,
        "auth" if "auth" in offered else "",
    )


class SignIn:
    """Answers one camera's challenge for every request that follows."""

    def __init__(self, challenge: Challenge, user: str, password: str) -> None:
        self._challenge = challenge
        self._user = user
        self._password = password
        self._count = 0

    def header(self, method: str, url: str) -> str:
        """The value of `Authorization`."""
        if self._challenge.scheme == "basic":
            pair = f"{self._user}:{self._password}".encode()
            return "Basic " + base64.b64encode(pair).decode()
        return "Digest " + ", ".join(self._fields(method, url))

    def _fields(self, method: str, url: str) -> list[str]:
        challenge = self._challenge
        secret = self._hash(f"{self._user}:{challenge.realm}:{self._password}")
        asked = self._hash(f"{method}:{url}")
        fields = [
            f'username="{self._user}"',
            f'realm="{challenge.realm}"',
            f'nonce="{challenge.nonce}"',
            f'uri="{url}"',
        ]
        middle = challenge.nonce
        if challenge.qop:
            self._count += 1
            nonce = secrets.token_hex(8)
            middle += f":{self._count:08x}:{nonce}:auth"
            fields += ["qop=auth", f"nc={self._count:08x}", f'cnonce="{nonce}"']
        fields.append(f'response="{self._hash(f"{secret}:{middle}:{asked}")}"')
        if challenge.opaque:
            fields.append(f'opaque="{challenge.opaque}"')
        # Some cameras refuse a field that they did not send themselves.
        if challenge.says_algorithm:
            fields.append(f"algorithm={challenge.algorithm}")
        return fields

    def _hash(self, text: str) -> str:
        name = _ALGORITHMS[self._challenge.algorithm]
        return hashlib.new(name, text.encode(), usedforsecurity=False).hexdigest()
