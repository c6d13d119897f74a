"""Public records on the wire: how they are written, hashed, and read one by one, so that a bad one spoils no other."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from math import isfinite

import msgspec

from bongsu.kernel.unreadable import UNREADABLE
from bongsu.registry.centres import CENTRES
from bongsu.registry.peer_camera import PeerCamera

# a whole record is about 200 bytes; what is larger is no record
LARGEST_RECORD = 1_000
_LONGEST_REASON = 300

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(PeerCamera).decode
_decode_any = msgspec.msgpack.Decoder(list[object]).decode


def written(record: PeerCamera) -> bytes:
    return _encode(record)


def hash_of(record: PeerCamera) -> bytes:
    """Of the bytes that both sides make of the same record, whatever bytes it came in."""
    return sha256(_encode(record)).digest()


class RecordRefused(ValueError):
    """Names the camera, where it can be read, and what is wrong with it."""


def read_record(owner: str, body: bytes) -> PeerCamera:
    """Raises `RecordRefused`."""
    if len(body) > LARGEST_RECORD:
        raise RecordRefused(f"{_name_in(body)}: a record of {len(body)} bytes")
    try:
        record = _decode(body)
    except UNREADABLE as cause:
        raise RecordRefused(f"{_name_in(body)}: {cause}"[:_LONGEST_REASON]) from cause
    numbers = (
        record.lat,
        record.lon,
        record.bearing_deg,
        record.hfov_deg,
        record.range_m,
        record.height_m,
    )
    if not all(one is None or isfinite(one) for one in numbers):
        raise RecordRefused(f"{record.camera_id}: a number that is none")
    if record.since is not None and record.since.tzinfo is None:
        raise RecordRefused(f"{record.camera_id}: a time without a zone")
    _must_be_theirs(owner, record.camera_id, record.district)
    return record


def _must_be_theirs(owner: str, camera_id: str, letters: str) -> None:
    """A centre speaks of its own district's cameras only: it cannot put one over ours or over a neighbour's."""
    profile = CENTRES.get(owner)
    own = profile is not None and camera_id[:2] == letters and letters in profile.districts
    if not own:
        raise RecordRefused(f"{camera_id}: no camera of {owner}")


def _name_in(body: bytes) -> str:
    """The id it claims, if that can be shown; never more of what was sent."""
    try:
        first = _decode_any(body)[0]
    except (*UNREADABLE, IndexError):
        return "a record"
    return first[:32] if isinstance(first, str) and first.isprintable() else "a record"


@dataclass(slots=True)
class Taken:
    """What came through, and what did not and why."""

    records: list[PeerCamera] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def read_records(owner: str, bodies: Sequence[msgspec.Raw]) -> Taken:
    """Each by itself. A camera that comes twice counts as it came last."""
    taken, by_id = Taken(), dict[str, PeerCamera]()
    for body in bodies:
        try:
            record = read_record(owner, bytes(body))
        except RecordRefused as refused:
            taken.refused.append(str(refused))
        else:
            by_id[record.camera_id] = record
    taken.records = list(by_id.values())
    return taken
