"""One line for each district: rollout stage and date, cameras, line, and whence we know of its cameras. Pure."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

import msgspec

from bongsu.federation.peers.about import About
from bongsu.federation.peers.links import CatalogueView, LinkView
from bongsu.federation.peers.peer import PeerKind, RolloutStage
from bongsu.registry.centres import centre_of_district
from bongsu.registry.districts import DISTRICTS, District

OWN, UNLINKED, REVOKED = "own", "unlinked", "revoked"
NONE = (0, 0)


class CityDistrict(msgspec.Struct, frozen=True, kw_only=True):
    """`state` is that of its line: `own`, `up`, `down`, `refused`, `revoked`, or `unlinked` (it has no node that joined).

    `stage` is what its centre says of itself; None where nobody has said anything. `source` is empty where the centre
    tells of its cameras itself."""

    district: str
    code: str
    name_ko: str
    name_en: str
    stage: RolloutStage | None
    stage_on: date | None
    cameras: int
    cameras_dead: int
    state: str
    since: datetime | None
    reason_ko: str
    reason_en: str
    source: str


def city_districts(
    own: About,
    own_counts: tuple[int, int],
    links: Iterable[LinkView],
    counts: Mapping[str, tuple[int, int]],
    catalogues: Mapping[str, CatalogueView],
) -> list[CityDistrict]:
    """At the hub every district of the city, elsewhere our own and those that we are linked with; by 행정표준코드."""
    linked = {one.code: one for one in links}
    lines = []
    for district in DISTRICTS:
        code = centre_of_district(district.code).code
        view = linked.get(code)
        if code == own.code:
            lines.append(_own(district, own, own_counts))
        elif view is not None or own.kind is PeerKind.HUB:
            held = catalogues.get(code)
            lines.append(
                _other(district, code, view, counts.get(code, NONE), held.source if held else "")
            )
    return lines


def _own(district: District, own: About, counts: tuple[int, int]) -> CityDistrict:
    return CityDistrict(
        district=district.code,
        code=own.code,
        name_ko=district.name_ko,
        name_en=district.name_en,
        stage=own.stage,
        stage_on=own.stage_on,
        cameras=counts[0],
        cameras_dead=counts[1],
        state=OWN,
        since=None,
        reason_ko="",
        reason_en="",
        source="",
    )


def _other(
    district: District, code: str, view: LinkView | None, counts: tuple[int, int], source: str
) -> CityDistrict:
    is_linked = view is not None and view.state != REVOKED
    return CityDistrict(
        district=district.code,
        code=code,
        name_ko=district.name_ko,
        name_en=district.name_en,
        stage=view.stage if view and is_linked else None,
        stage_on=view.stage_on if view and is_linked else None,
        cameras=counts[0],
        cameras_dead=counts[1],
        state=view.state if view else UNLINKED,
        since=view.since if view else None,
        reason_ko=view.reason_ko if view else "",
        reason_en=view.reason_en if view else "",
        source=source,
    )
