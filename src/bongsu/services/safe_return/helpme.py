"""안심헬프미: a key ring that calls for help; a form of our own, since its protocol is not public (dossier §12.15)."""

from datetime import datetime
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from bongsu.services.safe_return.ansimi import AnsimiMessage
from bongsu.services.shared.residents.wire import DeviceId, Percent, Wire, Word

_AS = {
    "JOIN": "REGISTER",
    "LEAVE": "WITHDRAW",
    "PRESS": "SOS",
    "WHERE": "SOS_POSITION",
    "UNDO": "CANCEL",
    "FINE": "SAFE",
}


class HelpmeMessage(Wire, frozen=True):
    """`gps`: latitude, longitude, error in metres."""

    id: Word
    sent: datetime
    event: Literal["JOIN", "LEAVE", "PRESS", "WHERE", "UNDO", "FINE"]
    tag: DeviceId
    time: datetime
    call_no: Word | None = None
    gps: Annotated[list[float], Meta(min_length=2, max_length=3)] | None = None
    battery: Percent | None = None
    drill: Word | None = None


def as_ansimi(said: HelpmeMessage) -> AnsimiMessage:
    """The same thing in the other form. Raises `ValidationError` for a place that is none."""
    whole: dict[str, object] = {
        "msg_id": said.id,
        "sent_at": said.sent,
        "type": _AS[said.event],
        "device_id": said.tag,
        "at": said.time,
        "number": said.call_no,
        "how": "BUTTON" if said.event == "PRESS" else None,
        "battery_pct": said.battery,
        "drill": said.drill,
    }
    if said.gps is not None:
        accuracy = {"accuracy_m": said.gps[2]} if len(said.gps) > 2 else {}
        whole["position"] = {"lat": said.gps[0], "lon": said.gps[1], **accuracy}
    return msgspec.convert(whole, AnsimiMessage)
