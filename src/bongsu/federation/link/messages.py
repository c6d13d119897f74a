"""What node and federation process say to each other on the node's own bus: MessagePack of these shapes."""

import re
from datetime import datetime
from typing import ClassVar, Literal

import msgspec

from bongsu.kernel.events import Event, subject_on_bus

ASK_PLAN = subject_on_bus("federation.plan")
PEERS_CHANGED = subject_on_bus("federation.peers_changed")
SEND = subject_on_bus("federation.send")
HEARD = subject_on_bus("federation.heard")
LINK_STATE = subject_on_bus("federation.link_state")

Kind = Literal["hub", "district", "alone"]
Route = Literal["direct", "through_hub"]
State = Literal["up", "down", "refused"]

# codes and topics become parts of subjects and of the server's settings: nothing else may stand in them
CODE = re.compile(r"[A-Z0-9_]{2,24}")
TOPIC = re.compile(r"[a-z][a-z0-9_]{0,31}")


class PeerPlan(msgspec.Struct, frozen=True, kw_only=True):
    """`nkey` is the peer's public key (`U…`); only the hub, which lets it in, needs it."""

    code: str
    nkey: str = ""
    route: Route = "direct"


class LinkPlan(msgspec.Struct, frozen=True, kw_only=True):
    """Who we are and whom to link with. Peers that are revoked are not in it."""

    code: str
    kind: Kind
    hub_url: str = ""
    """Of a district: host:port of the hub's leaf listener; the host is a name in the hub's certificate."""
    hub_code: str = ""
    peers: tuple[PeerPlan, ...] = ()


class LinkMessage(msgspec.Struct, frozen=True, kw_only=True):
    """To the federation process: for `peer`. From it: of `peer`, which the line has proved."""

    peer: str
    topic: str
    body: bytes
    within_s: float = 10.0


class LinkReply(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """`problem` empty: answered. `is_unreachable`: nobody has said no, there was no answer."""

    body: bytes = b""
    problem: str = ""
    field: str | None = None
    is_unreachable: bool = False


class LinkState(Event, frozen=True):
    """Told by the federation process at every change and every five seconds.

    `reason` of `down`: `no_answer`, `not_linked`; of `refused`: `clock_skew`, `other_protocol`, `flood`."""

    subject: ClassVar[str] = "federation.link_state"
    peer: str
    state: State
    since: datetime
    reason: str = ""
    rtt_ms: float | None = None
    skew_ms: float | None = None
    release: str = ""
    protocol: int = 0
    refused: int = 0
    """Messages of this peer that were refused since this process started."""
    refused_last: str = ""
    """Why the last one was."""
