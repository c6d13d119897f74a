"""Where the numbers of a map's marks stand, so that they hide neither each other nor a mark. Pure and repeatable."""

from collections.abc import Sequence
from itertools import product

Spot = tuple[float, float]
Box = tuple[float, float, float, float]

# millimetres on paper, of figures of 6 pt
DIGIT_MM, HEIGHT_MM, MARK_MM = 1.3, 2.0, 1.7
_AROUND = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (-1, -1), (1, 1), (-1, 1))
_STRIDES = (1.0, 1.7, 2.4)


def place_labels(marks: Sequence[Spot], texts: Sequence[str]) -> list[Spot]:
    """The middle of each text: the first place around its mark that is free, else the one that hides least."""
    taken: list[Box] = [_box(mark, MARK_MM, MARK_MM) for mark in marks]
    placed = []
    for own, (mark, text) in enumerate(zip(marks, texts, strict=True)):
        best = min(
            _tries(mark, text),
            key=lambda one: sum(
                _overlap(one[1], other) for n, other in enumerate(taken) if n != own
            ),
        )
        taken.append(best[1])
        placed.append(best[0])
    return placed


def _tries(mark: Spot, text: str) -> list[tuple[Spot, Box]]:
    width = DIGIT_MM * len(text)
    found = []
    for stride, (right, down) in product(_STRIDES, _AROUND):
        away_x, away_y = (MARK_MM + width) / 2, (MARK_MM + HEIGHT_MM) / 2
        # to the side the text keeps its whole width away, above and below its height
        middle = (
            round(mark[0] + right * away_x * stride, 2),
            round(mark[1] + down * away_y * stride, 2),
        )
        found.append((middle, _box(middle, width, HEIGHT_MM)))
    return found


def _box(middle: Spot, width: float, height: float) -> Box:
    x, y = middle
    return x - width / 2, y - height / 2, x + width / 2, y + height / 2


def _overlap(one: Box, other: Box) -> float:
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across * down if across > 0 and down > 0 else 0.0
