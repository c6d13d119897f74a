"""Applies what other centres tell: in order, once, a batch in one transaction together with how far we have heard.

One message that cannot be taken is written down with its reason, and the line goes on."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import msgspec
import structlog

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.federation.exchange import store
from bongsu.federation.exchange.events import MessagesMissed
from bongsu.federation.exchange.held_mail import HeldBack, HeldMail
from bongsu.federation.exchange.store import Heard, Inbox
from bongsu.federation.exchange.wire import TOPIC, Applied, Batch, Message
from bongsu.federation.line import Line
from bongsu.federation.quota import Quota
from bongsu.kernel.clock import Clock
from bongsu.kernel.database import Database, Work
from bongsu.kernel.failures import Failure, Invalid, Kind
from bongsu.kernel.unreadable import UNREADABLE

log = structlog.get_logger()

# the transaction, the centre that says it (proved by the line), the body, our own time
# the transaction, the centre that says it, everything new that it says
Begin = Callable[[Work, str, Sequence[Message]], Awaitable[None]]
Finish = Callable[[Work, str, datetime], Awaitable[None]]
Handler = Callable[[Work, str, bytes, datetime], Awaitable[None]]
_LONGEST_REFUSAL = 400
# of one centre: a day's outage comes at once, and a flood ends here rather than on our disk
MOST_AT_ONCE, PER_S = 20_000, 20.0
# databases are brought back from copies now and then; each time is a row of the trail, which nobody deletes
MOST_MENDS, MENDS_PER_S = 20, 1 / 600
# what we have to say to a centre that acknowledges nothing; whoever asks on then is given no more answers to keep
MOST_WAITING = 50_000


class MalformedBatch(Invalid):
    """Not a batch of numbered messages."""

    code = "malformed_batch"


class TooMuchMail(HeldBack):
    """More messages than one centre may send."""

    code = "too_much_mail"


async def nothing_yet(_work: Work, _peer: str, _messages: Sequence[Message]) -> None:
    """Nothing is to be known of a batch before it is applied."""


async def no_more(_work: Work, _peer: str, _now: datetime) -> None:
    """Nothing is to be done once a batch is applied."""


class Mailroom:
    """Answers the topic `events`. `handlers` by kind; whoever has more adds them before the line starts.

    `begin` and `finish` run once for a batch, in its transaction: a message may be overtaken by a later one, and what
    many lead to is told once. `begin` may raise `HeldBack`."""

    def __init__(
        self,
        database: Database,
        line: Line,
        clock: Clock,
        handlers: Mapping[str, Handler],
        begin: Begin = nothing_yet,
        finish: Finish = no_more,
        held: HeldMail | None = None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._handlers = handlers
        self._begin = begin
        self._finish = finish
        self.held = held or HeldMail(clock)
        self._mail = Quota(MOST_AT_ONCE, PER_S)
        self._mends = Quota(MOST_MENDS, MENDS_PER_S)
        line.answer(TOPIC, self.answer)

    async def answer(self, peer: str, body: bytes) -> bytes:
        """Raises `MalformedBatch`, `HeldBack`."""
        batch = _read(body)
        try:
            answer = await self._take_in(peer, batch)
        except HeldBack as why:
            self.held.hold(peer, why.code)
            raise
        self.held.flow(peer)
        return msgspec.msgpack.encode(answer)

    async def _take_in(self, peer: str, batch: Batch) -> Applied:
        if not self._mail.take(peer, len(batch.messages)):
            raise TooMuchMail(f"{peer} sends too many messages: later", field="messages")
        async with self._database.work() as work:
            return await self._take(work, peer, batch)

    async def _take(self, work: Work, peer: str, batch: Batch) -> Applied:
        ours = await store.outbox(work.connection, peer)
        if batch.messages and ours is not None and ours.last - ours.acknowledged > MOST_WAITING:
            raise TooMuchMail(f"{peer} has not taken what waits for it", field="messages")
        box = await self._inbox(work, peer, batch)
        ids = [one.message_id for one in batch.messages]
        known = await store.heard_before(work.connection, peer, ids)
        if any(one.seq <= box.applied and one.message_id not in known for one in batch.messages):
            log.warning("peer counts behind what we have heard", peer=peer, applied=box.applied)
            return Applied(box.applied, box.refused, ahead=True)
        now = self._clock.now()
        new = [
            one for one in batch.messages if one.seq > box.applied and one.message_id not in known
        ]
        await self._begin(work, peer, new)
        heard = await self._apply_all(work, peer, new, now)
        await self._end(work, peer, now)
        await store.keep_heard(work.connection, peer, batch.epoch, heard, now)
        applied = max([box.applied, *(one.seq for one in batch.messages)])
        refused = box.refused + sum(1 for one in heard if one.refusal)
        if applied != box.applied:
            further = replace(box, applied=applied, refused=refused)
            await store.keep_inbox(work.connection, further, is_new=False)
        return Applied(applied, refused)

    async def _end(self, work: Work, peer: str, now: datetime) -> None:
        """Its failure refuses no message: whoever has something to tell finds that by looking, too."""
        try:
            async with self._database.attempt(work):
                await self._finish(work, peer, now)
        except Failure as failure:
            log.warning("batch not finished", peer=peer, why=failure.detail)

    async def _inbox(self, work: Work, peer: str, batch: Batch) -> Inbox:
        """As it counts for this batch: a sender or we ourselves may stand on another database than before."""
        box = await store.inbox(work.connection, peer)
        if box is None:
            fresh = Inbox(peer, batch.epoch, batch.after, 0)
            await store.keep_inbox(work.connection, fresh, is_new=True)
            await self._missed(work, peer, 0, batch)
            return fresh
        if box.epoch != batch.epoch:
            body = {"what": "numbers_begin_anew", "applied": box.applied, "after": batch.after}
            await self._write_down(work, peer, body)
            return await self._set(work, replace(box, epoch=batch.epoch, applied=batch.after))
        if batch.after > box.applied:
            await self._missed(work, peer, box.applied, batch)
            return await self._set(work, replace(box, applied=batch.after))
        return box

    async def _set(self, work: Work, box: Inbox) -> Inbox:
        await store.keep_inbox(work.connection, box, is_new=False)
        return box

    async def _missed(self, work: Work, peer: str, applied: int, batch: Batch) -> None:
        if batch.after <= applied:
            return
        first = applied + 1
        body = {"what": "messages_missed", "first": first, "last": batch.after}
        await self._write_down(work, peer, body)
        work.tell(MessagesMissed(peer=peer, first=first, last=batch.after))

    async def _write_down(self, work: Work, peer: str, body: dict[str, object]) -> None:
        """Raises `TooMuchMail`, and then nothing of the batch is written."""
        if not self._mends.take(peer):
            raise TooMuchMail(f"{peer} begins anew too often: later", field="epoch")
        log.warning("exchange mended", peer=peer, **body)
        entry = Entry(kind=TrailKind.MEND_EXCHANGE, actor="system", organisation=peer, body=body)
        await record(work, self._clock.now(), entry)

    async def _apply_all(
        self, work: Work, peer: str, new: Sequence[Message], now: datetime
    ) -> list[Heard]:
        """Almost always nothing is wrong with any: one savepoint for all, one for each only where one fails."""
        if len(new) > 1 and all(one.kind in self._handlers for one in new):
            try:
                async with self._database.attempt(work):
                    for one in new:
                        await self._handlers[one.kind](work, peer, one.body, now)
            except Failure as refused:
                if refused.kind is Kind.UNAVAILABLE:
                    raise
            except UNREADABLE as malformed:
                log.debug("one of a batch is malformed", peer=peer, why=str(malformed))
            else:
                return [Heard(one) for one in new]
        return [await self._apply(work, peer, one, now) for one in new]

    async def _apply(self, work: Work, peer: str, message: Message, now: datetime) -> Heard:
        handler = self._handlers.get(message.kind)
        if handler is None:
            return _refused(peer, message, f"unknown kind {message.kind}")
        try:
            async with self._database.attempt(work):
                await handler(work, peer, message.body, now)
        except Failure as refused:
            if refused.kind is Kind.UNAVAILABLE:
                # nothing is wrong with the message: it comes again
                raise
            return _refused(peer, message, f"{refused.code}: {refused.detail}")
        except UNREADABLE as malformed:
            return _refused(peer, message, f"malformed: {malformed}")
        return Heard(message)


def _refused(peer: str, message: Message, reason: str) -> Heard:
    log.warning("message refused", peer=peer, seq=message.seq, kind=message.kind, reason=reason)
    # what they sent may stand in it, and PostgreSQL keeps no NUL in a text
    return Heard(message, reason.replace("\0", "")[:_LONGEST_REFUSAL])


_decode = msgspec.msgpack.Decoder(Batch).decode


def _read(body: bytes) -> Batch:
    try:
        batch = _decode(body)
    except UNREADABLE as cause:
        raise MalformedBatch(f"no batch of messages: {cause}", field=TOPIC) from cause
    numbers = [one.seq for one in batch.messages]
    if numbers != list(range(batch.after + 1, batch.after + 1 + len(numbers))):
        raise MalformedBatch("numbers do not follow one another", field="messages")
    if len({one.message_id for one in batch.messages}) < len(numbers):
        raise MalformedBatch("two messages of one id", field="messages")
    for one in batch.messages:
        _must_be_a_time(one.at)
    return batch


def _must_be_a_time(at: datetime) -> None:
    """Raises `MalformedBatch`, also for a moment whose zone leads out of the calendar."""
    if at.tzinfo is None:
        raise MalformedBatch("a time without a zone", field="messages")
    try:
        at.astimezone(UTC)
    except OverflowError as cause:
        raise MalformedBatch("a time outside the calendar", field="messages") from cause
