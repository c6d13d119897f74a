"""Catalogues of districts that have no node yet, from published files; labelled with their source, and replaced by the
district's own word as soon as it is linked."""

from collections.abc import Sequence

from bongsu.federation.catalogue import store
from bongsu.federation.catalogue.records import RecordRefused, read_record, written
from bongsu.federation.catalogue.store import Held
from bongsu.kernel.database import Database
from bongsu.kernel.failures import Failure, Kind
from bongsu.registry.catalogue import Catalogue
from bongsu.registry.peer_camera import PeerCamera
from bongsu.registry.peers.store import drop_owner, keep_peer_cameras

_AT_ONCE = 5_000


class ToldByItsOwner(Failure):
    """The district has a node of its own; a published file does not overrule it."""

    kind = Kind.CONFLICT
    code = "told_by_its_owner"


async def take_published(
    database: Database,
    owner: str,
    rows: Sequence[PeerCamera],
    source: str,
    catalogue: Catalogue | None = None,
) -> list[str]:
    """Replaces what was published before; answers why rows were refused. With a running node's `catalogue` the map
    shows them at once. Raises `ToldByItsOwner`."""
    kept, refused = dict[str, PeerCamera](), list[str]()
    for row in rows:
        try:
            kept[row.camera_id] = read_record(owner, written(row))
        except RecordRefused as problem:
            refused.append(str(problem))
    records = list(kept.values())
    async with database.work() as work:
        before = await store.held(work.connection, owner)
        if before is not None and not before.source:
            raise ToldByItsOwner(f"{owner} tells of its cameras itself", field="owner")
        await drop_owner(work.connection, owner)
        for start in range(0, len(records), _AT_ONCE):
            some = records[start : start + _AT_ONCE]
            await keep_peer_cameras(work.connection, owner, some, are_new=True)
        held = Held(owner, source=source, refused=len(refused))
        await store.keep_held(work.connection, held)
    if catalogue is not None:
        catalogue.peers.replace(owner, records)
    return refused
