"""What every use case of this context works with, handed over as one."""

import unicodedata
from dataclasses import dataclass

from bongsu.identity.passwords import Passwords
from bongsu.identity.settings import IdentitySettings
from bongsu.kernel.clock import Clock
from bongsu.kernel.database import Database


@dataclass(frozen=True, slots=True)
class Desk:
    """The node's database, clock, limits and password hashing."""

    database: Database
    clock: Clock
    settings: IdentitySettings
    passwords: Passwords


def as_name(typed: str) -> str:
    """A sign-in name as it is kept: one form of Hangul, whatever keyboard it came from."""
    return unicodedata.normalize("NFC", typed).strip()
