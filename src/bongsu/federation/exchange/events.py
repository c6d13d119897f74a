"""What the exchange tells within the node."""

from typing import ClassVar

from bongsu.kernel.events import Event


class MessagesMissed(Event, frozen=True, kw_only=True):
    """Our database was brought back from a copy: what `peer` told us from `first` to `last` it has already let go of.
    Whoever keeps a state with that centre asks for it anew."""

    subject: ClassVar[str] = "federation.messages_missed"
    peer: str
    first: int
    last: int
