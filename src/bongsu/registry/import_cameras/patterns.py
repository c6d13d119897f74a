"""What only a whole column can show: cells dragged down by a spreadsheet, and rows that describe one camera each."""

import re
from collections.abc import Sequence

FEWEST_STEPS = 4
LEAST_REPEATED_SHARE = 0.2
_LAST_NUMBER = re.compile(r"^(.*?)(\d+)(\D*)$", re.DOTALL)


def dragged_rows(cells: Sequence[str]) -> frozenset[int]:
    """Indices of cells that only count on from the one above (31, 32, 33, … or 30~150미터, 30~151미터, …).

    The cell a run starts from is what the publisher typed, so it is not among them.
    """
    dragged: set[int] = set()
    run: list[int] = []
    previous: tuple[str, int, str] | None = None
    for index, cell in enumerate(cells):
        here = _split(cell)
        follows = (
            here is not None
            and previous is not None
            and (here[0], here[1], here[2]) == (previous[0], previous[1] + 1, previous[2])
        )
        if not follows:
            dragged.update(run if len(run) >= FEWEST_STEPS else ())
            run = []
        else:
            run.append(index)
        previous = here
    dragged.update(run if len(run) >= FEWEST_STEPS else ())
    return frozenset(dragged)


def _split(cell: str) -> tuple[str, int, str] | None:
    match = _LAST_NUMBER.match(cell)
    if match is None or len(match.group(2)) > 9:
        return None
    return match.group(1), int(match.group(2)), match.group(3)


def describes_cameras(counts: Sequence[int], places: Sequence[object]) -> bool:
    """True if a file lists cameras and not sites: every row counts one, and many rows stand at the same place.

    Where rows are sites, two of them may well share a pole; those stay two (성북구: 1,550 rows, 1,550 sites).
    """
    if len(counts) < 2 or any(count != 1 for count in counts):
        return False
    repeated = len(places) - len(set(places))
    return repeated >= LEAST_REPEATED_SHARE * len(places)
