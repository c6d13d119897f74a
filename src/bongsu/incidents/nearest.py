"""The nearest cameras first, as an operator expects them on an SOS or a bell: those at its pole, then by distance."""

from bongsu.incidents.choose import Choice, Nearest, Wanted
from bongsu.incidents.left_out import left_out
from bongsu.kernel.geometry import Point, bearing_deg
from bongsu.registry.catalogue import Catalogue
from bongsu.registry.index import CameraIndex
from bongsu.registry.sees import SeeingModel
from bongsu.sharing.grants import LentCamera

# dossier §1.3: a tile stays unless another is nearer by more than this
KEPT_WITHIN_M = 25.0
# so many where no camera hangs at the site
FIRST_TILES = 5
_ALIVE = SeeingModel().alive


def choose_nearest(catalogue: Catalogue, wanted: Wanted, nearest: Nearest) -> Choice:
    """Of agreed purpose and alive; a dead one gives its tile to the next (dossier §12.16)."""
    index = catalogue.index_for(wanted.service)
    place = Point(wanted.place.lat, wanted.place.lon)
    rows, away = index.near(place, wanted.radius_m)
    agreed = index.serving(wanted.purposes)
    fitting = [
        (index.camera_ids[row], float(distance), int(row))
        for row, distance in zip(rows, away, strict=True)
        if agreed[row]
        and index.camera_ids[row] not in wanted.barred
        and _ALIVE.get(index.state_of(row), 0.0) > 0.0
    ]
    at_site = {one[0] for one in fitting if _is_at(catalogue, one[0], nearest.site)}
    fitting.sort(key=lambda one: (one[0] not in at_site, _felt(one[0], one[1], wanted), one[0]))
    limit = min(wanted.limit, len(at_site) + nearest.beside if at_site else FIRST_TILES)
    lent = tuple(
        _lent(index, rank, one, place, one[0] in at_site)
        for rank, one in enumerate(fitting[:limit], 1)
    )
    return Choice(lent, left_out(catalogue, index, rows.tolist(), agreed))


def _is_at(catalogue: Catalogue, camera_id: str, site: str) -> bool:
    row = catalogue.row(camera_id) if site else None
    return row is not None and row.site_id == site


def _felt(camera_id: str, away_m: float, wanted: Wanted) -> float:
    """A tile that plays counts as nearer, so that a step of the phone changes no screen."""
    return away_m - KEPT_WITHIN_M if camera_id in wanted.current else away_m


def _lent(
    index: CameraIndex, rank: int, one: tuple[str, float, int], place: Point, at_site: bool
) -> LentCamera:
    camera_id, away_m, row = one
    columns = index.columns
    at = Point(float(columns.lat[row]), float(columns.lon[row]))
    ko, en = ("비상벨 기둥", "at the bell's pole") if at_site else ("가까운 순", "by distance")
    words = (f"{ko} · {away_m:.0f} m", f"{en} · {away_m:.0f} m")
    return LentCamera(
        camera_id,
        rank,
        round(1.0 / rank, 4),
        round(away_m, 1),
        round(bearing_deg(place, at), 1),
        *words,
    )
