"""Carries what was posted to each centre: in order, one batch at a time, each centre apart from the others."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import msgspec
import structlog

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.federation.exchange import store
from bongsu.federation.exchange.post import BELL
from bongsu.federation.exchange.store import Connection, Outbox
from bongsu.federation.exchange.wire import (
    MOST_BYTES,
    TOPIC,
    Applied,
    Batch,
    Message,
)
from bongsu.federation.line import Line, PeerRefused, PeerUnreachable
from bongsu.federation.quota import Quota
from bongsu.kernel.clock import Clock
from bongsu.kernel.database import Database, DatabaseUnwritable
from bongsu.kernel.ending import end_tasks
from bongsu.kernel.unreadable import UNREADABLE
from bongsu.kernel.waking import unless_woken, woken

log = structlog.get_logger()

ANSWER_WITHIN_S = 5.0
# the receiver applies a batch in one transaction, during which its own calls wait: some ten ms for each message
AT_ONCE = 16
FIRST_PAUSE_S = 0.25
LONGEST_PAUSE_S = 2.0
# what another process posted (a command beside the node) is found by looking
LOOK_EVERY_S = 1.0
FORGET_EVERY_S = 3600.0
LISTED_FOR = timedelta(days=30)
LISTED_OF_EACH = 200_000
# how far a copy of our database may lie behind what the other centre has heard of us
FURTHEST_BEHIND = 10_000_000
# see mailroom.py: each is a row of the trail
MOST_MENDS, MENDS_PER_S = 20, 1 / 600


class AnswerUnreadable(PeerRefused):
    """The other centre answered with something else than how far it is."""

    code = "answer_unreadable"


class Courier:
    """A part of the node process. `poke` when a line is up: nobody waits out a pause then."""

    name = "exchange courier"

    def __init__(self, database: Database, line: Line, clock: Clock) -> None:
        self._database = database
        self._line = line
        self._clock = clock
        self._bell = database.bell(BELL)
        self._mends = Quota(MOST_MENDS, MENDS_PER_S)
        self._rounds: dict[str, asyncio.Task[None]] = {}
        self._pokes: dict[str, asyncio.Event] = {}
        # how far a centre is by its own word, and who writes that down while the next batch is on its way
        self._taken: dict[str, int] = {}
        self._noting: dict[str, asyncio.Task[None]] = {}
        self._has_mail: set[str] = set()
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        self._task = asyncio.create_task(self._run(), name="exchange courier")

    async def stop(self) -> None:
        if self._task is not None:
            await end_tasks([self._task, *self._rounds.values(), *self._noting.values()])

    def poke(self, peer: str) -> None:
        """The line to this centre is up again: what is under way is asked anew, what pauses goes on."""
        self._pokes.setdefault(peer, asyncio.Event()).set()
        self._bell.set()

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        forget_at = loop.time()
        while True:
            self._bell.clear()
            try:
                if loop.time() >= forget_at:
                    await self._forget()
                    forget_at = loop.time() + FORGET_EVERY_S
                await self._set_out()
            except Exception:
                # the supervisor of an owned task: mail that waits is looked for again
                log.exception("courier failed")
            await woken(self._bell, LOOK_EVERY_S)

    async def _set_out(self) -> None:
        """One round for each centre that has mail and none on its way."""
        async with self._database.read() as connection:
            peers = await store.peers_with_mail(connection)
        for peer in peers:
            self._has_mail.add(peer)
            running = self._rounds.get(peer)
            if running is None or running.done():
                self._rounds[peer] = asyncio.create_task(self._serve(peer), name=f"mail for {peer}")

    async def _serve(self, peer: str) -> None:
        """Until nothing waits."""
        poked = self._pokes.setdefault(peer, asyncio.Event())
        pause = FIRST_PAUSE_S
        while True:
            poked.clear()
            self._has_mail.discard(peer)
            try:
                # a commit may fall between our reading that nothing waits and our end
                if not await self._carry(peer, poked) and peer not in self._has_mail:
                    return
                pause = FIRST_PAUSE_S
                continue
            except PeerUnreachable as away:
                log.debug("mail waits", peer=peer, problem=away.detail)
            except (PeerRefused, DatabaseUnwritable) as refused:
                log.warning("mail not taken", peer=peer, problem=refused.detail)
            except Exception:
                # the supervisor of an owned task: the mail stays where it is
                log.exception("mail failed", peer=peer)
            await woken(poked, pause)
            pause = min(LONGEST_PAUSE_S, pause * 2)

    async def _carry(self, peer: str, poked: asyncio.Event) -> bool:
        """One batch; False when nothing waits."""
        async with self._database.read() as connection:
            box = await self._box(connection, peer)
            waits = box is not None and box.last > box.acknowledged
            if box is not None and waits:
                waiting = await store.unacknowledged(connection, peer, box.acknowledged, AT_ONCE)
        if box is None or not waits:
            await self._noted(peer)
            return False
        batch = Batch(box.epoch, box.acknowledged, _fitting(waiting))
        answer = await self._ask(peer, batch, poked)
        if answer is not None:
            await self._settle(box, batch, answer)
        return True

    async def _box(self, connection: Connection, peer: str) -> Outbox | None:
        """As it will stand when what we know is written down."""
        box = await store.outbox(connection, peer)
        if box is None:
            return None
        return replace(box, acknowledged=max(box.acknowledged, self._taken.get(peer, 0)))

    async def _ask(self, peer: str, batch: Batch, poked: asyncio.Event) -> Applied | None:
        """None when the line came up meanwhile: the answer to a question of before may be lost."""
        body = msgspec.msgpack.encode(batch)
        said = await unless_woken(poked, self._line.ask(peer, TOPIC, body, ANSWER_WITHIN_S))
        return None if said is None else _read(said)

    async def _settle(self, box: Outbox, batch: Batch, answer: Applied) -> None:
        """Raises `AnswerUnreadable` for an answer that leads nowhere: it is asked for again after a pause only."""
        # further than this batch it may be: we were ended before its last answers were noted, and say it again in order;
        # further than all that we have numbered, our database is an older copy
        is_ahead = answer.ahead or answer.applied > box.last
        taken = min(answer.applied, batch.after + len(batch.messages))
        if answer.applied > box.last + FURTHEST_BEHIND:
            raise AnswerUnreadable("a number far beyond ours", field=TOPIC)
        if not is_ahead and taken <= box.acknowledged:
            raise AnswerUnreadable("nothing of it was taken", field=TOPIC)
        if is_ahead and not self._mends.take(box.peer):
            raise AnswerUnreadable("it is ahead of us too often", field=TOPIC)
        await self._noted(box.peer)
        if is_ahead:
            await self._renumber(box, answer.applied)
            return
        self._taken[box.peer] = taken
        noting = self._note(box.peer, taken)
        self._noting[box.peer] = asyncio.create_task(noting, name=f"mail noted for {box.peer}")

    async def _note(self, peer: str, applied: int) -> None:
        async with self._database.work() as work:
            await store.acknowledge(work.connection, peer, applied, self._clock.now())

    async def _noted(self, peer: str) -> None:
        """What they have taken is written down; where that failed it is sent again. Raises what writing raises."""
        noting = self._noting.pop(peer, None)
        try:
            if noting is not None:
                await noting
        finally:
            self._taken.pop(peer, None)

    async def _renumber(self, box: Outbox, applied: int) -> None:
        self._taken.pop(box.peer, None)
        async with self._database.work() as work:
            moved = await store.renumber(work.connection, box.peer, applied)
            body = {"what": "numbers_behind", "last": box.last, "applied": applied}
            entry = Entry(
                kind=TrailKind.MEND_EXCHANGE, actor="system", organisation=box.peer, body=body
            )
            await record(work, self._clock.now(), entry)
        log.warning("mail renumbered", peer=box.peer, messages=moved, beyond=applied)

    async def _forget(self) -> None:
        async with self._database.work() as work:
            await store.forget_before(work.connection, self._clock.now() - LISTED_FOR)
            await store.forget_beyond(work.connection, LISTED_OF_EACH)


def _fitting(waiting: list[Message]) -> list[Message]:
    """As many as one batch may hold, at least one."""
    size, some = 0, list[Message]()
    for one in waiting:
        size += len(one.body)
        if some and size > MOST_BYTES:
            break
        some.append(one)
    return some


def _read(answer: bytes) -> Applied:
    try:
        return msgspec.msgpack.decode(answer, type=Applied)
    except UNREADABLE as cause:
        raise AnswerUnreadable(f"no number in the answer: {cause}", field=TOPIC) from cause
