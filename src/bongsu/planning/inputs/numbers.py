"""Refuses inputs whose numbers are none (NaN, infinite) before anything is measured: layer, field and rows are named."""

from collections.abc import Iterator, Sequence

import numpy as np

from bongsu.planning.failures import PlanRefused
from bongsu.planning.inputs.sift import SHOWN_ROWS
from bongsu.planning.inputs.values import Inputs, Ring
from bongsu.planning.words import Told

Fault = tuple[str, str, list[int]]
# None is an answer too: not known
_NUMBERS = {
    "cameras": ("lat", "lon", "bearing_deg", "hfov_deg", "range_m"),
    "places": ("lat", "lon"),
    "requests": ("lat", "lon"),
    "dongs": ("women_share", "detached_share", "aged_share"),
}


def check_numbers(inputs: Inputs) -> None:
    """Rows are counted from 1. Buildings and priority areas are sifted where they are used: one that is broken is left out.

    Raises `PlanRefused`."""
    faults = [*_of_values(inputs), *_of_lines(inputs)]
    if faults:
        raise PlanRefused(*(_told(*one) for one in faults), field=faults[0][0])


def check_fields(layer: str, rows: Sequence[object], fields: Sequence[str]) -> None:
    """The same of any list. Raises `PlanRefused`."""
    faults = list(_of_fields(layer, rows, fields))
    if faults:
        raise PlanRefused(*(_told(*one) for one in faults), field=layer)


def _of_values(inputs: Inputs) -> Iterator[Fault]:
    for layer, fields in _NUMBERS.items():
        yield from _of_fields(layer, getattr(inputs, layer), fields)


def _of_fields(layer: str, rows: Sequence[object], fields: Sequence[str]) -> Iterator[Fault]:
    for field in fields:
        said = [getattr(one, field) for one in rows]
        numbers = np.array([0.0 if one is None else one for one in said], dtype=float)
        if wrong := (np.flatnonzero(~np.isfinite(numbers)) + 1).tolist():
            yield layer, field, wrong


def _of_lines(inputs: Inputs) -> Iterator[Fault]:
    dongs = [[corner for ring in one.polygons for corner in ring] for one in inputs.dongs]
    for layer, field, lines in (
        ("dongs", "polygons", dongs),
        ("streets", "lon, lat", list(inputs.streets)),
    ):
        if wrong := [row for row, line in enumerate(lines, start=1) if not _is_whole(line)]:
            yield layer, field, wrong


def _is_whole(line: Ring) -> bool:
    return bool(np.isfinite(np.array(line, dtype=float)).all())


def _told(layer: str, field: str, rows: Sequence[int]) -> Told:
    named = ", ".join(map(str, rows[:SHOWN_ROWS]))
    more = len(rows) - SHOWN_ROWS
    more_ko, more_en = (f" 외 {more}개", f" and {more} more") if more > 0 else ("", "")
    return Told(
        f"{layer}[{named}]{more_ko} ({field}): 숫자가 아닌 값(NaN·무한대)입니다.",
        f"{layer}[{named}]{more_en} ({field}): not a number (NaN or infinite).",
    )
