"""Inputs out of files: the national standard files as they are published, and the district's own. For the command line and
for analysts; `from_node.py` does the same out of the node's database."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeVar

import msgspec

from bongsu.planning.config import Files, PlanConfig
from bongsu.planning.failures import PlanRefused
from bongsu.planning.inputs.dongs import read_dongs
from bongsu.planning.inputs.lines import read_buildings, read_streets
from bongsu.planning.inputs.outline import Outline
from bongsu.planning.inputs.people import read_crime, with_people, with_stations
from bongsu.planning.inputs.places import (
    BELLS,
    CHILD_ZONES,
    LIGHTS,
    POLES,
    SHOPS,
    read_places,
)
from bongsu.planning.inputs.priority import read_priority
from bongsu.planning.inputs.sift import Sift
from bongsu.planning.inputs.standing import read_cameras
from bongsu.planning.inputs.values import Dong, Inputs, LeftOut, Source
from bongsu.planning.inputs.wishes import read_requests
from bongsu.planning.words import Told
from bongsu.registry.districts import BY_CODE

_LARGEST_BYTES = 500_000_000
T = TypeVar("T")
Reader = Callable[[str, bytes, Sift], Sequence[T]]


def read(config: PlanConfig, folder: Path) -> Inputs:
    """Files are named in `config.files`, relative to `folder`; only `dongs` must be there.

    Raises `PlanRefused` naming file, row and field where a file cannot be read or an own one has faults. What is left
    out of published files stands in `Inputs.left_out`."""
    _refuse_unknown_district(config.district)
    drawer = _Drawer(config.files, folder)
    outline = drawer.outline(config.district)
    dongs = _dongs(drawer, outline)
    places = [
        place
        for layer in (LIGHTS, CHILD_ZONES, BELLS, SHOPS, POLES)
        for place in drawer.take(
            layer.name, partial(read_places, layer=layer, outline=outline), layer.is_own
        )
    ]
    inputs = Inputs(
        dongs=dongs,
        cameras=tuple(drawer.take("cameras", partial(read_cameras, outline=outline))),
        places=tuple(places),
        requests=tuple(
            drawer.take("requests", partial(read_requests, outline=outline), is_own=True)
        ),
        priority=tuple(
            drawer.take("city_priority", partial(read_priority, outline=outline), is_own=True)
        ),
        crime=tuple(drawer.take("crime", partial(read_crime, dongs=dongs))),
        streets=tuple(drawer.take("streets", partial(read_streets, outline=outline))),
        buildings=tuple(drawer.take("buildings", partial(read_buildings, outline=outline))),
    )
    return msgspec.structs.replace(
        inputs, sources=tuple(drawer.sources), left_out=tuple(drawer.left_out)
    )


def _dongs(drawer: "_Drawer", outline: Outline) -> tuple[Dong, ...]:
    peopled = drawer.take("population", partial(with_people, dongs=outline.dongs)) or outline.dongs
    stationed = drawer.take("jurisdiction", partial(with_stations, dongs=peopled)) or peopled
    return tuple(stationed)


class _Drawer:
    """The files of one plan; keeps where layers came from and what was left out of them."""

    def __init__(self, files: Files, folder: Path) -> None:
        self._files, self._folder = files, folder
        self.sources: list[Source] = []
        self.left_out: list[LeftOut] = []

    def outline(self, district: str) -> Outline:
        found = self._content("dongs")
        if found is None:
            raise PlanRefused(
                Told(
                    "files.dongs: 행정동 경계(GeoJSON) 파일이 있어야 합니다.",
                    "files.dongs: the outlines of the dongs (GeoJSON) are needed.",
                ),
                field="files.dongs",
            )
        name, content = found
        outline = read_dongs(name, content, district)
        self.sources.append(Source("dongs", name, len(outline.dongs)))
        return outline

    def take(self, layer: str, reader: Reader[T], is_own: bool = False) -> Sequence[T]:
        """Nothing where the plan names no file for it."""
        found = self._content(layer)
        if found is None:
            return ()
        name, content = found
        sift = Sift(layer, name, is_own)
        taken = reader(name, content, sift)
        self.left_out += sift.close()
        self.sources.append(Source(layer, name, len(taken)))
        return taken

    def _content(self, layer: str) -> tuple[str, bytes] | None:
        said: str = getattr(self._files, layer)
        if not said:
            return None
        path = self._folder / said
        try:
            if path.stat().st_size > _LARGEST_BYTES:
                raise _no_file(layer, path.name, "500 MB보다 큽니다", "is larger than 500 MB")
            return path.name, path.read_bytes()
        except OSError as cause:
            why = cause.strerror or "cannot be read"
            raise _no_file(layer, path.name, "파일을 읽을 수 없습니다", why) from cause


def _no_file(layer: str, name: str, ko: str, en: str) -> PlanRefused:
    return PlanRefused(Told(f"{name}: {ko}.", f"{name}: {en}"), field=f"files.{layer}")


def _refuse_unknown_district(district: str) -> None:
    if district not in BY_CODE:
        known = ", ".join(BY_CODE)
        raise PlanRefused(
            Told(
                f"district: ‘{district}’은(는) 모르는 자치구입니다. 아는 것: {known}",
                f"district: '{district}' is unknown; known are {known}",
            ),
            field="district",
        )
