"""Who speaks on the bus: the node, which may everything, and processes that may say and hear what their work needs.

Each has a password of its own that the bus's token leads to and that leads to no other: a machine is given its own alone."""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass

NODE = "node"
_ABOUT = "bongsu bus user "


@dataclass(frozen=True, slots=True)
class BusUser:
    """`answers`: it may answer whoever asks it. Answers to its own questions come to an inbox that only it hears."""

    name: str
    says: Sequence[str]
    hears: Sequence[str]
    answers: bool = False

    def permissions(self) -> dict[str, object]:
        """As nats-server writes them."""
        found: dict[str, object] = {
            "publish": {"allow": list(self.says)},
            "subscribe": {"allow": [*self.hears, f"{inbox_of(self.name)}.>"]},
        }
        return found | ({"allow_responses": {"max": 1, "expires": "2m"}} if self.answers else {})


def inbox_of(user: str) -> str:
    return f"_INBOX_{user}"


def token_for(token: str, user: str) -> str:
    """`user:password`, for a process that is to know no more. One that was made for somebody stays it."""
    if ":" in token:
        return token
    return f"{user}:{hmac.digest(token.encode(), (_ABOUT + user).encode(), 'sha256').hex()}"
