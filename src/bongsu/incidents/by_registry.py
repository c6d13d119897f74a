"""The real chooser and the real dongs: this context's ports upon the registry's catalogue."""

from collections.abc import Mapping
from datetime import datetime

from bongsu.incidents.choose import CameraFacts, Choice, Wanted
from bongsu.incidents.left_out import left_out
from bongsu.incidents.nearest import choose_nearest
from bongsu.incidents.over_area import choose_over
from bongsu.kernel.geometry import Point
from bongsu.registry.catalogue import Catalogue, district_name
from bongsu.registry.explain import explain
from bongsu.registry.rank import keep, rank
from bongsu.registry.scene import Scene
from bongsu.registry.seen import Seen
from bongsu.sharing.grants import LentCamera

# ranked beyond what is shown, so that a current tile is known when it is weighed against a newcomer
_SPARE = 16


class RegistryChooser:
    """Ranks by the chance that a camera sees the place."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue

    def choose(self, wanted: Wanted) -> Choice:
        if wanted.area is not None:
            return choose_over(self._catalogue, wanted, wanted.area)
        if wanted.nearest is not None:
            return choose_nearest(self._catalogue, wanted, wanted.nearest)
        index = self._catalogue.index_for(wanted.service)
        place = Point(wanted.place.lat, wanted.place.lon)
        scene = Scene(place, wanted.place.accuracy_m, wanted.radius_m, wanted.at)
        agreed = index.serving(wanted.purposes)
        allowed = agreed.copy()
        for camera_id in wanted.barred:
            row = index.row_of.get(camera_id)
            if row is not None:
                allowed[row] = False
        rows, _ = index.near(place, wanted.radius_m)
        limit = wanted.limit + (_SPARE if wanted.current else 0)
        ranked = rank(index, scene, allowed, limit, around=self._catalogue.around)
        shown = keep(wanted.current, ranked, limit=wanted.limit) if wanted.current else ranked
        lent = tuple(_lent(rank_, seen) for rank_, seen in enumerate(shown, 1))
        return Choice(lent, left_out(self._catalogue, index, rows.tolist(), agreed))

    def facts(self, camera_id: str) -> CameraFacts | None:
        row = self._catalogue.row(camera_id)
        if row is None:
            return None
        return CameraFacts(
            camera_id,
            row.name,
            district_name(row.district),
            row.kind.value,
            row.lat,
            row.lon,
            row.bearing_deg,
            row.hfov_deg,
            row.range_m,
            row.purpose.value,
            row.owner,
            self._catalogue.reserved.get(camera_id, ""),
        )

    def state_of(self, camera_id: str) -> tuple[str, datetime | None, str]:
        state = self._catalogue.shown_state_of(camera_id)
        return state.state, state.since, state.reason

    def counts(self) -> tuple[int, int]:
        return self._catalogue.counts()


def _lent(rank_: int, seen: Seen) -> LentCamera:
    why = explain(seen)
    return LentCamera(
        seen.camera_id,
        rank_,
        round(seen.chance, 4),
        round(seen.distance_m, 1),
        round(seen.direction_deg, 1),
        why.ko,
        why.en,
    )


class RegistryDongs:
    """Point in polygon over the administrative dongs of the centre's districts; a place elsewhere has none."""

    def __init__(self, catalogue: Catalogue, *districts: str) -> None:
        self._catalogue = catalogue
        self._districts = frozenset(districts)

    def dong_of(self, lat: float, lon: float) -> tuple[str, str] | None:
        area = self._catalogue.dongs.dong_of(Point(lat, lon))
        return (area.code, area.name) if area and area.district in self._districts else None

    def shares(self, lat: float, lon: float, accuracy_m: float) -> Mapping[str, float] | None:
        shares = self._catalogue.dong_shares(Point(lat, lon), accuracy_m)
        if shares is None:
            return None
        own = {
            area.code for area in self._catalogue.dongs.areas if area.district in self._districts
        }
        return {code: share for code, share in shares.items() if code in own}
