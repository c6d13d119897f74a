"""Takes a layer in whole, in place of the former edition of its code; or puts one out of use. One row of the trail each."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

import msgspec

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.kernel.clock import Clock
from bongsu.kernel.database import Database, Work
from bongsu.kernel.ids import new_id
from bongsu.planning.inputs.values import LeftOut
from bongsu.planning.layers import store
from bongsu.planning.layers.failures import NO_LAYER, OlderLayer, UnknownLayer
from bongsu.planning.layers.layer import LayerRow, LayerTaken, LayerView, NewLayer
from bongsu.planning.layers.outline_here import outline_here
from bongsu.planning.layers.read_layer import read_layer
from bongsu.planning.words import Told


@dataclass(frozen=True, slots=True)
class LayerDesk:
    """`districts`: letters of those that the centre answers for."""

    database: Database
    clock: Clock
    districts: tuple[str, ...]


async def import_layer(desk: LayerDesk, new: NewLayer, by: str) -> LayerTaken:
    """Raises `PlanRefused` with every fault of an own file; a published one is taken without the rows that are left out.

    The same content again changes nothing; an older edition is refused."""
    async with desk.database.read() as connection:
        outline = await outline_here(connection, desk.districts)
    rows, left_out = await asyncio.to_thread(read_layer, new, outline)
    digest = await asyncio.to_thread(_digest, new)
    async with desk.database.work() as work:
        former = await store.layer_in_use(work.connection, new.code)
        if former and await store.sha_in_use(work.connection, new.code) == digest:
            return LayerTaken(former, unchanged=True)
        _refuse_older(new, former)
        await _replace(work, desk, new, digest, rows, left_out, by)
        taken = await store.layer_in_use(work.connection, new.code)
    assert taken is not None
    return LayerTaken(taken, unchanged=False)


async def end_layer(desk: LayerDesk, code: str, by: str) -> None:
    """It counts in no later plan; its rows stay. Raises `UnknownLayer`."""
    now = desk.clock.now()
    async with desk.database.work() as work:
        if not await store.end_layer(work.connection, code, now):
            raise UnknownLayer(NO_LAYER, field="code")
        body = {"what": "layer", "code": code, "state": "ended"}
        await record(work, now, Entry(kind=TrailKind.IMPORT, actor=by, body=body))


async def _replace(
    work: Work,
    desk: LayerDesk,
    new: NewLayer,
    digest: str,
    rows: Sequence[LayerRow],
    left_out: Sequence[LeftOut],
    by: str,
) -> None:
    now = desk.clock.now()
    await store.end_layer(work.connection, new.code, now)
    await store.add_layer(work.connection, new_id("lay"), new, digest, rows, left_out, now, by)
    body = {
        "what": "layer",
        "code": new.code,
        "kind": new.kind.value,
        "rows": len(rows),
        "sha256": digest,
    }
    await record(work, now, Entry(kind=TrailKind.IMPORT, actor=by, body=body))


def _refuse_older(new: NewLayer, former: LayerView | None) -> None:
    if former and former.as_of and new.as_of and new.as_of < former.as_of:
        raise OlderLayer(
            Told(
                f"{new.code}: {former.as_of} 기준 자료가 이미 있어 {new.as_of} 기준으로 바꾸지 않습니다.",
                f"{new.code}: data as of {former.as_of} stand there, and {new.as_of} is older",
            ),
            field="as_of",
        )


def _digest(new: NewLayer) -> str:
    """Of all that is said, so that a mended title is a new edition too."""
    return sha256(msgspec.json.encode(new)).hexdigest()
