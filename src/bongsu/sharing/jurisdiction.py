"""Which police station is competent. A gu is no police jurisdiction: the 행정동 decides, else a person."""

import csv
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

# a disc of error of which less than this share lies with one station is split evidence (assumption)
CLEAR_SHARE = 0.8


@dataclass(frozen=True, slots=True)
class Competence:
    """A row of the centre's table."""

    dong_code: str
    station: str
    is_certain: bool


@dataclass(frozen=True, slots=True)
class Competent:
    """One station, clearly."""

    station: str


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Nobody is opened to; the approver picks one of `stations`."""

    stations: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Outside:
    """Not in this district."""


Jurisdiction = Competent | Ambiguous | Outside


def load_table(name: str = "seongbuk_police.csv") -> dict[str, Competence]:
    """The table by administrative dong code (행정동, ten digits)."""
    text = files("bongsu.sharing").joinpath("data", name).read_text("utf-8")
    return {
        row["dong_code"]: Competence(row["dong_code"], row["station"], row["certain"] == "yes")
        for row in csv.DictReader(text.splitlines())
    }


def competent_station(
    table: Mapping[str, Competence], shares: Mapping[str, float] | None
) -> Jurisdiction:
    """Judges by `shares`: dong code → share of the place's disc of error (sums to 1 with the outside).

    None means that no administrative dong is known (only a legal dong, or an address): ambiguous.
    """
    stations = tuple(sorted({row.station for row in table.values()}))
    if shares is None:
        return Ambiguous(stations, "only_legal_dong")
    by_station: dict[str, float] = defaultdict(float)
    uncertain = 0.0
    for dong, share in shares.items():
        row = table.get(dong)
        if row is None:
            continue
        by_station[row.station] += share
        uncertain += 0.0 if row.is_certain else share
    if not by_station:
        return Outside()
    station, share = max(by_station.items(), key=lambda pair: pair[1])
    if uncertain > 1.0 - CLEAR_SHARE:
        return Ambiguous(stations, "dong_uncertain")
    if share < CLEAR_SHARE:
        return Ambiguous(stations, "split_evidence")
    return Competent(station)
