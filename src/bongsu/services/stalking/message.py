"""What a watch's call says beyond the canonical message, and how police set the cameras around a home."""

from datetime import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from bongsu.kernel.plain_text import ONE_LINE

CODE = "STALK_VICTIM"
MOST_HOMES = 4
# letters and digits in one word: a number that names nobody
SubjectId = Annotated[str, Meta(pattern=r"^[A-Z0-9][A-Z0-9-]{3,39}$(?!\n)")]
CameraId = Annotated[str, Meta(min_length=1, max_length=60, pattern=ONE_LINE)]


class WatchDetails(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Pseudonymous, as the police keep it."""

    subject_id: SubjectId | None = None


class HomesMessage(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """SET takes the place of what was set before; `measure_ends_at`: when all of it is destroyed."""

    type: Literal["SET", "REMOVE"]
    subject_id: SubjectId
    camera_ids: Annotated[list[CameraId], Meta(max_length=MOST_HOMES)] = []
    measure_ends_at: datetime | None = None


class HomesAnswer(msgspec.Struct, frozen=True):
    """Never the cameras; a removal says the same whether or not something lay there."""

    state: Literal["set", "removed"]
    cameras: int
    ends_at: datetime | None
