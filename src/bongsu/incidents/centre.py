"""The centre that this node is: its agreements, its linked services, and where its dongs lie."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from bongsu.incidents.incident import Place
from bongsu.incidents.service import LinkedService
from bongsu.registry.centres import CENTRES
from bongsu.sharing.book import AgreementBook


class Dongs(Protocol):
    """Finds administrative dongs (행정동)."""

    def dong_of(self, lat: float, lon: float) -> tuple[str, str] | None:
        """Code and name, or None outside the district."""
        ...

    def shares(self, lat: float, lon: float, accuracy_m: float) -> Mapping[str, float] | None:
        """Dong code → share of the disc of error; None where no administrative dong is known."""
        ...


@dataclass(frozen=True, slots=True)
class Centre:
    """One control centre."""

    code: str
    name_ko: str
    name_en: str
    agreements: AgreementBook
    services: Mapping[str, LinkedService]
    dongs: Dongs
    kind: str = "district"
    """`hub`: the city's own, with which the districts are linked."""
    districts: tuple[str, ...] = ()
    """Letters of the districts that it answers for."""

    @property
    def is_hub(self) -> bool:
        """It has no cameras of its own: what it shows is lent by districts."""
        return self.kind == "hub"

    def located(self, place: Place) -> Place:
        """The place with its dong written in."""
        found = self.dongs.dong_of(place.lat, place.lon)
        if found is None:
            return place
        values = {name: getattr(place, name) for name in place.__struct_fields__}
        return Place(**{**values, "dong_code": found[0], "dong": found[1]})


def names_of_centre(code: str | None) -> tuple[str, str]:
    """Korean and English; nothing for our own cameras, the code of a centre that is not this city's."""
    if code is None:
        return "", ""
    found = CENTRES.get(code)
    return (found.name_ko, found.name_en) if found else (code, code)
