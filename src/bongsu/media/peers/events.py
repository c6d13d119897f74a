"""What a media process asks its node about other centres' pictures, in MessagePack (docs/architecture.md, Federation)."""

import msgspec

from bongsu.kernel.events import subject_on_bus

ASK_TICKET = subject_on_bus("federation.ticket")
ASK_ROUTE = subject_on_bus("federation.route")


class WhichTicket(msgspec.Struct, frozen=True):
    """Question `federation.ticket`: this media process is about to pull another centre's camera."""

    camera_id: str
    process: str


class PeerTicket(msgspec.Struct, frozen=True):
    """Answer: the owner's ticket for one pull, and the next hop. `problem` stands alone; tickets are never logged."""

    ticket: str = ""
    url: str = ""
    server_name: str = ""
    problem: str = ""

    def __repr__(self) -> str:
        return f"PeerTicket(url={self.url!r}, problem={self.problem!r})"


class WhichRoute(msgspec.Struct, frozen=True):
    """Question `federation.route`: a relay looks for one media process of the owner of a camera."""

    owner: str
    process: str


class PeerRoute(msgspec.Struct, frozen=True):
    """Answer: where that process takes peers, and the raw Ed25519 key (32 bytes) that signs its tickets."""

    url: str = ""
    server_name: str = ""
    ticket_key: bytes = b""
    problem: str = ""
