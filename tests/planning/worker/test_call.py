"""A computation in a process of its own: what came back, and that no process stays behind."""

import asyncio
import os
import sys
from collections.abc import Callable

import msgspec
import pytest

from bongsu.planning.config import Limits
from bongsu.planning.settings import PlanningSettings
from bongsu.planning.worker.call import DIED, NONSENSE, STOPPED, TOO_LONG, ChildCall, Failed
from bongsu.planning.worker.call_here import CallHere
from bongsu.planning.worker.messages import Draw, Drawn, Progress, Refused
from tests.planning.plans.made import CONFIG, changed, little_inputs

SETTINGS = PlanningSettings(longest_s=60.0, grace_s=0.05)
ASK = msgspec.json.encode(Draw(CONFIG, little_inputs())) + b"\n"
SAYS_PROGRESS = """
import sys
sys.stdin.buffer.read()
print('{"type": "progress", "step": "search", "share": 0.5}', flush=True)
"""
WAITS = SAYS_PROGRESS + "import time; time.sleep(60)"
STUBBORN = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)" + WAITS


def child(program: str, settings: PlanningSettings = SETTINGS) -> ChildCall:
    return ChildCall(settings, (sys.executable, "-I", "-S", "-c", program))


class Listener:
    """Hears of progress; the first word sets `heard`."""

    def __init__(self) -> None:
        self.said: list[Progress] = []
        self.heard = asyncio.Event()

    def __call__(self, said: Progress) -> None:
        self.said.append(said)
        self.heard.set()


async def test_a_process_and_this_one_give_the_same_plan() -> None:
    """The one test with the real child: the others stand on a stand-in that keeps the same contract."""
    there, here = Listener(), Listener()
    stop = asyncio.Event()
    from_child = await ChildCall(SETTINGS).call(ASK, there, stop)
    from_here = await CallHere().call(ASK, here, stop)
    assert isinstance(from_child, Drawn)
    assert isinstance(from_here, Drawn)
    assert from_child.plan.sites == from_here.plan.sites
    assert from_child.plan.funds == from_here.plan.funds
    assert bytes(from_child.candidates) == bytes(from_here.candidates)
    assert there.said[0].step == here.said[0].step == "grid"


async def test_a_refusal_is_a_refusal_here_too() -> None:
    config = changed(limits=Limits(sites_min=9, sites_max=40))
    ask = msgspec.json.encode(Draw(config, little_inputs()))
    assert isinstance(await CallHere().call(ask, Listener(), asyncio.Event()), Refused)


@pytest.mark.parametrize(
    ("program", "why"),
    [
        ("", DIED),
        (SAYS_PROGRESS, DIED),
        ("import os; os.abort()", DIED),
        ("raise SystemExit('out of memory')", DIED),
        ("print('this is no JSON')", NONSENSE),
        ("print('{}')", NONSENSE),
        ('print(\'{"type": "drawn"}\')', NONSENSE),
        ("print('[' * 100000)", NONSENSE),
        ("import sys; sys.stdout.buffer.write(bytes([255, 10]))", NONSENSE),
    ],
)
async def test_a_child_that_dies_or_speaks_nonsense_is_said_so(program: str, why: object) -> None:
    outcome = await child(program).call(ASK, Listener(), asyncio.Event())
    assert outcome == Failed(why)  # type: ignore[arg-type]  # one of the module's own sentences


async def test_a_child_that_takes_too_long_is_ended() -> None:
    quick = PlanningSettings(longest_s=0.2, grace_s=0.05)
    outcome = await child(WAITS, quick).call(ASK, Listener(), asyncio.Event())
    assert outcome == Failed(TOO_LONG)


@pytest.mark.parametrize("program", [WAITS, STUBBORN])
async def test_a_stopped_child_ends_also_one_that_will_not(program: str) -> None:
    stop, heard = asyncio.Event(), Listener()
    calling = asyncio.create_task(child(program).call(ASK, heard, stop))
    await heard.heard.wait()
    stop.set()
    assert await calling == Failed(STOPPED)


async def test_one_that_answers_when_it_is_stopped_is_heard() -> None:
    """The best plan so far."""
    refusal = msgspec.json.encode(Refused("stopped", ())) + b"\n"
    program = f"""
import os, signal
def answer(*_): os.write(1, {refusal!r}); os._exit(0)
signal.signal(signal.SIGTERM, answer)
{WAITS}"""
    stop, heard = asyncio.Event(), Listener()
    patient = PlanningSettings(grace_s=30.0)
    calling = asyncio.create_task(child(program, patient).call(ASK, heard, stop))
    await heard.heard.wait()
    stop.set()
    assert await calling == Refused("stopped", ())


async def test_a_call_that_is_broken_off_leaves_no_process() -> None:
    """As when the node ends."""
    pid = """
import os, sys
sys.stdin.buffer.read()
print('{"type": "progress", "share": 0, "step": "' + str(os.getpid()) + '"}', flush=True)
import time; time.sleep(60)"""
    heard = Listener()
    calling = asyncio.create_task(child(pid).call(ASK, heard, asyncio.Event()))
    await heard.heard.wait()
    calling.cancel()
    await asyncio.gather(calling, return_exceptions=True)
    with pytest.raises(ProcessLookupError):
        os.kill(int(heard.said[0].step), 0)


async def test_a_large_question_to_one_that_does_not_listen_blocks_nobody() -> None:
    large = b"x" * 4_000_000
    outcome = await child("import sys; sys.exit()").call(large, Listener(), asyncio.Event())
    assert outcome == Failed(DIED)


@pytest.mark.parametrize("settings", [{"niceness": 7, "memory_mib": 512}])
async def test_it_is_told_to_yield_and_knows_none_of_our_secrets(
    settings: dict[str, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BONGSU_NODE_BUS_TOKEN", "secret")
    program = """
import json, os, sys
said = " ".join(sys.argv[1:]) + " " + str(any(k.startswith("BONGSU_") for k in os.environ))
print(json.dumps({"type": "refused", "field": said, "told": []}))"""
    told: Callable[[Progress], None] = Listener()
    outcome = await child(program, PlanningSettings(**settings)).call(b"", told, asyncio.Event())
    assert outcome == Refused("--memory-mib 512 --niceness 7 False", ())
