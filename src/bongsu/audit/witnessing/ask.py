"""Asks our witnesses to cosign each new checkpoint. One that is silent or refuses delays nobody but itself."""

import asyncio
import random
from datetime import UTC, datetime

import aiohttp
import structlog

from bongsu.audit.checkpoint import AuditKey
from bongsu.audit.note import COSIGNS, BadNote, Note, Signature, VerifierKey, read_signatures
from bongsu.audit.proofs.reading import consistency, cosigned
from bongsu.audit.proofs.store import (
    KeptCosignature,
    keep_cosignature,
    newest_checkpoint,
    newest_cosignature,
)
from bongsu.audit.stamp import stamp
from bongsu.audit.tree import TreeKeeper
from bongsu.audit.witnessing.request import write_request
from bongsu.audit.witnessing.store import Witness, all_witnesses
from bongsu.kernel.database import Database
from bongsu.kernel.ending import end_tasks
from bongsu.kernel.failures import Failure, Kind
from bongsu.kernel.waking import woken

log = structlog.get_logger()
_LARGEST_ANSWER = 64 * 1024
_LONGEST_WAIT_S = 60.0
_TRIES = 3
_LEEWAY_S = 0.5


class WitnessSilent(Failure):
    """No cosignature from this witness now."""

    kind = Kind.UNAVAILABLE
    code = "witness_silent"


class CosignatureSeeker:
    """A part: one task for each witness in the table, which is read again every `reload_s`."""

    name = "trail witnesses"

    def __init__(
        self,
        database: Database,
        key: AuditKey,
        keeper: TreeKeeper,
        *,
        within_s: float = 5.0,
        reload_s: float = 10.0,
        first_wait_s: float = 1.0,
    ) -> None:
        self._database = database
        self._key = key
        self._keeper = keeper
        self._within_s = within_s
        self._reload_s = reload_s
        self._first_wait_s = first_wait_s
        self._asked: dict[Witness, tuple[asyncio.Task[None], asyncio.Event]] = {}
        self._task: asyncio.Task[None] | None = None
        self._http: aiohttp.ClientSession | None = None

    async def start(self) -> None:
        self._http = aiohttp.ClientSession(
            timeout=aiohttp.ClientTimeout(total=self._within_s), trust_env=False
        )
        self._task = asyncio.create_task(self._run(), name=self.name)

    async def stop(self) -> None:
        tasks = [task for task, _ in self._asked.values()]
        tasks += [self._task] if self._task else []
        # the client was seen to swallow a cancellation that strikes amid connecting
        await end_tasks(tasks)
        if self._http is not None:
            await self._http.close()

    async def _run(self) -> None:
        while True:
            self._keeper.signed.clear()
            await self._take_up()
            for _, wake in self._asked.values():
                wake.set()
            await woken(self._keeper.signed, self._reload_s)

    async def _take_up(self) -> None:
        """Begins with new witnesses, leaves those that were removed."""
        async with self._database.read() as connection:
            wanted = set(await all_witnesses(connection))
        for gone in self._asked.keys() - wanted:
            task, _ = self._asked.pop(gone)
            await end_tasks([task])
        for new in wanted - self._asked.keys():
            wake = asyncio.Event()
            task = asyncio.create_task(self._serve(new, wake), name=f"witness {new.name}")
            self._asked[new] = (task, wake)

    async def _serve(self, witness: Witness, wake: asyncio.Event) -> None:
        wait_s = self._first_wait_s
        while True:
            await wake.wait()
            wake.clear()
            try:
                await self.ask(witness)
                wait_s = self._first_wait_s
            except Failure as problem:
                log.warning("no cosignature", witness=witness.name, why=problem.detail)
                await asyncio.sleep(wait_s * random.uniform(0.5, 1.5))
                wait_s = min(wait_s * 2, _LONGEST_WAIT_S)
                wake.set()

    async def ask(self, witness: Witness) -> None:
        """For the newest checkpoint, unless this witness has cosigned it. Raises `WitnessSilent`."""
        async with self._database.read() as connection:
            newest = await newest_checkpoint(connection)
            last = await newest_cosignature(connection, witness.name)
            note = None if newest is None else await cosigned(connection, newest)
        if newest is None or note is None or (last and last.size == newest.size):
            return
        old = 0 if last is None else last.size
        for _ in range(_TRIES):
            status, said = await self._send(witness, old, newest.size, note)
            if status == 200:
                await self._keep(witness, newest.size, note, said)
                return
            known = _size(said) if status == 409 else None
            if known is None or known == old:
                raise WitnessSilent(f"it answers {status}")
            if known > newest.size:
                log.error("a witness has seen more rows than there are", witness=witness.name)
                raise WitnessSilent(f"it has seen {known} rows of {newest.size}")
            old = known
        raise WitnessSilent("it does not settle on a size")

    async def _send(self, witness: Witness, old: int, size: int, note: Note) -> tuple[int, str]:
        assert self._http is not None
        async with self._database.read() as connection:
            proof = await consistency(connection, old, size)
        body = write_request(old, proof.hashes, note).encode()
        url = f"{witness.url.rstrip('/')}/add-checkpoint"
        try:
            # the client's own time limit was seen to pass without ending anything, when it struck amid connecting
            async with (
                asyncio.timeout(self._within_s + _LEEWAY_S),
                self._http.post(url, data=body, allow_redirects=False) as answer,
            ):
                said = await answer.content.read(_LARGEST_ANSWER)
                return answer.status, said.decode()
        except (aiohttp.ClientError, TimeoutError, ValueError, OSError) as cause:
            raise WitnessSilent(f"{type(cause).__name__}") from cause

    async def _keep(self, witness: Witness, size: int, note: Note, said: str) -> None:
        key = VerifierKey.read(witness.vkey, COSIGNS)
        found = _signature_by(key, note, said)
        at = stamp(datetime.fromtimestamp(found.time_s, UTC))
        async with self._database.work() as work:
            await keep_cosignature(
                work.connection, KeptCosignature(size, witness.name, at, found.line)
            )
        log.debug("checkpoint cosigned", witness=witness.name, size=size)


def _signature_by(key: VerifierKey, note: Note, said: str) -> Signature:
    try:
        found = Note(note.text, read_signatures(said)).signature_of(key)
    except BadNote as cause:
        raise WitnessSilent(cause.detail) from cause
    if found is None:
        raise WitnessSilent("it answers with no cosignature of its key")
    return found


def _size(said: str) -> int | None:
    text = said.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
