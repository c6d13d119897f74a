"""Tells other centres of changes as they are committed: the changed records themselves, so that nobody has to ask."""

import asyncio

import msgspec
import structlog

from bongsu.federation.catalogue import store
from bongsu.federation.catalogue.entitled import Entitlement, Scope
from bongsu.federation.catalogue.just_changed import JustChanged
from bongsu.federation.catalogue.serve import changes_of
from bongsu.federation.catalogue.versions import BELL
from bongsu.federation.catalogue.wire import MOST_PUSHED, TOPIC_CHANGED, Changed, Holding
from bongsu.federation.line import Line, PeerRefused, PeerUnreachable
from bongsu.kernel.database import Database
from bongsu.kernel.ending import end_tasks
from bongsu.kernel.unreadable import UNREADABLE

log = structlog.get_logger()
ANSWER_WITHIN_S = 5.0


class Push:
    """A part of the node process. Knows of each centre on the line how far it is; one message at a time for each.

    What gets lost is not said again: that centre asks when its line is up, and compares digests."""

    name = "catalogue push"

    def __init__(
        self,
        database: Database,
        line: Line,
        entitled: Entitlement,
        just_changed: JustChanged | None = None,
    ) -> None:
        self._just_changed = just_changed or JustChanged()
        self._database = database
        self._line = line
        self._entitled = entitled
        self._bell = database.bell(BELL)
        # how far a centre is, and under which scope
        self._told: dict[str, tuple[int, str]] = {}
        self._under_way: dict[str, asyncio.Task[None]] = {}
        self._has_news: set[str] = set()
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        self._task = asyncio.create_task(self._run(), name="catalogue push")

    async def stop(self) -> None:
        if self._task is not None:
            # it first: until its end it may begin to tell one more
            await end_tasks([self._task])
            await end_tasks(self._under_way.values())

    def asked(self, peer: str, version: int, scope: str) -> None:
        """This centre has everything up to that version."""
        before = self._told.get(peer)
        if before is None or before[1] != scope or before[0] < version:
            self._told[peer] = version, scope
            # what was committed while it asked is news already
            self._bell.set()

    def up(self, peer: str) -> None:
        """A line that we have not spoken on: what was committed last may have been lost with an earlier run of ours, and a
        centre whose line never fell would ask for it only when it compares next."""
        scope = self._entitled(peer)
        if scope is not None and peer not in self._told:
            self._told[peer] = 0, scope.name
            self._bell.set()

    def down(self, peer: str) -> None:
        self._told.pop(peer, None)

    def entitlements_changed(self) -> None:
        """Somebody may see more or less than before: whoever is on the line is told to ask."""
        self._bell.set()

    async def _run(self) -> None:
        while True:
            await self._bell.wait()
            self._bell.clear()
            for peer in list(self._told):
                self._has_news.add(peer)
                running = self._under_way.get(peer)
                if running is None or running.done():
                    self._under_way[peer] = asyncio.create_task(
                        self._tell(peer), name=f"catalogue push to {peer}"
                    )

    async def _tell(self, peer: str) -> None:
        """Until this centre has everything."""
        try:
            # asked again and again: a commit may fall between our reading and our end
            while peer in self._has_news:
                self._has_news.discard(peer)
                while await self._told_some(peer):
                    pass
        except (PeerUnreachable, PeerRefused) as problem:
            self._told.pop(peer, None)
            log.debug("catalogue not pushed", peer=peer, problem=problem.detail)
        except Exception:
            # the supervisor of an owned task: that centre asks for itself
            self._told.pop(peer, None)
            log.exception("catalogue push failed", peer=peer)

    async def _told_some(self, peer: str) -> bool:
        known = self._told.get(peer)
        if known is None:
            return False
        changed = await self._changed(known, self._entitled(peer))
        if changed is None:
            return False
        body = msgspec.msgpack.encode(changed)
        answer = await self._line.ask(peer, TOPIC_CHANGED, body, ANSWER_WITHIN_S)
        holds = _read(answer).version
        if holds < changed.version or changed.scope != known[1]:
            # it asks by itself, and is known again when it has asked
            self._told.pop(peer, None)
            return False
        self.asked(peer, changed.version, changed.scope)
        return True

    async def _changed(self, known: tuple[int, str], scope: Scope | None) -> Changed | None:
        """None when there is nothing to say."""
        after, scope_name = known
        if scope is not None and scope.name == scope_name:
            fresh = self._just_changed.since(after, scope)
            if fresh is not None:
                return fresh
        async with self._database.read() as connection:
            version = await store.newest(connection)
            if scope is None or scope.name != scope_name:
                now = scope.name if scope else ""
                return None if now == scope_name else Changed(version=version, scope=now)
            if version <= after:
                return None
            some = await store.versions_after(connection, after, scope, MOST_PUSHED + 1)
            if len(some) > MOST_PUSHED:
                return Changed(version=version, scope=scope.name)
            changes = await changes_of(connection, some, scope)
        return Changed(
            version=version, after=after, scope=scope.name, is_whole=True, changes=changes
        )


def _read(answer: bytes) -> Holding:
    try:
        return msgspec.msgpack.decode(answer, type=Holding)
    except UNREADABLE as cause:
        raise PeerRefused(f"no version in the answer: {cause}", field=TOPIC_CHANGED) from cause
