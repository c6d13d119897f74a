"""Reads the table of who may be shown what (`oracle.toml`); it knows nothing of the rules that it is held against."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from typing import Any  # Any: TOML

from bongsu.kernel.clock import SEOUL

NOTHING = "nothing"
_STATIONS = {"seongbuk": "KNPA.SEOUL.SEONGBUK", "jongam": "KNPA.SEOUL.JONGAM"}


@dataclass(frozen=True, slots=True)
class Cell:
    """One message of a partner, somewhere, some time; asked is what each agency gets of it."""

    service: str
    trigger: str
    code: str
    variant: str
    place: str
    at: datetime


@cache
def _table() -> Mapping[str, Any]:
    return tomllib.loads(files(__package__).joinpath("oracle.toml").read_text())


def agencies() -> list[str]:
    return list(_table()["agencies"])


def services() -> list[str]:
    return [one["service"] for one in _table()["asked"]]


def triggers_of(service: str) -> set[str]:
    return {
        word for one in _table()["asked"] if one["service"] == service for word in one["triggers"]
    }


def cells() -> Iterator[Cell]:
    """The whole matrix."""
    table = _table()
    times = [datetime.fromisoformat(one) for one in table["times"]]
    for asked in table["asked"]:
        for trigger in asked["triggers"]:
            for code in asked.get("codes", [""]):
                for variant in asked.get("variants", ["plain"]):
                    for place in table["places"]:
                        for at in times:
                            yield Cell(asked["service"], trigger, code, variant, place, at)


def expected(cell: Cell, agency: str) -> str:
    """By the first row that holds; silence is no permission."""
    told = _by_row(cell, agency)
    table = _table()
    hidden = cell.service in table["own_never"] or cell.variant in table["own_not_yet"]
    if told != NOTHING or agency != table["own"] or hidden:
        return told
    others = (_by_row(cell, one) for one in agencies() if one != agency)
    return "opens" if any(one in table["own_sees"] for one in others) else NOTHING


def _by_row(cell: Cell, agency: str) -> str:
    day = _day(cell.at)
    row = next((one for one in _rows_of(cell.service) if _holds(one, cell, agency, day)), None)
    if row is None:
        return NOTHING
    unclear = row["agency"] == "competent" and cell.place == "uncertain"
    if unclear and cell.service in _table()["never_uncertain"]:
        return NOTHING
    return "asks" if unclear else str(row["outcome"])


def _stations(place: str) -> list[str]:
    if place == "uncertain":
        return list(_table()["uncertain"])
    return [_STATIONS[place]] if place in _STATIONS else []


@cache
def _rows_of(service: str) -> Sequence[Mapping[str, Any]]:
    return [one for one in _table()["rows"] if service in one["services"]]


@cache
def _day(at: datetime) -> date:
    return at.astimezone(SEOUL).date()


def _holds(row: Mapping[str, Any], cell: Cell, agency: str, day: date) -> bool:
    """Of a row that names the cell's service."""
    meant = _stations(cell.place) if row["agency"] == "competent" else [row["agency"]]
    return (
        agency in meant
        and cell.trigger in row.get("triggers", [cell.trigger])
        and cell.code in row.get("codes", [cell.code])
        and cell.variant in row.get("variants", [cell.variant])
        and cell.place in row.get("places", [cell.place])
        and row.get("from", date.min) <= day < row.get("until", date.max)
    )
