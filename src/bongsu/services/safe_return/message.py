"""What a canonical message of SOS_APP and ESCORT may say beyond the canonical one. The cancel window is over by then:
who sends NEW by that door has kept it itself (the adapters keep it here)."""

from datetime import datetime

import msgspec

from bongsu.services.shared.residents.wire import Percent


class PhoneDetails(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`quiet`: nothing may sound at the place."""

    pressed_at: datetime | None = None
    quiet: bool | None = None
    battery_pct: Percent | None = None
