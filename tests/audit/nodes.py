"""Two centres with real HTTP between them: each has its own database, key, tree and witness."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bongsu.audit.checkpoint import AuditKey
from bongsu.audit.entry import Entry, TrailRow
from bongsu.audit.kinds import TrailKind
from bongsu.audit.list_trail import list_trail
from bongsu.audit.note import Note, read_note
from bongsu.audit.proofs.reading import checkpoint_note, consistency
from bongsu.audit.proofs.routes import proof_routes
from bongsu.audit.record import record
from bongsu.audit.stamp import stamp
from bongsu.audit.store import Only
from bongsu.audit.tree import TreeKeeper
from bongsu.audit.verify import verify
from bongsu.audit.witnessing.ask import CosignatureSeeker
from bongsu.audit.witnessing.request import write_request
from bongsu.audit.witnessing.store import WatchedLog, Witness, put_watched, put_witness
from bongsu.audit.witnessing.witness import WitnessDesk
from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database
from bongsu.web.app import build_app
from bongsu.web.server import WebServer
from tests.databases import url_in


@dataclass(frozen=True, slots=True)
class Node:
    """One centre, as far as its trail goes."""

    database: Database
    clock: FixedClock
    key: AuditKey
    keeper: TreeKeeper
    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/witness"

    async def grow(self, rows: int = 1) -> None:
        """Rows that are committed and signed."""
        deeds = [Entry(kind=TrailKind.LEND, actor="system", body={"n": n}) for n in range(rows)]
        async with self.database.work() as work:
            await record(work, self.clock.now(), *deeds)
        while await self.keeper.keep():
            pass

    async def watches(self, other: "Node") -> None:
        log = WatchedLog(other.key.origin, str(other.key.as_log), stamp(self.clock.now()))
        async with self.database.work() as work:
            await put_watched(work.connection, log)

    async def is_witnessed_by(self, other: "Node", url: str = "") -> Witness:
        at = stamp(self.clock.now())
        witness = Witness("gangbuk", url or other.url, str(other.key.as_witness), at)
        async with self.database.work() as work:
            await put_witness(work.connection, witness)
        return witness

    def seeker(self, **settings: float) -> CosignatureSeeker:
        return CosignatureSeeker(self.database, self.key, self.keeper, **settings)

    async def note(self, *, witnessed: bool = False) -> Note:
        async with httpx.AsyncClient(trust_env=False) as http:
            answer = await http.get(
                f"http://127.0.0.1:{self.port}/api/audit/checkpoint",
                params={"witnessed": str(witnessed).lower()},
            )
        answer.raise_for_status()
        return read_note(answer.text)

    async def kept_note(self) -> Note:
        async with self.database.read() as connection:
            return await checkpoint_note(connection)

    async def shown(self, body: str | bytes) -> httpx.Response:
        """What this node answers as a witness."""
        content = body if isinstance(body, bytes) else body.encode()
        async with httpx.AsyncClient(trust_env=False) as http:
            return await http.post(f"{self.url}/add-checkpoint", content=content)


def key_of(centre: str, seed: int) -> AuditKey:
    return AuditKey(Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32), centre)


@asynccontextmanager
async def node(folder: Path, clock: FixedClock, centre: str, seed: int) -> AsyncIterator[Node]:
    """A node that serves until the end of the block."""
    database = Database(url_in(folder, f"{centre}-{seed}"))
    key = key_of(centre, seed)
    state = {
        "database": database,
        "clock": clock,
        "audit_key": key,
        "witness": WitnessDesk(database, clock, key),
    }
    server = WebServer(build_app(proof_routes([]), state), ("127.0.0.1",), 0)
    await server.start()
    try:
        yield Node(database, clock, key, TreeKeeper(database, clock, key), server.port)
    finally:
        await server.stop()
        await database.close()


async def request_of(log: Node, old: int) -> str:
    """What an honest log sends for its newest checkpoint."""
    async with log.database.read() as connection:
        proof = await consistency(connection, old)
    return write_request(old, proof.hashes, await log.kept_note())


async def kept(witness: Node) -> list[TrailRow]:
    async with witness.database.read() as connection:
        assert (await verify(connection)).ok
    return await list_trail(witness.database, only=Only(kind=TrailKind.WITNESS))


def whats(rows: list[TrailRow]) -> list[str]:
    return [msgspec.json.decode(row.body, type=dict[str, str])["what"] for row in rows]
