"""Whose area a circle touches, of the centres that are linked now: the incidents' port on the map of the city."""

from collections.abc import Iterable, Mapping

from bongsu.incidents.incident import Place
from bongsu.kernel.geometry import Point
from bongsu.registry.catalogue import Catalogue
from bongsu.registry.centres import CENTRES


class LinkedCentres:
    """A `Neighbours`. Empty until `set` has been called: nobody is asked."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._of_district: Mapping[str, str] = {}
        self._codes: frozenset[str] = frozenset()

    def set(self, codes: Iterable[str]) -> bool:
        """Who is linked now; whether that is news. The hub owns no cameras, so a circle never reaches it."""
        before, self._codes = self._codes, frozenset(codes)
        profiles = [CENTRES[code] for code in self._codes if code in CENTRES]
        self._of_district = {
            letters: one.code for one in profiles if not one.is_hub for letters in one.districts
        }
        return before != self._codes

    def is_linked(self, code: str) -> bool:
        return code in self._codes

    def reached(self, place: Place, radius_m: float) -> frozenset[str]:
        touched = self._catalogue.dongs.within(Point(place.lat, place.lon), radius_m)
        found = {self._of_district.get(area.district) for area in touched}
        return frozenset(code for code in found if code is not None)
