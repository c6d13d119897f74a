"""What is told when links come, go or change."""

from datetime import datetime
from typing import ClassVar

from bongsu.kernel.events import Event


class PeersChanged(Event, frozen=True):
    """Who is linked, with which keys, or what one of them says of itself: node and federation process look again."""

    subject: ClassVar[str] = "federation.peers_changed"
    peer: str
    why: str
    """`invited`, `joined`, `confirmed`, `revoked`, `renewed`, `about`."""


class LinkChanged(Event, frozen=True):
    """A line came up or went down, its peer is refused, or its link was revoked (`state`)."""

    subject: ClassVar[str] = "federation.link_changed"
    peer: str
    state: str
    since: datetime
