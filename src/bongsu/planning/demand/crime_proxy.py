"""Crime by police station area, spread over its dongs: a proxy (추정), because nobody publishes crime by place.

A station's cases are shared out to its dongs by people, or by area where a dong's people are not known, and then evenly
to the dong's cells. What differs between two cells of one dong is therefore never seen here."""

import numpy as np

from bongsu.planning.demand.scores import CrimeProxy
from bongsu.planning.grid.points import Cells, Floats, Ints
from bongsu.planning.inputs.values import Inputs

GRADES = 5


def proxy_of(cells: Cells, inputs: Inputs) -> CrimeProxy:
    occurred = {one.station: one.occurred for one in inputs.crime}
    in_dong = np.bincount(cells.dong, minlength=len(inputs.dongs)).astype(float)
    cases = np.full(len(inputs.dongs), np.nan)
    by_people = True
    for station, number in occurred.items():
        rows = [i for i, dong in enumerate(inputs.dongs) if station and dong.station == station]
        people = np.array([inputs.dongs[i].population or 0 for i in rows], dtype=float)
        has_people = bool(rows) and bool(people.all())
        by_people = by_people and (has_people or not rows)
        shares = people if has_people else in_dong[rows]
        if shares.sum() > 0:
            cases[rows] = number * shares / shares.sum()
    with np.errstate(divide="ignore", invalid="ignore"):
        each = np.where(in_dong > 0, cases / in_dong, np.nan)
    named = [dong.station if dong.station in occurred else "" for dong in inputs.dongs]
    return CrimeProxy(each[cells.dong], tuple(named[i] for i in cells.dong.tolist()), by_people)


def grades(per_cell: Floats) -> Floats:
    """Fifths 1…5 among the cells of which something is known, 0 for others; equals share the grade of their middle,
    so that where all are equal nobody is called dangerous."""
    known = ~np.isnan(per_cell)
    values = per_cell[known]
    answer = np.zeros(len(per_cell))
    if len(values) == 0:
        return answer
    _, group, size = np.unique(np.round(values, 9), return_inverse=True, return_counts=True)
    below: Ints = np.cumsum(size) - size
    middle = (below + size / 2.0) / len(values)
    answer[known] = np.ceil(GRADES * middle)[group]
    return answer
