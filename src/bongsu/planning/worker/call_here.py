"""Computes in this process, in a thread: for tests of what stands on a computation, and for notebooks. Never in the node."""

import asyncio
import io

from bongsu.planning.worker.call import DIED, STOPPED, Failed, Heard, Outcome
from bongsu.planning.worker.child import work
from bongsu.planning.worker.messages import Progress
from bongsu.planning.worker.read_answer import read_answer


class CallHere:
    """What a child process would answer, told after the end."""

    async def call(self, ask: bytes, heard: Heard, stop: asyncio.Event) -> Outcome:
        answers = io.BytesIO()
        await asyncio.to_thread(work, io.BytesIO(ask), answers, stop.is_set)
        for answer in map(read_answer, answers.getvalue().splitlines()):
            if not isinstance(answer, Progress):
                return answer
            heard(answer)
        return Failed(STOPPED if stop.is_set() else DIED)
