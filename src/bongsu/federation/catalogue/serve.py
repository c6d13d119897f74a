"""Answers other centres about our own cameras: what is newer than they have, our digest, whole buckets of it. Each gets
what it is entitled to and learns of nothing else."""

from collections.abc import Callable, Sequence

import msgspec

from bongsu.federation.catalogue import store
from bongsu.federation.catalogue.digest import Marks, bucket_of
from bongsu.federation.catalogue.entitled import Entitlement, Scope
from bongsu.federation.catalogue.records import written
from bongsu.federation.catalogue.store import Connection, Version
from bongsu.federation.catalogue.wire import (
    MOST_BYTES,
    NONE,
    TOPIC,
    Ask,
    BucketsTold,
    Change,
    Changes,
    DigestTold,
)
from bongsu.federation.line import Line
from bongsu.kernel.database import Database
from bongsu.kernel.failures import Invalid
from bongsu.kernel.unreadable import UNREADABLE
from bongsu.registry.peers.store import own_records

# versions looked at for one answer; a record is about 200 bytes
_MOST_VERSIONS = 6_000
_PER_CHANGE = 60


class MalformedAsk(Invalid):
    """Not a question about a catalogue."""

    code = "malformed_ask"


class Serving:
    """The owner's side. `on_asked` hears how far a centre is and under which scope (none = it may know of nothing), so
    that what is newer can be pushed to it."""

    def __init__(
        self,
        database: Database,
        line: Line,
        entitled: Entitlement,
        on_asked: Callable[[str, int, str], None],
    ) -> None:
        self._database = database
        self._entitled = entitled
        self._on_asked = on_asked
        self._marks: dict[str, tuple[int, Marks]] = {}
        line.answer(TOPIC, self.answer)

    async def answer(self, peer: str, body: bytes) -> bytes:
        try:
            ask = msgspec.msgpack.decode(body, type=Ask)
        except UNREADABLE as cause:
            raise MalformedAsk(f"no question: {cause}", field=TOPIC) from cause
        scope = self._entitled(peer)
        return msgspec.msgpack.encode(await self._answer(peer, ask, scope))

    async def _answer(
        self, peer: str, ask: Ask, scope: Scope | None
    ) -> Changes | DigestTold | BucketsTold:
        async with self._database.read() as connection:
            if ask.want == "digest":
                return (
                    DigestTold(forget=True)
                    if scope is None
                    else await self._digest(connection, scope)
                )
            if ask.want == "buckets":
                return (
                    BucketsTold(forget=True)
                    if scope is None
                    else await _buckets(connection, ask, scope)
                )
            if scope is None:
                told = Changes(forget=True)
            else:
                told = await changes_after(connection, ask, scope)
        if not told.more:
            self._on_asked(peer, told.upto, told.scope)
        return told

    async def _digest(self, connection: Connection, scope: Scope) -> DigestTold:
        version = await store.newest(connection)
        marks = await self._marks_at(connection, scope, version)
        return DigestTold(
            version=version,
            scope=scope.name,
            cameras=len(marks),
            buckets=b"".join(marks.buckets()),
        )

    async def _marks_at(self, connection: Connection, scope: Scope, version: int) -> Marks:
        """What changed since they were told last; all of it where that is much, or our database is an older copy."""
        at, marks = self._marks.get(scope.name, (version + 1, Marks()))
        if at <= version:
            changed = await store.versions_after(connection, at, scope, _MOST_VERSIONS)
            is_told = len(changed) < _MOST_VERSIONS
        else:
            changed, is_told = [], False
        if not is_told:
            marks = Marks(await store.standing_hashes(connection, scope))
        for one in changed if is_told else ():
            if one.gone or not scope.covers(one.purpose):
                marks.drop(one.camera_id)
            else:
                marks.put(one.camera_id, one.hash)
        self._marks[scope.name] = version, marks
        return marks


async def changes_after(connection: Connection, ask: Ask, scope: Scope) -> Changes:
    """One answer's worth. Another scope, or a version beyond ours (our database is an older copy), begins anew."""
    newest = await store.newest(connection)
    fresh = ask.scope != scope.name or ask.after > newest or ask.after == 0
    after = 0 if fresh else ask.after
    some = await store.versions_after(connection, after, scope, _MOST_VERSIONS)
    changes = await changes_of(connection, some, scope)
    fitting = _fitting(changes)
    more = len(fitting) < len(changes) or len(some) == _MOST_VERSIONS
    upto = some[len(fitting) - 1].version if more and fitting else newest
    return Changes(upto=upto, more=more, scope=scope.name, fresh=fresh, changes=fitting)


async def changes_of(connection: Connection, some: Sequence[Version], scope: Scope) -> list[Change]:
    """The cameras of these versions as they are now, in the same order."""
    there = [one.camera_id for one in some if not one.gone and scope.covers(one.purpose)]
    records = {one.camera_id: one for one in await own_records(connection, there)}
    return [
        Change(one.camera_id, msgspec.Raw(written(records[one.camera_id])))
        if one.camera_id in records
        else Change(one.camera_id, NONE)
        for one in some
    ]


def _fitting(changes: Sequence[Change]) -> list[Change]:
    size, some = 0, list[Change]()
    for one in changes:
        size += len(bytes(one.record)) + _PER_CHANGE
        if some and size > MOST_BYTES:
            break
        some.append(one)
    return some


async def _buckets(connection: Connection, ask: Ask, scope: Scope) -> BucketsTold:
    wanted = set(ask.buckets)
    hashes = await store.standing_hashes(connection, scope)
    ids = sorted(one for one, _ in hashes if one > ask.after_id and bucket_of(one) in wanted)
    asked_for = ids[:_MOST_VERSIONS]
    found = await own_records(connection, asked_for)
    # sorted here: a database may order by its own language
    changes = [
        Change(one.camera_id, msgspec.Raw(written(one)))
        for one in sorted(found, key=lambda record: record.camera_id)
    ]
    fitting = _fitting(changes)
    is_whole = len(fitting) == len(changes) and len(asked_for) == len(ids)
    return BucketsTold(
        version=await store.newest(connection),
        scope=scope.name,
        records=[one.record for one in fitting],
        after_id="" if is_whole or not fitting else fitting[-1].camera_id,
    )
