"""What the last transaction has numbered, in memory: whoever is told of it at once need not read it again."""

from collections.abc import Sequence

import msgspec

from bongsu.federation.catalogue.entitled import Scope
from bongsu.federation.catalogue.records import written
from bongsu.federation.catalogue.store import Version
from bongsu.federation.catalogue.wire import MOST_PUSHED, NONE, Change, Changed
from bongsu.registry.peer_camera import PeerCamera

# None: the camera is no more
Numbered = tuple[Version, PeerCamera | None]


class JustChanged:
    """`Versions` keeps, `Push` asks; who is further behind, or under another scope than before, reads the tables."""

    def __init__(self) -> None:
        self._after = 0
        self._numbered: Sequence[Numbered] = ()

    def keep(self, after: int, numbered: Sequence[Numbered]) -> None:
        """In order of their numbers, each camera once; `after`: the newest number before."""
        self._after, self._numbered = after, numbered if len(numbered) <= MOST_PUSHED else ()

    def since(self, after: int, scope: Scope) -> Changed | None:
        """None where this is not all that has come after that number, or was too much to be kept."""
        if after != self._after or not self._numbered:
            return None
        return Changed(
            version=self._numbered[-1][0].version,
            after=after,
            scope=scope.name,
            is_whole=True,
            changes=[
                _change(version, record, scope)
                for version, record in self._numbered
                if _concerns(version, scope)
            ],
        )


def _concerns(version: Version, scope: Scope) -> bool:
    """What it covers now, and what it covered by an earlier purpose and has to be told as gone."""
    former = scope.purposes is not None and bool(version.former & scope.purposes)
    return scope.covers(version.purpose) or former


def _change(version: Version, record: PeerCamera | None, scope: Scope) -> Change:
    if record is None or version.gone or not scope.covers(version.purpose):
        return Change(version.camera_id, NONE)
    return Change(version.camera_id, msgspec.Raw(written(record)))
