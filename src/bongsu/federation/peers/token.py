"""The token with which a district joins: one line of text, passed by hand. Its secret never travels over a network."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit
from zlib import crc32

import msgspec

from bongsu.audit.entry import canonical
from bongsu.federation.peers.failures import BadToken
from bongsu.federation.peers.peer import Invitation
from bongsu.identity.secret_box import SecretBox
from bongsu.kernel.failures import Invalid

PREFIX = "bongsu1-"
JOIN_PATH = "/link/v1/peers/join"
_LONGEST = 1200
_CHECK_BYTES = 4
_ABOUT = "peer invitation"


@dataclass(frozen=True, slots=True)
class Token:
    """`url` is the hub's console and API as the district reaches it; `code` is whom it is for."""

    url: str
    code: str
    hub: str
    invitation_id: str
    secret: bytes
    expires_at: datetime

    def __repr__(self) -> str:
        return f"Token({self.invitation_id} for {self.code})"

    @property
    def join_url(self) -> str:
        return self.url + JOIN_PATH


class _Packed(msgspec.Struct, frozen=True, array_like=True):
    url: str
    code: str
    hub: str
    invitation_id: str
    secret: bytes
    expires: int


def secret_of(box: SecretBox, hub: str, invitation: Invitation) -> bytes:
    """Derived by the node's key from the invitation, 32 bytes (HMAC-SHA-256), so that it is kept nowhere: neither the
    database nor a copy of it opens the door, and both sides can still prove with it. Raises `NoKeyFile`."""
    about = {
        "hub": hub,
        "peer": invitation.peer,
        "invitation_id": invitation.invitation_id,
        "expires_at": invitation.expires_at.isoformat(),
    }
    return bytes.fromhex(box.mark(canonical(about), _ABOUT))


def must_be_url(url: str) -> str:
    """Without a slash at the end. Raises `Invalid`."""
    parts = urlsplit(url)
    fits = parts.scheme in {"http", "https"} and parts.hostname and not parts.username
    if not fits or parts.query or parts.fragment or not url.isascii() or len(url) > 300:
        raise Invalid("the hub's address is http(s)://host[:port]", field="url")
    return url.rstrip("/")


def write_token(token: Token) -> str:
    packed = msgspec.msgpack.encode(
        _Packed(
            token.url,
            token.code,
            token.hub,
            token.invitation_id,
            token.secret,
            int(token.expires_at.timestamp()),
        )
    )
    checked = packed + crc32(packed).to_bytes(_CHECK_BYTES, "big")
    return PREFIX + urlsafe_b64encode(checked).decode().rstrip("=")


def read_token(text: str) -> Token:
    """Raises `BadToken`."""
    text = text.strip()
    if not text.startswith(PREFIX) or len(text) > _LONGEST:
        raise BadToken(f"a token begins with {PREFIX}", field="token")
    body = text.removeprefix(PREFIX)
    try:
        checked = urlsafe_b64decode(body + "=" * (-len(body) % 4))
        packed, check = checked[:-_CHECK_BYTES], checked[-_CHECK_BYTES:]
        if crc32(packed).to_bytes(_CHECK_BYTES, "big") != check:
            raise ValueError("letters are missing or changed")
        one = msgspec.msgpack.decode(packed, type=_Packed)
        url = must_be_url(one.url)
        expires_at = datetime.fromtimestamp(one.expires, UTC)
    except (ValueError, OverflowError, OSError, Invalid, msgspec.MsgspecError) as cause:
        raise BadToken("the token is damaged: copy it again, whole", field="token") from cause
    return Token(url, one.code, one.hub, one.invitation_id, one.secret, expires_at)
