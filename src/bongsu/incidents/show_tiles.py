"""The pictures that one viewer may open of one incident, best first."""

from collections.abc import Sequence

import msgspec

from bongsu.incidents.case import Case
from bongsu.incidents.centre import names_of_centre
from bongsu.incidents.choose import Chooser
from bongsu.incidents.kept_from import told_of
from bongsu.incidents.viewer import Viewer
from bongsu.incidents.views import TileView
from bongsu.sharing.grants import Grant, LentCamera


def tiles_shown(case: Case, viewer: Viewer) -> list[TileView]:
    """Of every lending in force that this viewer may watch."""
    watched = (
        grant
        for grant in case.grants
        if grant.in_force(case.now) and viewer.may_watch(case.incident, grant, case.centre.code)
    )
    return merged([tiles for grant in watched if (tiles := _of_grant(case, viewer, grant))])


def tile_count(case: Case, viewer: Viewer) -> int:
    """How many pictures anybody outside is shown now."""
    lent = (one for one in case.grants if not case.is_own(one) and one.in_force(case.now))
    return sum(len(told_of(case, viewer, grant)) for grant in lent)


def merged(several: Sequence[list[TileView]]) -> list[TileView]:
    """One lending keeps its order; tiles of several centres come by their chance and are numbered anew."""
    if len(several) < 2:
        return sorted(*several, key=lambda tile: tile.rank) if several else []
    every = sorted(
        (tile for tiles in several for tile in tiles),
        key=lambda tile: (-tile.chance, tile.rank, tile.camera_id),
    )
    return [msgspec.structs.replace(tile, rank=rank) for rank, tile in enumerate(every, 1)]


def _of_grant(case: Case, viewer: Viewer, grant: Grant) -> list[TileView]:
    made = (_tile(case.chooser, grant, camera) for camera in told_of(case, viewer, grant))
    return [tile for tile in made if tile]


def _tile(chooser: Chooser, grant: Grant, camera: LentCamera) -> TileView | None:
    facts = chooser.facts(camera.camera_id)
    if facts is None:
        return None
    state, since, reason = chooser.state_of(camera.camera_id)
    owner_ko, owner_en = names_of_centre(grant.owner)
    return TileView(
        camera_id=camera.camera_id,
        grant_id=grant.grant_id,
        rank=camera.rank,
        name=facts.name,
        district=facts.district,
        kind=facts.kind,
        lat=facts.lat,
        lon=facts.lon,
        bearing_deg=facts.bearing_deg,
        hfov_deg=facts.hfov_deg,
        range_m=facts.range_m,
        distance_m=camera.distance_m,
        direction_deg=camera.direction_deg,
        why_ko=camera.why_ko,
        why_en=camera.why_en,
        chance=camera.chance,
        state=state,
        state_since=since,
        state_reason=reason,
        ends_at=grant.ends_at,
        owner=grant.owner or "",
        owner_name_ko=owner_ko,
        owner_name_en=owner_en,
    )
