"""Points in the order of their latitude: those of a band are found by two bisections. Within a district that is as fast
as a tree, whose library would weigh 18 MiB in every node."""

from dataclasses import dataclass

import numpy as np

from bongsu.registry.sees.columns import Floats, Ints


@dataclass(frozen=True, slots=True)
class Band:
    """Row numbers (`rows`) beside their latitudes, from south to north."""

    rows: Ints
    lat: Floats

    @classmethod
    def of(cls, lat: Floats) -> "Band":
        rows = np.argsort(lat, kind="stable")
        return cls(rows, lat[rows])

    def between(self, south: float, north: float) -> Ints:
        """Rows of that band, in no order."""
        first, after = np.searchsorted(self.lat, (south, np.nextafter(north, np.inf)))
        return self.rows[first:after]
