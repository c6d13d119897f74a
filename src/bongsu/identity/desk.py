"""What every use case of this context works with, handed over as one."""

import asyncio
import unicodedata
from dataclasses import dataclass, field, replace

from bongsu.audit.group import GroupRecorder
from bongsu.identity.passwords import Passwords
from bongsu.identity.secret_box import SecretBox
from bongsu.identity.settings import IdentitySettings
from bongsu.identity.source import source_of
from bongsu.kernel.clock import Clock
from bongsu.kernel.database import Database


@dataclass(frozen=True, slots=True)
class Desk:
    """The node's database, clock, limits, password hashing and key; `sessions_changed` wakes who waits for their ends.

    `source`: see `seen_from`."""

    database: Database
    clock: Clock
    settings: IdentitySettings
    passwords: Passwords
    box: SecretBox = field(default_factory=SecretBox)
    sessions_changed: asyncio.Event = field(default_factory=asyncio.Event)
    recorder: GroupRecorder | None = None
    source: str | None = None

    def seen_from(self, address: str | None) -> "Desk":
        """The same desk for one request: what is begun at it says where the request came from."""
        return replace(self, source=source_of(self.box, address))


def as_name(typed: str) -> str:
    """A sign-in name as it is kept: one form of Hangul, whatever keyboard it came from."""
    return unicodedata.normalize("NFC", typed).strip()
