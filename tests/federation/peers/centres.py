"""Centres for tests: a real database and real key files each, and a carrier that leads from one to the other in memory."""

from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from bongsu.audit.entry import TrailRow
from bongsu.audit.list_trail import list_trail
from bongsu.federation.link.messages import LinkState, State
from bongsu.federation.link.settings import LinkSettings
from bongsu.federation.memory_line import MemoryCity
from bongsu.federation.peers import about, renew
from bongsu.federation.peers.about import Stands
from bongsu.federation.peers.admit import admit
from bongsu.federation.peers.carry import Carry, read_answer
from bongsu.federation.peers.certificates import make_request, new_key
from bongsu.federation.peers.desk import PeersDesk
from bongsu.federation.peers.handshake import JoinAnswer, JoinAsk, proved_ask
from bongsu.federation.peers.hear_about import AboutAnswers
from bongsu.federation.peers.invite import Invited, invite
from bongsu.federation.peers.join import join
from bongsu.federation.peers.link_keys import LinkKeys
from bongsu.federation.peers.link_states import LinkStates
from bongsu.federation.peers.nkey import new_nkey
from bongsu.federation.peers.own import own_centre
from bongsu.federation.peers.peer import Peer, RolloutStage
from bongsu.federation.peers.renew import RenewAnswers
from bongsu.federation.peers.store import all_peers, peer_by_code
from bongsu.federation.peers.tell_about import AboutTeller, OwnAbout
from bongsu.federation.peers.token import Token
from bongsu.federation.peers.tries import Tries
from bongsu.identity.secret_box import SecretBox
from bongsu.identity.settings import IdentitySettings
from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database
from bongsu.kernel.failures import Failure
from bongsu.kernel.memory_bus import MemoryBus
from bongsu.registry.centres import profile
from tests.databases import url_in

NOW = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
URL = "http://seoul.localhost:8600"
LINK = "hub.seoul.example:8603"
KEY = b64encode(bytes(range(32))).decode()
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
    database, clock = Database(url_in(folder)), FixedClock(NOW)
    desk = PeersDesk(
        database,
        clock,
        own_centre(profile(code)),
        LinkKeys(LinkSettings().keys(folder)),
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


def ask_of(token: Token, code: str = "GANGBUK", **changed: object) -> JoinAsk:
    """What a district's node asks; proved after the changes, so that the proof is never what is wrong."""
    ask = JoinAsk(
        invitation_id=token.invitation_id,
        code=code,
        hub=token.hub,
        release="0.3.0",
        nkey=new_nkey().public,
        csr=make_request(new_key(), code),
        sent_at=NOW,
    )
    return proved_ask(msgspec.structs.replace(ask, **changed), token.secret)


@dataclass(frozen=True, slots=True)
class Speaking:
    """A centre with a line: what it says of itself, and what it has heard."""

    centre: CentreInTest
    bus: MemoryBus
    states: LinkStates
    own: OwnAbout
    teller: AboutTeller
    media: dict[str, str]
    stands: list[Stands]

    @property
    def code(self) -> str:
        return self.centre.desk.own.code

    def sees(self, peer: str, state: State = "up") -> None:
        """As the federation process says it."""
        self.states.hear(LinkState(peer=peer, state=state, since=self.centre.clock.now()))


def speaking(centre: CentreInTest, city: MemoryCity) -> Speaking:
    bus, states, line = MemoryBus(), LinkStates(centre.clock), city.line(centre.desk.own.code)
    media: dict[str, str] = {}
    stands = [Stands(RolloutStage.PREPARING)]
    own = OwnAbout(centre.desk, lambda: stands[0], lambda: media, KEY)
    line.answer(about.TOPIC, AboutAnswers(centre.desk).answer)
    line.answer(renew.TOPIC, RenewAnswers(centre.desk).answer)
    teller = AboutTeller(centre.desk, own, line, states, bus)
    return Speaking(centre, bus, states, own, teller, media, stands)
