"""Limits of the public form and the terms after which what people wrote is destroyed (`BONGSU_REQUESTS_…`)."""

from typing import Annotated

import msgspec
from msgspec import Meta

_Count = Annotated[int, Meta(ge=1, le=100_000)]
_Days = Annotated[int, Meta(ge=1, le=3_650)]


class RequestSettings(msgspec.Struct, frozen=True):
    """Change a term only together with the notice (처리방침): the form prints these very numbers."""

    contact_days: _Days = 180
    """A contact goes with the letter, at the latest after this."""
    said_days: _Days = 1_095
    """What the person wrote: three years (민원 기록), then destroyed. Place, reason and count stay."""
    a_minute: _Count = 3
    """Tries of one address (of one IPv6 network). Raise it where a dong office's people send from one address."""
    a_day: _Count = 20
    """Taken requests of one address."""
    all_a_minute: _Count = 60
    """Tries of everybody together: what a node may be made to write."""
    lookups_a_minute: _Count = 20
    """Look-ups by number of one address."""
    department_ko: str = "스마트안전과"
    department_en: str = "Smart safety division"
    telephone: str = ""
    """Printed on the form and the letter; empty: the centre's own is left out."""
