"""What a security company's alarm says beyond the canonical message: that somebody has looked, and its own site's number."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta


class AlarmDetails(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`confirmed_by`: what the company's own control room has seen it with; a sensor alone is no alarm here."""

    confirmed_by: Literal["COMPANY_CCTV"] | None = None
    site_no: Annotated[str, Meta(pattern=r"^[A-Z0-9-]{1,20}$(?!\n)")] | None = None
