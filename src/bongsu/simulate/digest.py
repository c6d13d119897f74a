"""Digest sign-in as cameras do it (RFC 2617, MD5, with or without qop)."""

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass, field

from bongsu.simulate.rtsp_message import Request

REALM = "simulated camera"
_FIELD = re.compile(r'(\w+)=(?:"([^"]*)"|([^\s,]+))')


def _md5(text: str) -> str:
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


def digest_response(
    user: str, password: str, method: str, fields: dict[str, str], realm: str = REALM
) -> str:
    """What a client that knows the password answers to this challenge."""
    secret = _md5(f"{user}:{realm}:{password}")
    asked = _md5(f"{method}:{fields.get('uri', '')}")
    nonce = fields.get("nonce", "")
    if "qop" in fields:
        counted = f"{nonce}:{fields.get('nc', '')}:{fields.get('cnonce', '')}:{fields['qop']}"
        return _md5(f"{secret}:{counted}:{asked}")
    return _md5(f"{secret}:{nonce}:{asked}")


@dataclass(frozen=True, slots=True)
class DigestGate:
    """Lets a request in when its digest is right for this gate's nonce."""

    user: str
    password: str = field(repr=False)
    nonce: str = field(default_factory=lambda: secrets.token_hex(16))

    @property
    def challenge(self) -> str:
        return f'Digest realm="{REALM}", nonce="{self.nonce}", algorithm="MD5"'

    def admits(self, request: Request) -> bool:
        given = request.header("authorization") or ""
        if not given.lower().startswith("digest "):
            return False
        fields = {name: quoted or bare for name, quoted, bare in _FIELD.findall(given)}
        if fields.get("username") != self.user or fields.get("nonce") != self.nonce:
            return False
        expected = digest_response(self.user, self.password, request.method, fields)
        return hmac.compare_digest(expected.encode(), fields.get("response", "").encode())
