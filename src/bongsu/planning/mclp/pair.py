"""Two helpers on one problem: one hunts, one proves; what either finds is passed to the other until the board is over."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from select import select

import numpy as np

from bongsu.planning.mclp.board import LocalBoard
from bongsu.planning.mclp.problem import Problem
from bongsu.planning.mclp.wire import Bounded, Found, Message, Wire, ask_of

_ROLES = ("hunt", "polish")
_LOOK_S = 0.05
_MODULE = "bongsu.planning.mclp.child"


class Helper:
    """One process. It is ended without ceremony: it holds nothing that is not told."""

    def __init__(self, role: str) -> None:
        self.role = role
        self.process = subprocess.Popen(  # noqa: S603 - this interpreter, a module of ours
            [sys.executable, "-m", _MODULE],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # ^C at the terminal is for the one who asked, even while this one is still starting
            process_group=0,
        )
        if self.process.stdin is None or self.process.stdout is None:
            raise AssertionError("a process opened with pipes has none")
        self.reads = self.process.stdout.fileno()
        self.wire = Wire(self.reads, self.process.stdin.fileno())

    def tell(self, message: Message) -> None:
        try:
            self.wire.send(message)
        except BrokenPipeError:
            # it has ended, by itself or by the machine's want of memory: the other goes on
            self.wire.ended = True

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                pipe.close()


@contextmanager
def _helpers() -> Iterator[list[Helper]]:
    with ExitStack() as ended:
        helpers = []
        for role in _ROLES:
            helper = Helper(role)
            ended.callback(helper.end)
            helpers.append(helper)
        yield helpers


def run_pair(
    problem: Problem, board: LocalBoard, seed: int, progress: Callable[[int, float], None]
) -> None:
    with _helpers() as helpers:
        for helper in helpers:
            helper.tell(
                ask_of(
                    problem,
                    helper.role,
                    seed,
                    board.left_s(),
                    board.bound,
                    board.chosen,
                    board.worth,
                )
            )
        while not board.over():
            going = {one.reads: one for one in helpers if not one.wire.ended}
            if not going:
                return
            ready, _, _ = select(list(going), [], [], min(_LOOK_S, max(0.0, board.left_s())))
            for reads in ready:
                _hear(going[reads], helpers, board)
            if ready:
                progress(board.worth, board.bound)


def _hear(teller: Helper, helpers: list[Helper], board: LocalBoard) -> None:
    for message in teller.wire.news():
        match message:
            case Found(chosen, worth) if worth > board.worth:
                board.found(np.array(chosen), worth)
            case Bounded(bound) if bound < board.bound:
                board.bounded(bound)
            case _:
                continue
        for other in helpers:
            if other is not teller and not other.wire.ended:
                other.tell(message)
