"""Computes in this process, in a thread: for tests of what stands on a computation, and for notebooks. Never in the node."""

import asyncio
import io
from collections.abc import Iterator

import msgspec

from bongsu.planning.worker.call import DIED, STOPPED, Failed, Heard, Outcome
from bongsu.planning.worker.child import work
from bongsu.planning.worker.messages import Answer, Progress

_answer: msgspec.json.Decoder[Answer] = msgspec.json.Decoder(Answer)


class CallHere:
    """What a child process would answer, told after the end."""

    async def call(self, ask: bytes, heard: Heard, stop: asyncio.Event) -> Outcome:
        answers = io.BytesIO()
        await asyncio.to_thread(work, io.BytesIO(ask), answers, stop.is_set)
        for answer in _read(answers.getvalue()):
            if not isinstance(answer, Progress):
                return answer
            heard(answer)
        return Failed(STOPPED if stop.is_set() else DIED)


def _read(lines: bytes) -> Iterator[Answer]:
    return (_answer.decode(line) for line in lines.splitlines())
