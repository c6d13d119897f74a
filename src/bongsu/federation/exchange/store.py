"""The exchange's rows. Nothing here opens a transaction."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bongsu.audit.stamp import read_stamp, stamp
from bongsu.federation.exchange.tables import (
    exchange_applied,
    exchange_inboxes,
    exchange_outboxes,
    exchange_sent,
)
from bongsu.federation.exchange.wire import Message
from bongsu.kernel.ids import new_id

Connection = AsyncConnection


@dataclass(frozen=True, slots=True)
class Outbox:
    """How far we are with one centre."""

    peer: str
    epoch: str
    last: int
    acknowledged: int


@dataclass(frozen=True, slots=True)
class Inbox:
    """How far we have heard one centre."""

    peer: str
    epoch: str
    applied: int
    refused: int


@dataclass(frozen=True, slots=True)
class Heard:
    """One message as it was taken; `refusal` says why it was not applied."""

    message: Message
    refusal: str = ""


async def append(
    connection: Connection, peer: str, kind: str, body: bytes, now: datetime
) -> tuple[int, str]:
    """The next number of that centre's outbox, and the message's id."""
    box, message_id = exchange_outboxes, new_id("msg")
    counted = update(box).where(box.c.peer == peer).values(last=box.c.last + 1)
    seq = (await connection.execute(counted.returning(box.c.last))).scalar()
    if seq is None:
        seq = 1
        fresh = {"peer": peer, "epoch": new_id("box"), "last": seq, "acknowledged": 0}
        await connection.execute(insert(box), fresh)
    row = {"peer": peer, "seq": seq, "kind": kind, "body": body, "at": stamp(now)}
    await connection.execute(insert(exchange_sent), row | {"message_id": message_id})
    return seq, message_id


async def outbox(connection: Connection, peer: str) -> Outbox | None:
    asked = select(exchange_outboxes).where(exchange_outboxes.c.peer == peer)
    row = (await connection.execute(asked)).one_or_none()
    return None if row is None else Outbox(row.peer, row.epoch, row.last, row.acknowledged)


async def peers_with_mail(connection: Connection) -> list[str]:
    box = exchange_outboxes
    asked = select(box.c.peer).where(box.c.last > box.c.acknowledged).order_by(box.c.peer)
    return list((await connection.scalars(asked)).all())


async def unacknowledged(
    connection: Connection, peer: str, after: int, limit: int
) -> list[Message]:
    """In order; of each only what travels."""
    sent = exchange_sent
    asked = (
        select(sent.c.seq, sent.c.message_id, sent.c.kind, sent.c.body, sent.c.at)
        .where(sent.c.peer == peer, sent.c.seq > after, sent.c.acknowledged_at.is_(None))
        .order_by(sent.c.seq)
        .limit(limit)
    )
    return [
        Message(row.seq, row.message_id, row.kind, row.body, read_stamp(row.at))
        for row in await connection.execute(asked)
    ]


async def acknowledge(connection: Connection, peer: str, applied: int, now: datetime) -> None:
    """The other centre holds everything up to `applied`; bodies go, numbers stay listed."""
    sent, box = exchange_sent, exchange_outboxes
    heard = (sent.c.peer == peer) & (sent.c.seq <= applied) & sent.c.acknowledged_at.is_(None)
    done = update(sent).where(heard).values(acknowledged_at=stamp(now), body=None)
    await connection.execute(done)
    further = (box.c.peer == peer) & (box.c.acknowledged < applied)
    await connection.execute(update(box).where(further).values(acknowledged=applied))


async def renumber(connection: Connection, peer: str, beyond: int) -> int:
    """Gives everything that waits numbers beyond this one, in the same order; answers how many."""
    sent, box = exchange_sent, exchange_outboxes
    waits = (sent.c.peer == peer) & sent.c.acknowledged_at.is_(None)
    asked = select(sent.c.message_id).where(waits).order_by(sent.c.seq)
    ids = (await connection.scalars(asked)).all()
    if ids:
        moved = update(sent).where(sent.c.message_id == bindparam("moved"))
        await connection.execute(
            moved.values(seq=bindparam("further")),
            [{"moved": one, "further": beyond + place} for place, one in enumerate(ids, 1)],
        )
    await connection.execute(
        update(box).where(box.c.peer == peer).values(last=beyond + len(ids), acknowledged=beyond)
    )
    return len(ids)


async def give_up(connection: Connection, peer: str) -> None:
    """Nothing more is told to this centre: it was revoked. The list of what it heard stays."""
    sent, box = exchange_sent, exchange_outboxes
    waits = (sent.c.peer == peer) & sent.c.acknowledged_at.is_(None)
    await connection.execute(delete(sent).where(waits))
    done = update(box).where(box.c.peer == peer).values(acknowledged=box.c.last)
    await connection.execute(done)


async def inbox(connection: Connection, peer: str) -> Inbox | None:
    asked = select(exchange_inboxes).where(exchange_inboxes.c.peer == peer)
    row = (await connection.execute(asked)).one_or_none()
    return None if row is None else Inbox(row.peer, row.epoch, row.applied, row.refused)


async def keep_inbox(connection: Connection, box: Inbox, *, is_new: bool) -> None:
    values = {"epoch": box.epoch, "applied": box.applied, "refused": box.refused}
    if is_new:
        await connection.execute(insert(exchange_inboxes), values | {"peer": box.peer})
        return
    changed = update(exchange_inboxes).where(exchange_inboxes.c.peer == box.peer)
    await connection.execute(changed.values(values))


async def heard_before(connection: Connection, peer: str, ids: Collection[str]) -> set[str]:
    """Which of these messages were taken already, under whatever number."""
    taken = exchange_applied
    asked = select(taken.c.message_id).where(
        taken.c.peer == peer, taken.c.message_id.in_(list(ids))
    )
    return set((await connection.scalars(asked)).all())


async def keep_heard(
    connection: Connection, peer: str, epoch: str, heard: Sequence[Heard], now: datetime
) -> None:
    rows = [
        {
            "peer": peer,
            "message_id": one.message.message_id,
            "epoch": epoch,
            "seq": one.message.seq,
            "kind": one.message.kind,
            "sent_at": stamp(one.message.at),
            "at": stamp(now),
            "refusal": one.refusal,
        }
        for one in heard
    ]
    if rows:
        await connection.execute(insert(exchange_applied), rows)


@dataclass(frozen=True, slots=True)
class Waiting:
    """What another centre has not acknowledged yet."""

    messages: int
    oldest_at: datetime | None


async def waiting(connection: Connection) -> dict[str, Waiting]:
    """By centre; one for which nothing waits is not named."""
    sent = exchange_sent
    asked = (
        select(sent.c.peer, func.count().label("messages"), func.min(sent.c.at).label("oldest"))
        .where(sent.c.acknowledged_at.is_(None))
        .group_by(sent.c.peer)
    )
    return {
        row.peer: Waiting(row.messages, read_stamp(row.oldest))
        for row in await connection.execute(asked)
    }


async def inboxes(connection: Connection) -> dict[str, Inbox]:
    rows = await connection.execute(select(exchange_inboxes))
    return {row.peer: Inbox(row.peer, row.epoch, row.applied, row.refused) for row in rows}


async def last_refusal(connection: Connection, peer: str) -> str:
    """Why the newest refused message of this centre was refused; empty when none was."""
    taken = exchange_applied
    asked = (
        select(taken.c.refusal)
        .where(taken.c.peer == peer, taken.c.refusal != "")
        .order_by(taken.c.at.desc(), taken.c.seq.desc())
        .limit(1)
    )
    return (await connection.execute(asked)).scalar() or ""


async def forget_before(connection: Connection, moment: datetime) -> None:
    """Of what both sides have long dealt with. A number that counts is kept in the boxes, not here."""
    before = stamp(moment)
    sent, taken = exchange_sent, exchange_applied
    await connection.execute(delete(sent).where(sent.c.acknowledged_at < before))
    await connection.execute(delete(taken).where(taken.c.at < before))


async def forget_beyond(connection: Connection, most: int) -> None:
    """Of each centre only the newest numbers stay listed, whatever it sends."""
    taken = exchange_applied
    asked = select(taken.c.peer).group_by(taken.c.peer).having(func.count() > most)
    for peer in (await connection.scalars(asked)).all():
        of_peer = taken.c.peer == peer
        newest = taken.c.at.desc(), taken.c.seq.desc(), taken.c.message_id
        ids = select(taken.c.message_id).where(of_peer).order_by(*newest).offset(most)
        await connection.execute(delete(taken).where(of_peer, taken.c.message_id.in_(ids)))
