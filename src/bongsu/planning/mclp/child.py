"""`python -m bongsu.planning.mclp.child`: one half of the search in a process of its own, asked and ended by the other."""

import os
import signal
import sys

from bongsu.planning.mclp.breed import Breed
from bongsu.planning.mclp.part import Solver
from bongsu.planning.mclp.polish import Polish
from bongsu.planning.mclp.wire import Ask, Wire, WireBoard, problem_in


def main() -> None:
    # ^C reaches the whole group; the one who asked decides when this ends
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # what a library prints is no message
    answers = os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    wire = Wire(sys.stdin.fileno(), answers)
    ask = wire.wait()
    if not isinstance(ask, Ask):
        return
    problem, board = problem_in(ask), WireBoard(wire, ask)
    try:
        if ask.role == "hunt":
            breed = Breed(problem, board, ask.seed, Solver(board.over))
            while not board.over():
                breed.round()
        else:
            Polish(problem, board, ask.seed + 1).run()
    except BrokenPipeError:
        # the one who asked is gone
        return


if __name__ == "__main__":
    main()
