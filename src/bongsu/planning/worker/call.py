"""One computation in a child process: writes the question, passes progress on, reads the answer, ends it for certain."""

import asyncio
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import msgspec
import structlog

from bongsu.kernel.nats_server import die_with_parent
from bongsu.kernel.settings import environment_without_ours
from bongsu.planning.settings import PlanningSettings
from bongsu.planning.words import Told
from bongsu.planning.worker.messages import Drawn, Progress, Refused, Replaced
from bongsu.planning.worker.read_answer import ScoredText, read_answer

log = structlog.get_logger()
COMMAND = (sys.executable, "-m", "bongsu", "plan", "work")
# a district's scored cells are one line of some megabytes
_LONGEST_LINE = 256 * 1024 * 1024
_LAST_WORDS = 2_000


@dataclass(frozen=True, slots=True)
class Failed:
    """The process died, spoke nonsense or took too long."""

    told: Told


Result = ScoredText | Drawn | Replaced
Outcome = Result | Refused | Failed
Heard = Callable[[Progress], None]

DIED = Told(
    "계산 프로세스가 답 없이 끝났습니다. 메모리가 모자랐을 수 있습니다. 기록(log)에 이유가 있습니다.",
    "The computing process ended without an answer. It may have run out of memory; the log says why.",
)
NONSENSE = Told(
    "계산 프로세스의 답을 읽을 수 없습니다. 기록(log)을 확인하십시오.",
    "The computing process answered something that cannot be read. See the log.",
)
TOO_LONG = Told(
    "계산이 허용된 시간을 넘어 중단했습니다. 제한 시간이나 후보 수를 줄이십시오.",
    "The computation took longer than allowed and was ended. Lower its time limit or the number of candidates.",
)
STOPPED = Told("계산을 중지했습니다.", "The computation was stopped.")


class Calls(Protocol):
    """Whoever can compute: a process, or a stand-in for tests."""

    async def call(self, ask: bytes, heard: Heard, stop: asyncio.Event) -> Outcome: ...


class ChildCall:
    """Starts a process for each call. Cancelled, it leaves no process behind."""

    def __init__(self, settings: PlanningSettings, command: Sequence[str] = COMMAND) -> None:
        self._settings = settings
        self._command = command

    async def call(self, ask: bytes, heard: Heard, stop: asyncio.Event) -> Outcome:
        process = await asyncio.create_subprocess_exec(
            *self._command,
            "--memory-mib",
            str(self._settings.memory_mib),
            "--niceness",
            str(self._settings.niceness),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            limit=_LONGEST_LINE,
            env=environment_without_ours(),
            start_new_session=True,
            preexec_fn=die_with_parent,
        )
        return await _Conversation(process, self._settings, heard, stop).held(ask)


class _Conversation:
    """With one process; its four tasks end with it."""

    def __init__(
        self,
        process: asyncio.subprocess.Process,
        settings: PlanningSettings,
        heard: Heard,
        stop: asyncio.Event,
    ) -> None:
        self._process = process
        self._settings = settings
        self._heard = heard
        self._stop = stop

    async def held(self, ask: bytes) -> Outcome:
        words = asyncio.create_task(self._last_words(), name="planning stderr")
        stopping = asyncio.create_task(self._stopped(), name="planning stop")
        asking = asyncio.create_task(self._ask(ask), name="planning ask")
        try:
            async with asyncio.timeout(self._settings.longest_s):
                outcome = await self._answer()
        except TimeoutError:
            outcome = Failed(TOO_LONG)
        finally:
            stopping.cancel()
            asking.cancel()
            self._kill()
            status = await self._process.wait()
            await asyncio.gather(stopping, asking, return_exceptions=True)
            said = await words
        if isinstance(outcome, Failed):
            if self._stop.is_set() and outcome.told is not TOO_LONG:
                return Failed(STOPPED)
            log.error("computation failed", status=status, why=outcome.told.en, said=said)
        return outcome

    async def _ask(self, ask: bytes) -> None:
        stdin = self._process.stdin
        assert stdin is not None
        try:
            stdin.write(ask)
            await stdin.drain()
            stdin.close()
        except (BrokenPipeError, ConnectionResetError):
            # it died while it was asked: that its answer is missing says so
            return

    async def _answer(self) -> Outcome:
        stdout = self._process.stdout
        assert stdout is not None
        while True:
            try:
                line = await stdout.readline()
                if not line:
                    return Failed(DIED)
                answer = read_answer(line)
            except (ValueError, msgspec.MsgspecError):
                # ValueError: a line beyond all bounds
                return Failed(NONSENSE)
            if not isinstance(answer, Progress):
                return answer
            self._heard(answer)

    async def _stopped(self) -> None:
        """Asked to end with the best plan so far; killed when none comes."""
        await self._stop.wait()
        if self._process.returncode is None:
            self._process.terminate()
        await asyncio.sleep(self._settings.grace_s)
        self._kill()

    def _kill(self) -> None:
        if self._process.returncode is None:
            try:
                self._process.kill()
            except ProcessLookupError:
                # it ended between the two lines
                return

    async def _last_words(self) -> str:
        """The end of what it said on standard error: no person's data goes in, so none comes out."""
        stderr = self._process.stderr
        assert stderr is not None
        said = b""
        while some := await stderr.read(65_536):
            said = (said + some)[-_LAST_WORDS:]
        return said.decode(errors="replace")
