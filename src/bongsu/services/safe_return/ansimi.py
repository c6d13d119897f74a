"""안심이: its messages in a form of our own, since its protocol is not public (dossier §12.15), turned into what is done."""

from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta

from bongsu.identity.people import Partner
from bongsu.kernel.geometry import Point
from bongsu.kernel.moments import check_moment
from bongsu.services.safe_return.trip import Fix, Trip, TripStands
from bongsu.services.shared.residents.alarm import Cancel, Heard, Press
from bongsu.services.shared.residents.wire import (
    DeviceId,
    Percent,
    Position,
    Wire,
    Word,
    check_pseudonym,
    need,
)

Kind = Literal[
    "REGISTER",
    "WITHDRAW",
    "TRIP_START",
    "POSITION",
    "ARRIVED",
    "TRIP_END",
    "SOS",
    "SOS_POSITION",
    "CANCEL",
    "SAFE",
]
OF_A_TRIP = frozenset({"TRIP_START", "POSITION", "ARRIVED", "TRIP_END"})
NEEDS: dict[str, tuple[str, ...]] = {
    "TRIP_START": ("number",),
    "POSITION": ("number", "position"),
    "ARRIVED": ("number",),
    "TRIP_END": ("number",),
    # who calls for help inside a building may have no place to tell; it comes later
    "SOS": ("number", "how"),
    "SOS_POSITION": ("number", "position"),
    "CANCEL": ("number",),
    "SAFE": ("number",),
}


class AnsimiMessage(Wire, frozen=True):
    """`at`: when it happened, `sent_at`: when it left, both by the phone's clock. `number`: of the trip or the SOS."""

    msg_id: Word
    sent_at: datetime
    type: Kind
    device_id: DeviceId
    at: datetime
    number: Word | None = None
    position: Position | None = None
    route: Annotated[tuple[Position, ...], Meta(max_length=200)] = ()
    eta_at: datetime | None = None
    how: Literal["BUTTON", "SHAKE", "VOLUME"] | None = None
    quiet: bool = False
    battery_pct: Percent | None = None
    drill: Word | None = None

    def check(self) -> None:
        """What the types cannot hold. Raises `Invalid` with the field."""
        check_pseudonym(self.device_id)
        for name in ("sent_at", "at", "eta_at"):
            check_moment(getattr(self, name), name)
        for name in NEEDS.get(self.type, ()):
            need(getattr(self, name), name, self.type)

    @property
    def told(self) -> dict[str, object]:
        said: dict[str, object] = {"quiet": True} if self.quiet else {}
        return said if self.battery_pct is None else {**said, "battery_pct": self.battery_pct}


def press_of(said: AnsimiMessage) -> Press:
    return Press(
        number=said.number or "",
        service="SOS_APP",
        category=f"SOS_{said.how}",
        device_id=said.device_id,
        pressed_at=said.at,
        sent_at=said.sent_at,
        place=said.position.place() if said.position else None,
        waits=True,
        details=said.told,
        drill_id=said.drill,
    )


def cancel_of(said: AnsimiMessage) -> Cancel:
    return Cancel(
        number=said.number or "",
        service="SOS_APP",
        device_id=said.device_id,
        cancelled_at=said.at,
    )


def heard_of(said: AnsimiMessage) -> Heard:
    place = said.position.place() if said.position else None
    return Heard(
        number=said.number or "",
        service="ESCORT" if said.type in OF_A_TRIP else "SOS_APP",
        device_id=said.device_id,
        at=said.at,
        place=place,
        details=said.told,
    )


def fix_of(said: AnsimiMessage) -> Fix:
    assert said.position is not None
    where = said.position
    return Fix(at=said.at, lat=where.lat, lon=where.lon, accuracy_m=where.accuracy_m)


def trip_of_start(
    said: AnsimiMessage, partner: Partner, now: datetime
) -> tuple[Trip, tuple[Point, ...]]:
    """The trip begins when we hear of it: a phone's wrong clock makes nobody late."""
    lasts = None if said.eta_at is None else now + (said.eta_at - said.at)
    trip = Trip(
        partner=partner.name,
        sender_org=partner.organisation,
        number=said.number or "",
        stands=TripStands.ACTIVE,
        started_at=now,
        heard_at=now,
        device_id=said.device_id,
        eta_at=lasts,
        drill_id=said.drill,
    )
    return trip, tuple(Point(one.lat, one.lon) for one in said.route)
