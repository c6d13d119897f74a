"""Two centres with a database each, and a line between them that can be cut."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from sqlalchemy import Column, Integer, MetaData, String, Table, insert, select

from bongsu.audit import tables as audit_tables
from bongsu.federation.exchange import store
from bongsu.federation.exchange.courier import Courier
from bongsu.federation.exchange.mailroom import Handler, Mailroom
from bongsu.federation.exchange.post import post
from bongsu.federation.exchange.tables import exchange_applied
from bongsu.federation.memory_line import MemoryCity, MemoryLine
from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database, DatabaseUnwritable, Work
from bongsu.kernel.failures import Invalid
from tests.databases import url_in

NOON = datetime(2026, 11, 22, 3, tzinfo=UTC)
assert audit_tables.trail.name == "trail"

# what the handlers of these tests do; never among the product's own tables
_only_here = MetaData()
heard_words = Table(
    "heard_words",
    _only_here,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("peer", String(40), nullable=False),
    Column("word", String(199_000), nullable=False),
)


class Said(msgspec.Struct, frozen=True):
    word: str


class NotAWord(Invalid):
    code = "not_a_word"


async def hear(work: Work, peer: str, body: bytes, at: datetime) -> None:
    """Writes before it judges, so that half a message would show."""
    said = msgspec.msgpack.decode(body, type=Said)
    await work.connection.execute(insert(heard_words), {"peer": peer, "word": said.word})
    if said.word == "bad":
        raise NotAWord("bad is no word", field="word")
    if said.word == "later":
        raise DatabaseUnwritable("the disk is full")


@dataclass
class Centre:
    code: str
    database: Database
    line: MemoryLine
    clock: FixedClock
    handlers: dict[str, Handler] = field(default_factory=lambda: {"said": hear})
    courier: Courier = field(init=False)
    mailroom: Mailroom = field(init=False)

    def __post_init__(self) -> None:
        self.mailroom = Mailroom(self.database, self.line, self.clock, self.handlers)
        self.courier = Courier(self.database, self.line, self.clock)

    async def say(self, peer: str, *words: str) -> int:
        last = 0
        async with self.database.work() as work:
            for word in words:
                last = await post(work, peer, "said", Said(word))
        return last

    async def words(self) -> list[str]:
        async with self.database.read() as connection:
            asked = select(heard_words.c.word).order_by(heard_words.c.id)
            return list((await connection.scalars(asked)).all())

    async def box(self, peer: str) -> store.Outbox:
        async with self.database.read() as connection:
            found = await store.outbox(connection, peer)
        assert found is not None
        return found

    async def taken(self) -> list[tuple[int, str]]:
        """Number and refusal of everything heard, in order of number."""
        async with self.database.read() as connection:
            asked = select(exchange_applied.c.seq, exchange_applied.c.refusal)
            rows = await connection.execute(asked.order_by(exchange_applied.c.seq))
            return [(row.seq, row.refusal) for row in rows]

    async def trail(self) -> list[str]:
        async with self.database.read() as connection:
            found = await connection.execute(select(audit_tables.trail.c.body))
            return [row.body for row in found]


async def centre(city: MemoryCity, folder: Path, code: str) -> Centre:
    database = Database(url_in(folder, code))
    async with database.work() as work:
        await work.connection.run_sync(_only_here.create_all)
    return Centre(code, database, city.line(code), FixedClock(NOON))


async def until(true: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(20):
        while not await true():
            await asyncio.sleep(0.01)


async def delivered(sender: Centre, peer: str) -> None:
    """Everything that was posted has been acknowledged."""

    async def nothing_waits() -> bool:
        box = await sender.box(peer)
        return box.last == box.acknowledged

    await until(nothing_waits)
