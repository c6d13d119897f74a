"""One ticket's hold on one stream that goes to another centre: found by its grant like a viewer, and cut like one."""

from collections.abc import Callable

from bongsu.media.tickets import Ticket


class Holder:
    """Owned by its session. A renewal is a later ticket of the same grant, under a further number."""

    def __init__(
        self, ticket: Ticket, number: int, accepted_at_s: float, gone: Callable[["Holder"], None]
    ) -> None:
        self.ticket = ticket
        self.ends = ticket.ends
        self.accepted_at_s = accepted_at_s
        self.number = number
        self.reason = ""
        self._gone = gone

    @property
    def is_cut(self) -> bool:
        return bool(self.reason)

    def cut(self, reason: str, by: str = "") -> None:
        """When it was the session's last one, not one more byte of a picture is sent after this returns."""
        if not self.is_cut:
            # who cut it is a person of this centre, and nobody's business elsewhere
            self.reason = reason
            self._gone(self)

    def renew(self, ticket: Ticket, number: int) -> None:
        self.number = number
        self.ends = max(self.ends, ticket.ends)
