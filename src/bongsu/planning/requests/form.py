"""What the public form is told: the district's dongs as outlines, whom one writes to, and how long what is kept."""

from collections.abc import Sequence

import msgspec
import shapely
from shapely.geometry.base import BaseGeometry

from bongsu.planning.requests.settings import RequestSettings
from bongsu.registry.areas import AreaIndex
from bongsu.registry.catalogue import Catalogue
from bongsu.registry.districts import BY_CODE

# about five metres: fewer points for a phone, and no alley moves into the next dong
_SIMPLER_DEG = 0.00005
_DECIMALS = 5


class DongShape(msgspec.Struct, frozen=True):
    """행정동 with its outer rings, (lon, lat)."""

    code: str
    name: str
    rings: list[list[tuple[float, float]]]


class RequestForm(msgspec.Struct, frozen=True, kw_only=True):
    """Public facts only: boundaries, names, terms."""

    district_ko: str
    district_en: str
    centre_ko: str
    centre_en: str
    department_ko: str
    department_en: str
    telephone: str
    contact_days: int
    said_days: int
    dongs: list[DongShape]


class DistrictShape:
    """Made once for what is loaded: the door is open to all, and shall cost nothing."""

    def __init__(self, catalogue: Catalogue, districts: Sequence[str]) -> None:
        self._catalogue = catalogue
        self._districts = districts
        self._made_of: AreaIndex | None = None
        self._dongs: list[DongShape] = []

    def dongs(self) -> list[DongShape]:
        index = self._catalogue.dongs
        if self._made_of is not index:
            self._dongs = [
                DongShape(one.code, one.name, _rings(one.geometry))
                for one in index.areas
                if one.district in self._districts
            ]
            self._made_of = index
        return self._dongs


def form_of(
    shape: DistrictShape,
    districts: Sequence[str],
    centre: tuple[str, str],
    settings: RequestSettings,
) -> RequestForm:
    """`centre`: its name, Korean and English."""
    known = [BY_CODE[one] for one in districts if one in BY_CODE]
    return RequestForm(
        district_ko="·".join(one.name_ko for one in known),
        district_en=", ".join(one.name_en for one in known),
        centre_ko=centre[0],
        centre_en=centre[1],
        department_ko=settings.department_ko,
        department_en=settings.department_en,
        telephone=settings.telephone,
        contact_days=settings.contact_days,
        said_days=settings.said_days,
        dongs=shape.dongs(),
    )


def _rings(geometry: BaseGeometry) -> list[list[tuple[float, float]]]:
    simpler = geometry.simplify(_SIMPLER_DEG)
    parts = [one for one in shapely.get_parts(simpler) if one.geom_type == "Polygon"]
    return [
        [(round(lon, _DECIMALS), round(lat, _DECIMALS)) for lon, lat in one.exterior.coords]
        for one in parts
    ]
