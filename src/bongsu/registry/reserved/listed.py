"""A list of cameras as a unit hands it in: one id a row, with or without a heading; every bad row is named. Pure."""

import csv
import re
from dataclasses import dataclass, field

MOST_ROWS = 5_000
_ID = re.compile(r"[A-Z]{2}-[0-9A-Za-z-]{1,29}")
_HEADINGS = frozenset({"camera_id", "카메라", "카메라 번호", "카메라번호", "id"})


@dataclass(frozen=True, slots=True)
class RowProblem:
    """`row` counts from 1, the heading included."""

    row: int
    text_ko: str
    text_en: str


@dataclass(frozen=True, slots=True)
class Listed:
    """Ids with the row where each stands, and what is wrong with the others."""

    rows: dict[str, int] = field(default_factory=dict)
    problems: tuple[RowProblem, ...] = ()


def read_list(text: str) -> Listed:
    """The first column counts."""
    rows: dict[str, int] = {}
    problems: list[RowProblem] = []
    lines = csv.reader(text.lstrip("\ufeff").splitlines())
    for number, cells in enumerate(lines, 1):
        word = cells[0].strip() if cells else ""
        if not word or (number == 1 and word.lower() in _HEADINGS):
            continue
        problem = _problem(number, word, rows)
        if problem is None:
            rows[word] = number
        else:
            problems.append(problem)
    return Listed(rows, tuple(problems))


def _problem(number: int, word: str, rows: dict[str, int]) -> RowProblem | None:
    if len(rows) >= MOST_ROWS:
        return RowProblem(number, f"한 번에 {MOST_ROWS}대까지", f"At most {MOST_ROWS} at once")
    if not _ID.fullmatch(word):
        return RowProblem(number, "카메라 번호가 아닙니다", "No camera's code")
    if word in rows:
        return RowProblem(
            number, f"{rows[word]}행에 이미 있습니다", f"Stands in row {rows[word]} already"
        )
    return None
