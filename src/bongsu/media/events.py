"""What a media process tells and asks over the bus, with the shapes of the bodies."""

from datetime import datetime
from typing import ClassVar

import msgspec

from bongsu.kernel.events import Event, subject_on_bus

ASK_STREAM = subject_on_bus("registry.stream")
ASK_ALIVE = subject_on_bus("sharing.alive")
ASK_SESSIONS = subject_on_bus("identity.sessions_alive")
ASK_JOURNAL = subject_on_bus("audit.journal")


class CameraStateChanged(Event, frozen=True):
    """`state`: connecting, live, frozen, dead, unsupported, unknown."""

    subject: ClassVar[str] = "media.camera_state"
    camera_id: str
    state: str
    since: datetime
    reason: str
    process: str


class WatchingChanged(Event, frozen=True):
    """A viewing began or ended."""

    subject: ClassVar[str] = "media.watching"
    grant_id: str
    camera_id: str
    session_id: str
    viewer: str
    watching: bool
    at: datetime
    process: str = ""


class Viewing(msgspec.Struct, frozen=True):
    """One viewing that goes on."""

    grant_id: str
    camera_id: str
    session_id: str
    viewer: str
    since: datetime


class ViewingsNow(Event, frozen=True):
    """All viewings of one process, told whole: mends what was lost when either side was restarted."""

    subject: ClassVar[str] = "media.viewings"
    process: str
    viewings: tuple[Viewing, ...]


class WhichStream(msgspec.Struct, frozen=True):
    """Question to the registry."""

    camera_id: str
    stream: str


class StreamAddress(msgspec.Struct, frozen=True):
    """Answer; the addresses carry credentials and are never logged. `problem` stands alone."""

    main_url: str = ""
    sub_url: str = ""
    problem: str = ""
    owner: str = ""
    """Another centre's code: its media process shows the camera, and no address is known here."""

    def __repr__(self) -> str:
        return f"StreamAddress(problem={self.problem!r})"


class GrantsAlive(msgspec.Struct, frozen=True):
    """Answer to `sharing.alive`: every grant in force now."""

    grant_ids: frozenset[str]


class WhichSessions(msgspec.Struct, frozen=True):
    """Question to identity: the sessions whose viewers watch now."""

    session_ids: tuple[str, ...]


class SessionsAlive(msgspec.Struct, frozen=True):
    """Answer to `identity.sessions_alive`, of those that were asked about."""

    session_ids: frozenset[str]
    locked: frozenset[str] = frozenset()
