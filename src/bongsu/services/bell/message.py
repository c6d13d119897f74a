"""What bells say, in a form of our own; and what a canonical message of BELL may say beyond the canonical one."""

from datetime import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from bongsu.incidents.incident import Place
from bongsu.kernel.moments import check_moment
from bongsu.services.shared.residents.alarm import Press
from bongsu.services.shared.residents.wire import (
    DeviceId,
    Position,
    Wire,
    Word,
    need,
)

NEEDS: dict[str, tuple[str, ...]] = {"REGISTER": ("position",), "PRESS": ("number",)}


class PoleDetails(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`site_id`: the pole among our camera sites."""

    pole_id: DeviceId | None = None
    site_id: Word | None = None
    quiet: bool | None = None


class BellMessage(Wire, frozen=True):
    """`position`, `site_id` and `address` of a pole come once, with REGISTER."""

    msg_id: Word
    sent_at: datetime
    type: Literal["REGISTER", "WITHDRAW", "PRESS"]
    pole_id: DeviceId
    at: datetime
    number: Word | None = None
    position: Position | None = None
    site_id: Word | None = None
    address: Annotated[str, Meta(max_length=200)] = ""
    quiet: bool = False
    drill: Word | None = None

    def check(self) -> None:
        """Raises `Invalid` with the field."""
        check_moment(self.sent_at, "sent_at")
        check_moment(self.at, "at")
        for name in NEEDS.get(self.type, ()):
            need(getattr(self, name), name, self.type)


def press_of(said: BellMessage, place: Place | None, site_id: str) -> Press:
    details: dict[str, object] = {"pole_id": said.pole_id, "site_id": site_id}
    if said.quiet:
        details["quiet"] = True
    return Press(
        number=said.number or "",
        service="BELL",
        category="PRESS",
        device_id=said.pole_id,
        pressed_at=said.at,
        sent_at=said.sent_at,
        place=place,
        address=place.address if place else "",
        details=details,
        drill_id=said.drill,
    )
