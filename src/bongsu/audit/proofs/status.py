"""How far the trail was signed and witnessed, for those who examine it."""

from datetime import datetime

import msgspec

from bongsu.audit.checkpoint import AuditKey
from bongsu.audit.proofs.store import newest_checkpoint, newest_cosignature, newest_witnessed
from bongsu.audit.stamp import read_stamp
from bongsu.audit.store import head_kept
from bongsu.audit.witnessing.store import Connection, all_watched, all_witnesses


class WitnessView(msgspec.Struct, frozen=True):
    """One of our witnesses and the last that it cosigned; `age_s` counts from its own time."""

    name: str
    url: str
    vkey: str
    size: int | None
    at: str | None
    age_s: float | None


class WatchedView(msgspec.Struct, frozen=True):
    """A trail that we witness, and how far."""

    origin: str
    vkey: str
    size: int


class WitnessPage(msgspec.Struct, frozen=True):
    """`witnessed_size` rows are known to others; `witnessed_age_s` says since when no more are (None: none ever)."""

    origin: str
    log_key: str
    witness_key: str
    rows: int
    signed_size: int
    signed_at: str | None
    witnessed_size: int
    witnessed_age_s: float | None
    witnesses: list[WitnessView]
    watched: list[WatchedView]


async def witness_page(connection: Connection, key: AuditKey, now: datetime) -> WitnessPage:
    head = await head_kept(connection)
    newest = await newest_checkpoint(connection)
    witnessed = await newest_witnessed(connection)
    views = [
        await _view(connection, one.name, one.url, one.vkey, now)
        for one in await all_witnesses(connection)
    ]
    ages = [one.age_s for one in views if one.age_s is not None]
    return WitnessPage(
        origin=key.origin,
        log_key=str(key.as_log),
        witness_key=str(key.as_witness),
        rows=head.sequence,
        signed_size=0 if newest is None else newest.size,
        signed_at=None if newest is None else newest.at,
        witnessed_size=0 if witnessed is None else witnessed.size,
        witnessed_age_s=min(ages, default=None),
        witnesses=views,
        watched=[
            WatchedView(one.origin, one.vkey, one.size) for one in await all_watched(connection)
        ],
    )


async def _view(
    connection: Connection, name: str, url: str, vkey: str, now: datetime
) -> WitnessView:
    last = await newest_cosignature(connection, name)
    if last is None:
        return WitnessView(name, url, vkey, None, None, None)
    age_s = (now - read_stamp(last.at)).total_seconds()
    return WitnessView(name, url, vkey, last.size, last.at, round(age_s, 3))
