"""Cosigns the checkpoint of another trail when it continues what was cosigned before; keeps the proof when it does not."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

import structlog

from bongsu.audit.checkpoint import AuditKey, Checkpoint, read_checkpoint
from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.merkle import EMPTY_ROOT, is_consistent
from bongsu.audit.note import BadNote, Note, VerifierKey, cosign, read_note
from bongsu.audit.record import record
from bongsu.audit.stamp import stamp
from bongsu.audit.witnessing.request import AddCheckpoint, read_request
from bongsu.audit.witnessing.store import (
    WatchedHead,
    WatchedLog,
    forget_heads,
    heads_at,
    keep_head,
    last_verdict_at,
    move_watched,
    watched,
)
from bongsu.kernel.clock import Clock
from bongsu.kernel.database import Database, Work

log = structlog.get_logger()
# anybody may show us old or bent requests of a trail; they must not fill ours
_ONE_ROW_PER = timedelta(hours=1)
_REMEMBERED = timedelta(days=1)


class Verdict(StrEnum):
    """What is said to a checkpoint. The last three are kept in our own trail."""

    COSIGNED = "cosigned"
    MALFORMED = "malformed"
    UNKNOWN_LOG = "unknown_log"
    NOT_SIGNED = "not_signed"
    OTHER_SIZE = "other_size"
    FORK = "fork"
    ROLL_BACK = "roll_back"
    INCONSISTENT = "inconsistent"


@dataclass(frozen=True, slots=True)
class Answer:
    """`said`: the cosignature line, the size that we know, or why not."""

    verdict: Verdict
    said: str


class WitnessDesk:
    """One per node; answers `add-checkpoint`."""

    def __init__(self, database: Database, clock: Clock, key: AuditKey) -> None:
        self._database = database
        self._clock = clock
        self._key = key

    async def add_checkpoint(self, body: bytes) -> Answer:
        try:
            request = read_request(body)
        except BadNote as problem:
            return Answer(Verdict.MALFORMED, problem.detail)
        async with self._database.read() as connection:
            known = await watched(connection, request.checkpoint.origin)
        if known is None:
            return Answer(Verdict.UNKNOWN_LOG, "this trail is not watched here")
        try:
            request.note.must_be_signed_by(VerifierKey.read(known.vkey))
        except BadNote as problem:
            return Answer(Verdict.NOT_SIGNED, problem.detail)
        if request.old > request.checkpoint.size:
            return Answer(Verdict.MALFORMED, "the old size is beyond the checkpoint's")
        # what is known is read again inside, so that two requests at once cannot roll each other back
        async with self._database.work() as work:
            return await self._judge(work, request)

    async def _judge(self, work: Work, request: AddCheckpoint) -> Answer:
        shown, now = request.checkpoint, self._clock.now()
        known = await watched(work.connection, shown.origin)
        if known is None:
            return Answer(Verdict.UNKNOWN_LOG, "this trail is not watched here")
        verdict = await _verdict(work, known, request)
        if verdict is Verdict.COSIGNED:
            return await self._cosign(work, known, request, now)
        if verdict is not Verdict.OTHER_SIZE:
            await _keep_refusal(work, known, request, verdict, now)
        if verdict is Verdict.INCONSISTENT:
            return Answer(verdict, "the proof does not lead from what is known here to this")
        return Answer(verdict, str(known.size))

    async def _cosign(
        self, work: Work, known: WatchedLog, request: AddCheckpoint, now: datetime
    ) -> Answer:
        shown = request.checkpoint
        if shown.size > known.size:
            note = str(_by_log(known, request.note))
            await move_watched(work.connection, shown.origin, shown.size, note)
            await _remember(work, shown, Verdict.COSIGNED, now)
            old = stamp(now - _REMEMBERED)
            await forget_heads(work.connection, shown.origin, Verdict.COSIGNED, old)
        name, text = self._key.witness_name, request.note.text
        return Answer(
            Verdict.COSIGNED, cosign(text, name, self._key.key, int(now.timestamp())).line
        )


def _by_log(known: WatchedLog, note: Note) -> Note:
    """Without what strangers have written below it."""
    found = note.signature_of(VerifierKey.read(known.vkey))
    return Note(note.text, (found,) if found else ())


async def _verdict(work: Work, known: WatchedLog, request: AddCheckpoint) -> Verdict:
    shown = request.checkpoint
    if shown.size < known.size:
        return await _of_smaller(work, shown)
    root = read_checkpoint(read_note(known.note)).root if known.note else EMPTY_ROOT
    if shown.size == known.size and shown.root != root:
        return Verdict.FORK
    if request.old != known.size:
        return Verdict.OTHER_SIZE
    if not is_consistent(known.size, shown.size, root, shown.root, request.proof):
        return Verdict.INCONSISTENT
    return Verdict.COSIGNED


async def _of_smaller(work: Work, shown: Checkpoint) -> Verdict:
    """A head of before, shown again, is nobody's fault; another one at its size is a second past."""
    before = await heads_at(work.connection, shown.origin, shown.size)
    cosigned = {one.root for one in before if one.verdict == Verdict.COSIGNED}
    if shown.root.hex() in cosigned:
        return Verdict.OTHER_SIZE
    return Verdict.FORK if cosigned else Verdict.ROLL_BACK


async def _remember(work: Work, shown: Checkpoint, verdict: Verdict, now: datetime) -> None:
    head = WatchedHead(shown.origin, shown.size, shown.root.hex(), stamp(now), verdict.value)
    if all(
        one.root != head.root for one in await heads_at(work.connection, shown.origin, shown.size)
    ):
        await keep_head(work.connection, head)


async def _keep_refusal(
    work: Work, known: WatchedLog, request: AddCheckpoint, verdict: Verdict, now: datetime
) -> None:
    shown = request.checkpoint
    log.error("another trail does not continue", origin=shown.origin, what=verdict.value)
    before = await heads_at(work.connection, shown.origin, shown.size)
    if any(one.root == shown.root.hex() and one.verdict != Verdict.COSIGNED for one in before):
        return
    if verdict is not Verdict.FORK:
        last = await last_verdict_at(work.connection, shown.origin, verdict.value)
        if last is not None and last > stamp(now - _ONE_ROW_PER):
            return
    await _remember(work, shown, verdict, now)
    body = {
        "what": verdict.value,
        "known": known.note,
        "shown": str(_by_log(known, request.note)),
    }
    await record(work, now, Entry(kind=TrailKind.WITNESS, actor=shown.origin, body=body))
