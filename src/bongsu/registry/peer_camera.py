"""What one centre tells another of a camera, and nothing else: no stream address, no survey. Bounded at every field."""

from datetime import datetime
from typing import Annotated, Literal

import msgspec

from bongsu.registry.camera import CameraKind, CameraStatus, Purpose

# printable, no blanks: it stands in logs, tiles and addresses
CameraId = Annotated[str, msgspec.Meta(pattern="^[A-Z]{2}-[!-.0-~]{1,28}\\Z")]
Letters = Annotated[str, msgspec.Meta(pattern="^[A-Z]{2}\\Z")]
# no control characters: it is shown on screens and kept by PostgreSQL
Name = Annotated[str, msgspec.Meta(max_length=120, pattern="^[^\\x00-\\x1f\\x7f]*\\Z")]
DongCode = Annotated[str, msgspec.Meta(pattern="^[0-9]{10}\\Z")]
# Korea with its seas
Latitude = Annotated[float, msgspec.Meta(ge=32.0, le=40.0)]
Longitude = Annotated[float, msgspec.Meta(ge=123.0, le=133.0)]
Bearing = Annotated[float, msgspec.Meta(ge=0.0, le=360.0)]
Angle = Annotated[float, msgspec.Meta(gt=0.0, le=360.0)]
Range = Annotated[float, msgspec.Meta(ge=0.0, le=10_000.0)]
Height = Annotated[float, msgspec.Meta(ge=-100.0, le=700.0)]
State = Literal["unknown", "connecting", "live", "frozen", "dead", "unsupported"]


class PeerCamera(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    """One camera in public form. The order of the fields is part of what both sides hash."""

    camera_id: CameraId
    district: Letters
    name: Name
    kind: CameraKind
    purpose: Purpose
    status: CameraStatus
    lat: Latitude
    lon: Longitude
    bearing_deg: Bearing | None
    hfov_deg: Angle | None
    range_m: Range
    height_m: Height | None
    dong_code: DongCode | None
    state: State
    since: datetime | None
