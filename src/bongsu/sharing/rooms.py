"""The rooms that a centre's calls are for: whose 112, whose 119 and whose 재난안전상황실, by the centre and the 행정동."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.resources import files

from bongsu.registry.centres import CentreProfile
from bongsu.sharing.jurisdiction import (
    Ambiguous,
    Competence,
    Competent,
    Jurisdiction,
    Outside,
    competent_station,
    load_table,
)

CITY_POLICE = "KNPA.SEOUL"
CITY_FIRE = "NFA.SEOUL"
Judge = Callable[[Mapping[str, float] | None], Jurisdiction]


@dataclass(frozen=True, slots=True)
class Rooms:
    """Codes of organisations; `police` judges, because a gu is no police jurisdiction."""

    police: Judge
    fire: str
    disaster: str


def rooms_of(centre: CentreProfile) -> Rooms:
    """A district's own stations; the hub's are those of the city."""
    if centre.is_hub:
        return Rooms(_anywhere(CITY_POLICE), CITY_FIRE, f"{centre.code}.DISASTER")
    return Rooms(_police_of(centre), f"{CITY_FIRE}.{centre.code}", f"{centre.code}.DISASTER")


def police_table(centre: CentreProfile) -> dict[str, Competence]:
    """By 행정동; empty where nobody has written one down for this centre."""
    name = f"{centre.host}_police.csv"
    known = files("bongsu.sharing").joinpath("data", name).is_file()
    return load_table(name) if known else {}


def _anywhere(station: str) -> Judge:
    """One station for every place of the centre's own area."""

    def judge(shares: Mapping[str, float] | None) -> Jurisdiction:
        if shares is None:
            return Ambiguous((station,), "no_place")
        return Competent(station) if shares else Outside()

    return judge


def _police_of(centre: CentreProfile) -> Judge:
    table = police_table(centre)
    # without a table nobody is opened to: a person decides, and the station named after the gu is what they can pick
    guess = (f"{CITY_POLICE}.{centre.code}",)

    def judge(shares: Mapping[str, float] | None) -> Jurisdiction:
        if table:
            return competent_station(table, shares)
        return Outside() if shares == {} else Ambiguous(guess, "no_table")

    return judge


def fire_judge(rooms: Rooms) -> Judge:
    """One fire station for the whole centre."""
    return _anywhere(rooms.fire)
