"""The searching half: a walk that tells the board what it finds and goes on from what others found."""

import numpy as np

from bongsu.planning.mclp.board import Board
from bongsu.planning.mclp.problem import Problem
from bongsu.planning.mclp.state import state_of
from bongsu.planning.mclp.walk import Walk


def hunt(problem: Problem, board: Board, seed: int, steps: int | None = None) -> None:
    """Until the board is over, or so many steps."""
    walk = Walk(problem, state_of(problem, board.chosen), seed)
    done = 0
    while not board.over() and (steps is None or done < steps):
        if board.worth > walk.best.objective:
            walk.take(state_of(problem, board.chosen))
        walk.go(board.over)
        done += 1
        if walk.best.objective > board.worth:
            board.found(np.array(walk.best.chosen), round(walk.best.objective))
