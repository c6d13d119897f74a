"""`python -m bongsu.planning.mclp.child`: one half of the search in a process of its own, asked and ended by the other."""

import os
import sys

from bongsu.planning.mclp.board import Board
from bongsu.planning.mclp.breed import Breed
from bongsu.planning.mclp.hunt import Hunt
from bongsu.planning.mclp.part import Solver
from bongsu.planning.mclp.polish import Polish
from bongsu.planning.mclp.problem import Problem
from bongsu.planning.mclp.wire import Ask, Wire, WireBoard, problem_in


def main() -> None:
    # what a library prints is no message
    answers = os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    wire = Wire(sys.stdin.fileno(), answers)
    ask = wire.wait()
    if not isinstance(ask, Ask):
        return
    problem, board = problem_in(ask), WireBoard(wire, ask)
    try:
        work(problem, board, ask)
    except BrokenPipeError:
        # the one who asked is gone
        return


def work(problem: Problem, board: Board, ask: Ask) -> None:
    """Both hunt; one proves first, and now and then."""
    solver = Solver(board.over)
    polish = None
    if ask.role == "polish":
        polish = Polish(problem, board, solver)
        polish.run()
    seed = 2 * ask.seed + (polish is not None)
    breed = Breed(problem, board, seed, solver, Hunt(problem, seed))
    while not board.over():
        breed.round()
        if polish and not board.over():
            polish.again()


if __name__ == "__main__":
    main()
