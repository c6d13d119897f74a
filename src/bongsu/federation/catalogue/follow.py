"""Keeps other centres' catalogues: takes what is newer when a line is up, hears what is pushed, and compares digests."""

import asyncio
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

import msgspec
import structlog

from bongsu.federation.catalogue.digest import BUCKETS, HASH_BYTES, differing, digest_of
from bongsu.federation.catalogue.holdings import MOST_CAMERAS, Holdings, bounded, refused_more
from bongsu.federation.catalogue.records import Taken, hash_of, read_records
from bongsu.federation.catalogue.store import Held
from bongsu.federation.catalogue.wire import (
    TOPIC,
    TOPIC_CHANGED,
    Ask,
    BucketsTold,
    Change,
    Changed,
    Changes,
    DigestTold,
    Holding,
)
from bongsu.federation.line import Line, PeerRefused, PeerUnreachable
from bongsu.kernel.clock import Clock
from bongsu.kernel.failures import Invalid
from bongsu.kernel.unreadable import UNREADABLE
from bongsu.kernel.waking import unless_woken, woken

log = structlog.get_logger()

ANSWER_WITHIN_S = 15.0
COMPARE_EVERY_S = 60.0
PAUSE_S = 2.0
# of answers that are decoded and kept at the same time: each is several megabytes of objects
_AT_ONCE = 2
_FROM_DISK_EVERY = 60
# comparisons under way while versions run on
_MOST_TRIES = 5
# an owner has at most 20,000 cameras, thousands to an answer; one that never comes to an end is no owner
_MOST_ANSWERS = 100
T = TypeVar("T", Changes, DigestTold, BucketsTold)


class MalformedChange(Invalid):
    """Not a word about a catalogue's changes."""

    code = "malformed_change"


class AnswerUnreadable(PeerRefused):
    """The owner's answer is none."""

    code = "answer_unreadable"


@dataclass(slots=True)
class _Following:
    """`wake`: there is news. `again`: the line came up, and answers to what was asked before may be lost."""

    is_up: bool = False
    wake: asyncio.Event = field(default_factory=asyncio.Event)
    again: asyncio.Event = field(default_factory=asyncio.Event)
    task: asyncio.Task[None] | None = None
    compared: int = 0


class Follow:
    """A part of the node process: one task for each centre whose line is up."""

    name = "catalogue follow"

    def __init__(self, line: Line, clock: Clock, holdings: Holdings) -> None:
        self._line = line
        self._clock = clock
        self._holdings = holdings
        self._following: dict[str, _Following] = {}
        self._slots = asyncio.Semaphore(_AT_ONCE)
        self._loaded = asyncio.Event()
        self._loading: asyncio.Task[None] | None = None
        line.answer(TOPIC_CHANGED, self.changed)

    async def start(self) -> None:
        """A city is read beside the other parts' start, not before it."""
        self._loading = asyncio.create_task(self._load(), name="catalogues of other centres")

    async def stop(self) -> None:
        ending = [one.task for one in self._following.values() if one.task is not None]
        if self._loading is not None:
            ending.append(self._loading)
        for task in ending:
            task.cancel()
        await asyncio.gather(*ending, return_exceptions=True)

    async def _load(self) -> None:
        await self._holdings.load()
        self._loaded.set()
        for peer, one in self._following.items():
            if one.is_up:
                self._begin(peer, one)

    def up(self, peer: str) -> None:
        """The line to this centre stands: what was missed is asked for, at once."""
        one = self._following.setdefault(peer, _Following())
        one.is_up = True
        one.again.set()
        self._wake(peer, one)

    def down(self, peer: str) -> None:
        """Its cameras stay as they were last. What is being committed is not broken off."""
        one = self._following.get(peer)
        if one is not None:
            one.is_up = False
            one.wake.set()

    async def linked(self, peers: Collection[str]) -> None:
        """Whoever is not linked any more is forgotten, with its cameras. Published catalogues stay."""
        await self._loaded.wait()
        for owner in self._holdings.owners():
            if owner not in peers and not self._holdings.held(owner).source:
                self.down(owner)
                await self._holdings.forget(owner)

    def _wake(self, peer: str, one: _Following) -> None:
        one.wake.set()
        if self._loaded.is_set():
            self._begin(peer, one)

    def _begin(self, peer: str, one: _Following) -> None:
        if one.task is None or one.task.done():
            one.task = asyncio.create_task(self._follow(peer, one), name=f"catalogue of {peer}")

    async def _follow(self, peer: str, one: _Following) -> None:
        while one.is_up:
            one.wake.clear()
            one.again.clear()
            pause = COMPARE_EVERY_S
            try:
                await self.catch_up(peer)
            except (PeerUnreachable, PeerRefused) as problem:
                pause = PAUSE_S
                log.info("catalogue waits", owner=peer, problem=problem.detail)
            except Exception:
                # the supervisor of an owned task: what we hold of this centre stays
                pause = PAUSE_S
                log.exception("catalogue not followed", owner=peer)
            await woken(one.wake, pause)

    async def catch_up(self, owner: str) -> None:
        """Everything that is newer, then the digests. Raises `PeerUnreachable`, `PeerRefused`."""
        for _ in range(_MOST_TRIES):
            if not await self._pull(owner):
                return
            if await self._compare(owner):
                return

    async def _pull(self, owner: str) -> bool:
        """False when the owner lets us know of nothing."""
        seen: set[str] | None = None
        for _ in range(_MOST_ANSWERS):
            async with self._holdings.lock(owner):
                held = self._holdings.held(owner)
                ask = Ask(want="changes", after=held.version, scope=held.scope)
                told = await self._ask(owner, ask, Changes)
                if not told.forget and _is_news(held, told):
                    async with self._slots:
                        seen = await self._keep(held, told, seen)
            if told.forget:
                if self._holdings.held(owner).scope:
                    await self._holdings.forget(owner)
                return False
            if not told.more:
                return True
        raise AnswerUnreadable("it says without end that there is more", field=TOPIC)

    async def _keep(self, held: Held, told: Changes, seen: set[str] | None) -> set[str] | None:
        """`seen` gathers the ids of a catalogue that begins anew; with its last part the others go."""
        taken = await asyncio.to_thread(_read_changes, held.owner, told.changes)
        taken = bounded(self._holdings.marks(held.owner), taken)
        gone = [one.camera_id for one in told.changes if one.is_gone]
        if told.fresh:
            seen = set()
        if seen is not None:
            seen.update(one.camera_id for one in taken.records)
            if not told.more:
                gone = self._others(held.owner, seen)
        next_held = replace(held, version=told.upto, scope=told.scope, source="")
        await self._holdings.take(refused_more(next_held, taken.refused), taken.records, gone)
        return seen

    def _others(self, owner: str, seen: set[str]) -> list[str]:
        marks = self._holdings.marks(owner)
        return [one for bucket in range(BUCKETS) for one in marks.ids_in(bucket) if one not in seen]

    async def _compare(self, owner: str) -> bool:
        """False when the owner was elsewhere in its versions than we are: first what is newer, then again."""
        told = await self._ask(owner, Ask(want="digest"), DigestTold)
        async with self._holdings.lock(owner):
            held = self._holdings.held(owner)
            if told.forget or (told.version, told.scope) != (held.version, held.scope):
                return False
            if self._is_due(owner):
                await self._holdings.read_marks(owner)
            theirs = _buckets_in(told)
            wrong = differing(self._holdings.marks(owner).buckets(), theirs)
            mended = await self._mend(held, wrong) if wrong else 0
            held = self._holdings.held(owner)
            now = self._clock.now()
            held = replace(
                held,
                digest=digest_of(theirs).hex(),
                own_digest=self._holdings.marks(owner).digest().hex(),
                checked_at=now,
            )
            if mended:
                held = replace(held, mended=held.mended + mended, mended_at=now)
            await self._holdings.note(held)
            if not held.agrees:
                log.warning("catalogues do not agree", owner=owner, buckets=len(wrong))
        return True

    def _is_due(self, owner: str) -> bool:
        """Once an hour what we hold is hashed from the table: our memory of it proves nothing about the disk."""
        one = self._following.setdefault(owner, _Following())
        one.compared += 1
        return one.compared % _FROM_DISK_EVERY == 0

    async def _mend(self, held: Held, wrong: Sequence[int]) -> int:
        """Takes the differing buckets whole; answers how many cameras were other than their owner says."""
        owner, marks = held.owner, self._holdings.marks(held.owner)
        records, refused, after_id = [], list[str](), ""
        for _ in range(_MOST_ANSWERS):
            ask = Ask(want="buckets", buckets=list(wrong), after_id=after_id)
            told = await self._ask(owner, ask, BucketsTold)
            if told.forget:
                return 0
            taken = await asyncio.to_thread(read_records, owner, told.records)
            records += taken.records
            refused = [*refused, *taken.refused][-1:]
            if len(records) > MOST_CAMERAS:
                raise AnswerUnreadable(f"more than {MOST_CAMERAS} cameras", field=TOPIC)
            if not told.after_id or told.after_id <= after_id:
                break
            after_id = told.after_id
        else:
            raise AnswerUnreadable("it says without end that there is more", field=TOPIC)
        there = {one.camera_id for one in records}
        gone = [one for bucket in wrong for one in marks.ids_in(bucket) if one not in there]
        other = [one for one in records if marks.get(one.camera_id) != hash_of(one)]
        if refused:
            held = replace(held, refused_last=refused[-1][:400])
        kept = bounded(marks, Taken(other))
        await self._holdings.take(held, kept.records, gone)
        mended = len(kept.records) + len(gone)
        if mended:
            log.warning("catalogue drifted and was mended", owner=owner, cameras=mended)
        return mended

    async def changed(self, peer: str, body: bytes) -> bytes:
        """The owner's push. What does not follow on what we hold is asked for instead."""
        try:
            told = msgspec.msgpack.decode(body, type=Changed)
        except UNREADABLE as cause:
            raise MalformedChange(f"no change: {cause}", field=TOPIC_CHANGED) from cause
        version = await self._take_pushed(peer, told) if told.is_whole else 0
        if version < told.version:
            one = self._following.setdefault(peer, _Following())
            # who speaks to us can be asked
            one.is_up = True
            self._wake(peer, one)
        return msgspec.msgpack.encode(Holding(version))

    async def _take_pushed(self, owner: str, told: Changed) -> int:
        if not self._loaded.is_set() or owner not in self._holdings.owners():
            return 0
        async with self._holdings.lock(owner):
            held = self._holdings.held(owner)
            if (held.version, held.scope) != (told.after, told.scope):
                return held.version if held.scope == told.scope else 0
            taken = bounded(self._holdings.marks(owner), _read_changes(owner, told.changes))
            gone = [one.camera_id for one in told.changes if one.is_gone]
            held = refused_more(replace(held, version=told.version), taken.refused)
            await self._holdings.take(held, taken.records, gone)
        return told.version

    async def _ask(self, owner: str, ask: Ask, kind: type[T]) -> T:
        """Raises `PeerUnreachable` also when the line came up meanwhile: then it is asked anew, at once."""
        again = self._following.setdefault(owner, _Following()).again
        body = msgspec.msgpack.encode(ask)
        answer = await unless_woken(again, self._line.ask(owner, TOPIC, body, ANSWER_WITHIN_S))
        if answer is None:
            raise PeerUnreachable(f"{owner} is asked anew: its line came up")
        try:
            return await asyncio.to_thread(msgspec.msgpack.decode, answer, type=kind)
        except UNREADABLE as cause:
            raise AnswerUnreadable(f"no answer about a catalogue: {cause}", field=TOPIC) from cause


def _is_news(held: Held, told: Changes) -> bool:
    return bool(told.changes) or (told.upto, told.scope) != (held.version, held.scope)


def _read_changes(owner: str, changes: Sequence[Change]) -> Taken:
    return read_records(owner, [one.record for one in changes if not one.is_gone])


def _buckets_in(told: DigestTold) -> list[bytes]:
    if len(told.buckets) != BUCKETS * HASH_BYTES:
        raise AnswerUnreadable("not 256 buckets", field=TOPIC)
    return [
        told.buckets[start : start + HASH_BYTES]
        for start in range(0, len(told.buckets), HASH_BYTES)
    ]
