"""The control centres of the city as data: which districts each answers for, and the names by which people and machines
reach it."""

from dataclasses import dataclass
from enum import StrEnum

from bongsu.kernel.failures import Failure, Kind
from bongsu.registry.districts import BY_CODE, DISTRICTS, District

HUB = "SEOUL"


class CentreKind(StrEnum):
    """A district's own centre (자치구 통합관제센터), or the one that the city's districts are linked with."""

    DISTRICT = "district"
    HUB = "hub"


class UnknownCentre(Failure):
    """No centre of this city has that code."""

    kind = Kind.INVALID
    code = "unknown_centre"


@dataclass(frozen=True, slots=True)
class CentreProfile:
    """What a node knows of itself before anybody has said anything to it."""

    code: str
    name_ko: str
    name_en: str
    kind: CentreKind
    districts: tuple[str, ...]
    """Letters of `districts.py`: `SB`."""
    host: str
    """Label of the host name, and this centre's part of cookie names."""

    @property
    def mois(self) -> tuple[str, ...]:
        """행정표준코드 of its districts; a dong's code begins with one of them."""
        return tuple(BY_CODE[letters].mois for letters in self.districts)

    @property
    def local_host(self) -> str:
        """Browsers take it for this machine (RFC 6761) and keep its cookies apart from its neighbours'."""
        return f"{self.host}.localhost"

    @property
    def is_hub(self) -> bool:
        return self.kind is CentreKind.HUB


def _of_district(district: District) -> CentreProfile:
    romanised = district.name_en.removesuffix("-gu")
    return CentreProfile(
        code=romanised.upper(),
        name_ko=f"{district.name_ko} 통합관제센터",
        name_en=f"{romanised} control centre",
        kind=CentreKind.DISTRICT,
        districts=(district.code,),
        host=romanised.lower(),
    )


# never just 안전센터: that is a fire station's outpost
_HUB = CentreProfile(
    code=HUB,
    name_ko="서울시 CCTV 안전센터",
    name_en="Seoul CCTV safety centre",
    kind=CentreKind.HUB,
    districts=tuple(BY_CODE),
    host="seoul",
)
CENTRES = {one.code: one for one in (_HUB, *(_of_district(district) for district in DISTRICTS))}


def profile(code: str) -> CentreProfile:
    """Raises `UnknownCentre`."""
    found = CENTRES.get(code)
    if found is None:
        raise UnknownCentre(
            f"{code or 'nothing'}: one of {', '.join(sorted(CENTRES))}", field="centre"
        )
    return found


def centre_of_district(letters: str) -> CentreProfile:
    """`SB` → 성북구 통합관제센터."""
    return next(one for one in CENTRES.values() if one.districts == (letters,))
