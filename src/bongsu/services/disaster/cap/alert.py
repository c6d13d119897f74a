"""One CAP alert as values, as its standard names them (OASIS CAP 1.2 §3.2). What an alert means here is `meaning.py`."""

from datetime import datetime

import msgspec

Ring = tuple[tuple[float, float], ...]


class Reference(msgspec.Struct, frozen=True):
    """An earlier message: `sender,identifier,sent`."""

    sender: str
    identifier: str
    sent: datetime

    def __str__(self) -> str:
        return f"{self.sender},{self.identifier},{self.sent.isoformat(timespec='seconds')}"


class Circle(msgspec.Struct, frozen=True):
    """A disc."""

    lat: float
    lon: float
    radius_km: float


class CapArea(msgspec.Struct, frozen=True, kw_only=True):
    """One `area`. Rings are (lat, lon), the first point repeated at the end, as CAP writes them."""

    description: str
    polygons: tuple[Ring, ...] = ()
    circles: tuple[Circle, ...] = ()
    geocodes: tuple[tuple[str, str], ...] = ()


class Info(msgspec.Struct, frozen=True, kw_only=True):
    """One `info`: the same event in one language, or another event of the same alert."""

    language: str = "en-US"
    categories: tuple[str, ...]
    event: str
    response_types: tuple[str, ...] = ()
    urgency: str
    severity: str
    certainty: str
    effective: datetime | None = None
    onset: datetime | None = None
    expires: datetime | None = None
    sender_name: str = ""
    headline: str = ""
    description: str = ""
    instruction: str = ""
    areas: tuple[CapArea, ...] = ()


class Alert(msgspec.Struct, frozen=True, kw_only=True):
    """The whole message. `remarks` say what was read with a doubt; contact and resources are not kept."""

    version: str
    identifier: str
    sender: str
    sent: datetime
    status: str
    msg_type: str
    scope: str
    references: tuple[Reference, ...] = ()
    infos: tuple[Info, ...] = ()
    signed: bool = False
    remarks: tuple[str, ...] = ()

    @property
    def key(self) -> Reference:
        """By which later messages name it."""
        return Reference(self.sender, self.identifier, self.sent)
