"""What a media process and the node say to each other about who is there and who pulls what."""

from typing import ClassVar

import msgspec

from bongsu.kernel.events import Event, subject_on_bus

ASK_PRESENT = subject_on_bus("media.present")
ASK_TICKET_KEY = subject_on_bus("media.ticket_key")


class MediaPresent(msgspec.Struct, frozen=True, kw_only=True):
    """Every second, at the start and at the stop, as a question to the node.

    `stamp` is the node's own time out of its last answer, so that a late message is seen to be late by one clock only;
    `instance` is new at each start."""

    process: str
    instance: str
    scheme: str = "ws"
    port: int
    public_url: str = ""
    peer_url: str = ""
    camera_ids: tuple[str, ...] = ()
    viewers: int = 0
    capacity: int = 100
    stamp: str = ""
    is_leaving: bool = False


class PresenceHeard(msgspec.Struct, frozen=True, kw_only=True):
    """The node's answer. `say_again`: at once, with this stamp. `elsewhere`: another process pulls these, let them go.
    `linked`: centres whose media processes may come, and through which we pass on; None: nothing is said of them."""

    stamp: str
    say_again: bool = False
    refused: str = ""
    elsewhere: tuple[str, ...] = ()
    linked: frozenset[str] | None = None


class CamerasPlaced(Event, frozen=True):
    """Cameras that somebody is about to watch, and the process that is to pull them."""

    subject: ClassVar[str] = "media.placed"
    process: str
    camera_ids: tuple[str, ...]


class ProcessChanged(Event, frozen=True):
    """A media process came or was lost; tickets for an instance that is not live open nothing."""

    subject: ClassVar[str] = "media.process_changed"
    process: str
    is_live: bool


class TicketKey(msgspec.Struct, frozen=True):
    """Answer to `media.ticket_key`: the public half, 32 bytes as hexadecimal."""

    public_key: str
