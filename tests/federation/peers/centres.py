"""Centres for tests: a real database and real key files each, and a carrier that leads from one to the other in memory."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from bongsu.audit.entry import TrailRow
from bongsu.audit.list_trail import list_trail
from bongsu.federation.peers.admit import admit
from bongsu.federation.peers.carry import Carry, read_answer
from bongsu.federation.peers.desk import PeersDesk
from bongsu.federation.peers.handshake import JoinAnswer, JoinAsk
from bongsu.federation.peers.invite import Invited, invite
from bongsu.federation.peers.join import join
from bongsu.federation.peers.link_keys import link_keys_of
from bongsu.federation.peers.own import own_centre
from bongsu.federation.peers.peer import Peer
from bongsu.federation.peers.store import all_peers, peer_by_code
from bongsu.federation.peers.tries import Tries
from bongsu.identity.secret_box import SecretBox
from bongsu.identity.settings import IdentitySettings
from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database
from bongsu.kernel.failures import Failure
from bongsu.registry.centres import profile

NOW = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
URL = "http://seoul.localhost:8600"
LINK = "hub.seoul.example:8603"
# what somebody on the way makes of a question or an answer
Change = Callable[[bytes], bytes]


def same(said: bytes) -> bytes:
    return said


@dataclass(frozen=True, slots=True)
class CentreInTest:
    """A centre's desk, and the clock that a test moves."""

    desk: PeersDesk
    clock: FixedClock
    folder: Path

    async def invites(self, code: str, *, hours: int = 24) -> str:
        return (await self.invited(code, hours=hours)).token

    async def invited(self, code: str, *, hours: int = 24) -> Invited:
        return await invite(self.desk, code, url=URL, link=LINK, by="test", hours=hours)

    async def joins(self, hub: "CentreInTest", token: str, **on_the_way: Change) -> Peer:
        return await join(self.desk, token, "test", to(hub, **on_the_way))

    async def peer(self, code: str) -> Peer:
        async with self.desk.database.read() as connection:
            found = await peer_by_code(connection, code)
        assert found is not None
        return found

    async def knows(self, code: str) -> bool:
        return any(one.code == code for one in await self.peers())

    async def peers(self) -> tuple[Peer, ...]:
        async with self.desk.database.read() as connection:
            return await all_peers(connection)

    async def trail(self, kind: str) -> list[TrailRow]:
        rows = await list_trail(self.desk.database, limit=500)
        return [row for row in rows if row.kind == kind]


async def open_centre(code: str, folder: Path) -> CentreInTest:
    folder.mkdir(parents=True)
    database, clock = Database(f"sqlite+aiosqlite:///{folder / 'node.db'}"), FixedClock(NOW)
    await database.create_all()
    desk = PeersDesk(
        database,
        clock,
        own_centre(profile(code)),
        link_keys_of(folder),
        SecretBox(str(folder / "keys" / "identity.key")),
        Tries(IdentitySettings()),
    )
    return CentreInTest(desk, clock, folder)


def of_release(centre: CentreInTest, release: str) -> CentreInTest:
    own = replace(centre.desk.own, release=release)
    return replace(centre, desk=replace(centre.desk, own=own))


def to(hub: CentreInTest, asked: Change = same, answered: Change = same) -> Carry:
    """As the door of the hub does it, with whatever happens on the way."""

    async def carry(url: str, question: bytes) -> bytes:
        assert url == f"{URL}/link/v1/peers/join"
        try:
            ask = msgspec.json.decode(asked(question), type=JoinAsk)
            said: JoinAnswer = await admit(hub.desk, ask)
        except Failure as refused:
            problem = {"code": refused.code, "detail": refused.detail, "field": refused.field}
            return read_answer(403, answered(msgspec.json.encode(problem)))
        return read_answer(201, answered(msgspec.json.encode(said)))

    return carry
