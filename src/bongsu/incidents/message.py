"""What a partner's system says of a call, whatever its wire form; adapters under `services/` make it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bongsu.incidents.area import Area
from bongsu.incidents.incident import Origin, Place, Responder, Window


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One message. None means: not said."""

    partner: str
    sender_org: str
    ext_incident_no: str
    service: str
    category: str | None = None
    code: str | None = None
    exercise: bool = False
    summary: str | None = None
    reported_at: datetime | None = None
    place: Place | None = None
    address: str | None = None
    responders: tuple[Responder, ...] | None = None
    legal_basis: str | None = None
    agreement_id: str | None = None
    origin: Origin | None = None
    area: Area | None = None
    window: Window | None = None
    details: Mapping[str, object] | None = None
    drill_id: str | None = None
    sent_at: datetime | None = None
    """By the sender's own clock."""
