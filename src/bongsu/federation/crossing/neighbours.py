"""Whose area a circle touches, of the centres that are linked now: the incidents' port on the map of the city."""

from collections.abc import Iterable, Mapping
from math import cos, radians

import numpy as np

from bongsu.incidents.incident import Place
from bongsu.kernel.geometry import EARTH_M_PER_DEGREE, Point
from bongsu.registry.catalogue import Catalogue
from bongsu.registry.centres import CENTRES
from bongsu.registry.vector_tiles import mercator

# one unit of the map's square, as `kernel/geometry.py` measures a degree
_EQUATOR_M = 360 * EARTH_M_PER_DEGREE


class LinkedCentres:
    """A `Neighbours`. Empty until `link_with` was called: nobody is asked."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._of_district: Mapping[str, str] = {}
        self._codes: frozenset[str] = frozenset()
        self._ended_in: frozenset[str] = frozenset()

    def link_with(self, codes: Iterable[str], ended: Iterable[str] = ()) -> bool:
        """Who is linked now, and whose link was revoked; whether that is news."""
        before, self._codes = self._codes, frozenset(codes)
        self._of_district = _districts_of(self._codes)
        self._ended_in = frozenset(_districts_of(ended))
        return before != self._codes

    def is_linked(self, code: str) -> bool:
        return code in self._codes

    def reached(self, place: Place, radius_m: float) -> frozenset[str]:
        touched = self._touched(place, radius_m)
        by_area = {self._of_district.get(letters) for letters in touched}
        linked = set(self._of_district.values())
        by_camera = self._owners_within(place, radius_m) & linked
        return frozenset(code for code in by_area | by_camera if code is not None)

    def was_linked(self, place: Place, radius_m: float) -> bool:
        return not self._ended_in.isdisjoint(self._touched(place, radius_m))

    def _touched(self, place: Place, radius_m: float) -> set[str]:
        """Letters of districts."""
        areas = self._catalogue.dongs.within(Point(place.lat, place.lon), radius_m)
        return {area.district for area in areas}

    def _owners_within(self, place: Place, radius_m: float) -> set[str]:
        """Where a node knows its own dongs only, the cameras that others have told it of say where they are."""
        known = self._catalogue.peers.foreign()
        at = mercator(np.array([place.lat]), np.array([place.lon]))
        east, north = known.places - at
        metres = np.hypot(east, north) * _EQUATOR_M * cos(radians(place.lat))
        codes = np.unique(known.owner[known.shown & (metres <= radius_m)])
        return {known.owners[code] for code in codes.tolist()}


def _districts_of(codes: Iterable[str]) -> dict[str, str]:
    """Letters → code. The hub owns no cameras, so a circle never reaches it."""
    profiles = [CENTRES[code] for code in codes if code in CENTRES]
    return {letters: one.code for one in profiles if not one.is_hub for letters in one.districts}
