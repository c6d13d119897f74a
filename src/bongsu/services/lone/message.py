"""What home devices' system says, in a form of our own; and what a canonical message of LONE_WOMAN may say beyond."""

from datetime import datetime
from typing import Literal

import msgspec

from bongsu.kernel.moments import check_moment
from bongsu.services.shared.residents.wire import (
    DeviceId,
    Percent,
    Position,
    Wire,
    Word,
    check_pseudonym,
    need,
)

NEEDS: dict[str, tuple[str, ...]] = {
    "REGISTER": ("position",),
    "SOS": ("number", "how"),
    "SAFE": ("number",),
    "CALLED": ("answered",),
}


class HomeDetails(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`quiet`: nothing may sound at the place."""

    pressed_at: datetime | None = None
    quiet: bool | None = None
    battery_pct: Percent | None = None


class HomeMessage(Wire, frozen=True):
    """`position` comes once, with REGISTER. `answered`: whether the partner's call was."""

    msg_id: Word
    sent_at: datetime
    type: Literal["REGISTER", "WITHDRAW", "BEAT", "SOS", "CALLED", "SAFE"]
    device_id: DeviceId
    at: datetime
    number: Word | None = None
    how: Literal["DOOR", "BELL"] | None = None
    answered: bool | None = None
    position: Position | None = None
    quiet: bool = False
    battery_pct: Percent | None = None
    drill: Word | None = None

    def check(self) -> None:
        """Raises `Invalid` with the field."""
        check_pseudonym(self.device_id)
        check_moment(self.sent_at, "sent_at")
        check_moment(self.at, "at")
        for name in NEEDS.get(self.type, ()):
            need(getattr(self, name), name, self.type)

    @property
    def told(self) -> dict[str, object]:
        said: dict[str, object] = {"quiet": True} if self.quiet else {}
        return said if self.battery_pct is None else {**said, "battery_pct": self.battery_pct}
