"""Facts that identity tells: a session that ended or locked, so that its pictures are cut at once."""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from bongsu.kernel.events import Event


class EndReason(StrEnum):
    """Why a session shows nothing any more. After `locked` the same session may go on."""

    SIGNED_OUT = "signed_out"
    LOCKED = "locked"
    EXPIRED = "expired"
    DISABLED = "disabled"


class SessionEnded(Event, frozen=True, kw_only=True):
    """Told in the transaction that ended or locked it."""

    subject: ClassVar[str] = "identity.session_ended"
    session_id: str
    reason: EndReason
    at: datetime
