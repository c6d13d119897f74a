"""`/link/v1/cameras`: all that a system may know, then only what changed since, by the versions of our catalogue."""

import msgspec

from bongsu.federation.catalogue import store as versions
from bongsu.federation.catalogue.entitled import Scope
from bongsu.federation.catalogue.serve import changes_after
from bongsu.federation.catalogue.wire import Ask
from bongsu.kernel.failures import Invalid
from bongsu.registry.peer_camera import PeerCamera
from bongsu.services.catalogue.features import ChangedCameras, Facts, Feature, PointAt
from bongsu.services.catalogue.may_see import Sight
from bongsu.services.catalogue.store import Connection

_read = msgspec.msgpack.Decoder(PeerCamera).decode
# what somebody has who may know of nothing
NOTHING = "0.none"


def read_version(text: str) -> tuple[int, str]:
    """Number and scope of what the asker has. Raises `Invalid`."""
    number, dot, scope = text.partition(".")
    is_number = number.isascii() and number.isdigit() and len(number) <= 15
    if not text:
        return 0, ""
    is_scope = scope.isascii() and scope.isalnum() and len(scope) <= 64
    if not is_number or not dot or not is_scope:
        raise Invalid("a version is taken from an earlier answer", field="after")
    return int(number), scope


async def version_now(connection: Connection, scope: Scope | None) -> str:
    if scope is None:
        return NOTHING
    return f"{await versions.newest(connection)}.{scope.name}"


async def changed_cameras(
    connection: Connection, sight: Sight, after: str, owner: str
) -> ChangedCameras:
    number, name = read_version(after)
    if sight.scope is None:
        return _answer(sight, NOTHING, is_fresh=True)
    ask = Ask(want="changes", after=number, scope=name)
    told = await changes_after(connection, ask, sight.scope)
    there = [_read(one.record) for one in told.changes if not one.is_gone]
    gone = [one.camera_id for one in told.changes if one.is_gone]
    answer = _answer(sight, f"{told.upto}.{told.scope}", is_fresh=told.fresh)
    return msgspec.structs.replace(
        answer,
        features=[_feature(one, owner) for one in there],
        more=told.more,
        # whoever begins anew had none of them
        gone=[] if told.fresh else gone,
    )


def _answer(sight: Sight, version: str, *, is_fresh: bool) -> ChangedCameras:
    return ChangedCameras(
        features=[],
        version=version,
        fresh=is_fresh,
        more=False,
        gone=[],
        why_ko=sight.why_ko,
        why_en=sight.why_en,
    )


def _feature(record: PeerCamera, owner: str) -> Feature:
    return Feature(
        id=record.camera_id,
        geometry=PointAt((record.lon, record.lat)),
        properties=Facts(
            owner=owner,
            district=record.district,
            purpose=record.purpose.value,
            kind=record.kind.value,
            bearing_deg=record.bearing_deg,
            hfov_deg=record.hfov_deg,
            range_m=record.range_m,
            state=record.state,
        ),
    )
