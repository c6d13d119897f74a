"""How many near cameras were left out for their purpose: everybody reads that number, so what is reserved is not in it."""

from collections.abc import Iterable

from bongsu.registry.catalogue import Catalogue
from bongsu.registry.index import CameraIndex
from bongsu.registry.sees.columns import Bools


def left_out(catalogue: Catalogue, index: CameraIndex, rows: Iterable[int], agreed: Bools) -> int:
    return sum(
        1 for row in rows if not agreed[row] and index.camera_ids[row] not in catalogue.reserved
    )
