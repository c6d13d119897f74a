"""국가지점번호: two letters for 100 km, then as many digits east as north. Pure text and arithmetic, no projection."""

from functools import cache

import numpy as np

from bongsu.planning.failures import PlanRefused
from bongsu.planning.grid.points import Floats
from bongsu.planning.words import Told

# 국가지점번호 (도로명주소법 시행령): squares of 100 km from this corner in EPSG:5179
WEST_M, SOUTH_M, SQUARE_M = 700_000, 1_300_000, 100_000
LETTERS = "가나다라마바사아"
CELL_DIGITS = 3
"""`다사538520`: a 100 m cell. 4 is a place of 10 m (`다사53895203`), 2 a kilometre."""


def codes_of(x: Floats, y: Floats, digits: int = CELL_DIGITS) -> tuple[str, ...]:
    """Codes of the squares that hold these places (EPSG:5179 metres). Raises `PlanRefused` outside of the grid."""
    step = 10 ** (5 - digits)
    east, north = np.floor(x).astype(np.int64) - WEST_M, np.floor(y).astype(np.int64) - SOUTH_M
    outside = (np.minimum(east, north) < 0) | (np.maximum(east, north) >= SQUARE_M * len(LETTERS))
    if outside.any():
        raise _outside(float(x[outside][0]), float(y[outside][0]))
    columns, rows = east // SQUARE_M, north // SQUARE_M
    across, up = east % SQUARE_M // step, north % SQUARE_M // step
    return tuple(
        f"{LETTERS[column]}{LETTERS[row]}{one:0{digits}d}{other:0{digits}d}"
        for column, row, one, other in zip(
            columns.tolist(), rows.tolist(), across.tolist(), up.tolist(), strict=True
        )
    )


def code_of(x: float, y: float, digits: int = CELL_DIGITS) -> str:
    return codes_of(np.array([x]), np.array([y]), digits)[0]


def square_of(code: str) -> tuple[float, float, float]:
    """x and y of the south-west corner, and the square's side in metres. Raises `PlanRefused` naming the code."""
    tidy = "".join(code.split())
    letters, digits = tidy[:2], tidy[2:]
    if (
        len(letters) != 2
        or not set(letters) <= set(LETTERS)
        or not (digits.isascii() and digits.isdigit())
        or len(digits) % 2
        or len(digits) > 10
    ):
        raise _no_code(code)
    half = len(digits) // 2
    step = 10 ** (5 - half)
    east, north = int(digits[:half]) * step, int(digits[half:]) * step
    return (
        float(WEST_M + _square(letters[0]) * SQUARE_M + east),
        float(SOUTH_M + _square(letters[1]) * SQUARE_M + north),
        float(step),
    )


@cache
def _square(letter: str) -> int:
    return LETTERS.index(letter)


def _outside(x: float, y: float) -> PlanRefused:
    return PlanRefused(
        Told(
            f"x {x:.0f}, y {y:.0f}: 국가지점번호 격자 밖의 좌표입니다.",
            f"x {x:.0f}, y {y:.0f} lies outside of the national grid.",
        ),
        field="coordinates",
    )


def _no_code(code: str) -> PlanRefused:
    shown = code[:20]
    return PlanRefused(
        Told(
            f"‘{shown}’: 국가지점번호가 아닙니다(예: 다사538520).",
            f"'{shown}' is no national grid code (such as 다사538520).",
        ),
        field="code",
    )
