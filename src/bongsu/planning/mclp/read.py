"""Reads an instance in the public text form (`NAME`, `TYPE`, `EDGE_WEIGHT_TYPE : COORD`, `DIMENSION`, `NODE_COORD_SECTION`,
`DEMAND_SECTION`, `EOF`); every fault is named with its line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from bongsu.kernel.failures import Invalid
from bongsu.planning.mclp.check import MOST_DEMAND
from bongsu.planning.mclp.problem import Floats, Ints

MOST_POINTS = 200_000
MOST_BYTES = 64 * 1024 * 1024

_KEYS = {"NAME", "TYPE", "COMMENT", "EDGE_WEIGHT_TYPE", "DIMENSION"}
_PLACES, _DEMANDS, _END = "NODE_COORD_SECTION", "DEMAND_SECTION", "EOF"
_DECIMAL = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)
_WHOLE = re.compile(r"[+-]?\d{1,18}", re.ASCII)
_SHOWN = 40


class BadInstance(Invalid):
    """A file that is no instance of this form."""

    code = "bad_instance"


@dataclass(frozen=True, slots=True)
class StreetPoints:
    """Degrees and demand, in the file's order."""

    name: str
    lat: Floats
    lon: Floats
    demand: Ints


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    text: str

    def wrong(self, why: str) -> BadInstance:
        return BadInstance(why, field=f"line {self.number}")

    @property
    def shown(self) -> str:
        """Never a whole binary file in a complaint."""
        cut = self.text[:_SHOWN] + ("…" if len(self.text) > _SHOWN else "")
        return "".join(one if one.isprintable() else "�" for one in cut)


def read_instance(data: bytes) -> StreetPoints:
    if len(data) > MOST_BYTES:
        raise BadInstance(f"larger than {MOST_BYTES // 2**20} MiB", field="file")
    return _Reader(_lines(_text(data))).read()


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as cause:
        line = data.count(b"\n", 0, cause.start) + 1
        raise BadInstance("not UTF-8 text", field=f"line {line}") from cause


def _lines(text: str) -> Iterator[_Line]:
    """Lines with something on them."""
    for number, line in enumerate(re.split(r"\r\n|\n|\r", text), start=1):
        if line.strip():
            yield _Line(number, line.strip())


class _Reader:
    def __init__(self, lines: Iterator[_Line]) -> None:
        self._lines = lines
        self._last = _Line(1, "")
        self._head: dict[str, str] = {}
        self._points: int | None = None
        self._places: tuple[Floats, Floats] | None = None
        self._demand: Ints | None = None
        self._indexed: int | None = None

    def read(self) -> StreetPoints:
        while (line := self._next()) is not None and line.text.rstrip(" :\t") != _END:
            self._take(line)
        if self._places is None:
            raise self._last.wrong(f"{_PLACES} is missing")
        if self._demand is None:
            raise self._last.wrong(f"{_DEMANDS} is missing")
        return StreetPoints(self._head.get("NAME", ""), *self._places, self._demand)

    def _next(self) -> _Line | None:
        line = next(self._lines, None)
        self._last = line or self._last
        return line

    def _take(self, line: _Line) -> None:
        key, colon, value = (part.strip() for part in line.text.partition(":"))
        if key == _PLACES and not value:
            self._read_places(line)
        elif key == _DEMANDS and not value:
            self._read_demand(line)
        elif colon and key in _KEYS:
            self._read_key(line, key, value)
        elif self._demand is not None or self._places is not None:
            raise line.wrong(
                f"more lines than DIMENSION says, or a word nobody knows: {line.shown}"
            )
        else:
            raise line.wrong(f"no known key of this form: {line.shown}")

    def _read_key(self, line: _Line, key: str, value: str) -> None:
        if key == "COMMENT":
            return
        if key in self._head:
            raise line.wrong(f"{key} is said twice")
        self._head[key] = value
        if key == "EDGE_WEIGHT_TYPE" and value != "COORD":
            raise line.wrong(f"EDGE_WEIGHT_TYPE {value[:_SHOWN] or '(empty)'}: only COORD is read")
        if key == "DIMENSION":
            self._points = _dimension(line, value)

    def _count(self, line: _Line, section: str) -> int:
        for key in ("DIMENSION", "EDGE_WEIGHT_TYPE"):
            if key not in self._head:
                raise line.wrong(f"{key} is missing before {section}")
        if self._points is None:
            raise line.wrong(f"DIMENSION is missing before {section}")
        return self._points

    def _rows(self, section: str, many: int) -> Iterator[_Line]:
        for k in range(many):
            line = self._next()
            if line is None or _is_key(line):
                raise self._last.wrong(f"{section} holds {k} of {many} lines")
            yield line

    def _read_places(self, line: _Line) -> None:
        if self._places is not None:
            raise line.wrong(f"{_PLACES} is there twice")
        many = self._count(line, _PLACES)
        pairs = [self._place(k, row) for k, row in enumerate(self._rows(_PLACES, many))]
        lat, lon = np.array(pairs).T
        self._places = (lat, lon)

    def _place(self, k: int, line: _Line) -> tuple[float, float]:
        fields = line.text.split()
        if len(fields) == 3:
            fields = self._without_index(k, line, fields)
        if len(fields) != 2:
            raise line.wrong(f"expected latitude and longitude, found {line.shown}")
        lat, lon = (_decimal(line, one) for one in fields)
        if abs(lat) > 90.0:
            swapped = ": are latitude and longitude swapped?" if abs(lon) <= 90.0 else ""
            raise line.wrong(f"latitude {lat:g} is not within ±90 degrees{swapped}")
        if abs(lon) > 180.0:
            raise line.wrong(f"longitude {lon:g} is not within ±180 degrees")
        return lat, lon

    def _read_demand(self, line: _Line) -> None:
        if self._demand is not None:
            raise line.wrong(f"{_DEMANDS} is there twice")
        many = self._count(line, _DEMANDS)
        people = [self._people(k, row) for k, row in enumerate(self._rows(_DEMANDS, many))]
        if sum(people) > MOST_DEMAND:
            raise line.wrong(f"all demand together is more than {MOST_DEMAND}")
        self._demand = np.array(people, dtype=np.int64)

    def _people(self, k: int, line: _Line) -> int:
        fields = line.text.split()
        if len(fields) == 2:
            fields = self._without_index(k, line, fields)
        if len(fields) != 1 or not _WHOLE.fullmatch(fields[0]):
            raise line.wrong(f"expected one whole number of demand, found {line.shown}")
        people = int(fields[0])
        if people < 0:
            raise line.wrong(f"demand {people} is negative")
        if people > MOST_DEMAND:
            raise line.wrong(f"demand {people} is more than {MOST_DEMAND}")
        return people

    def _without_index(self, k: int, line: _Line, fields: list[str]) -> list[str]:
        """Some files number their lines, from 0 or from 1: then every line, in order."""
        if not _WHOLE.fullmatch(fields[0]):
            raise line.wrong(f"expected an index before the values, found {line.shown}")
        index = int(fields[0])
        if self._indexed is None and k == 0 and index in {0, 1}:
            self._indexed = index
        if self._indexed is None or index != k + self._indexed:
            raise line.wrong(f"index {index} where {k + (self._indexed or 0)} is expected")
        return fields[1:]


def _is_key(line: _Line) -> bool:
    return line.text.partition(":")[0].strip() in {*_KEYS, _PLACES, _DEMANDS, _END}


def _dimension(line: _Line, value: str) -> int:
    if not _WHOLE.fullmatch(value):
        raise line.wrong(f"DIMENSION is no whole number: {value[:_SHOWN]}")
    if not 1 <= int(value) <= MOST_POINTS:
        raise line.wrong(f"DIMENSION is {int(value)}, read are 1 to {MOST_POINTS} points")
    return int(value)


def _decimal(line: _Line, text: str) -> float:
    if not _DECIMAL.fullmatch(text):
        raise line.wrong(f"not a number: {text[:_SHOWN]}")
    return float(text)
