"""Makes sites of rows: one row is one site, unless the file lists cameras one by one and repeats their places."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bongsu.registry.camera import CameraKind, Precision
from bongsu.registry.import_cameras.flags import Flag
from bongsu.registry.import_cameras.patterns import describes_cameras
from bongsu.registry.import_cameras.rows import ReadRow


@dataclass(frozen=True, slots=True)
class FoundCamera:
    """What a file says of one camera of a site."""

    kind: CameraKind
    bearing_deg: float | None
    hfov_deg: float | None
    pixels_10k: int | None
    installed_on: date | None
    installed_precision: Precision


@dataclass(frozen=True, slots=True)
class FoundSite:
    """`first` is the row that speaks for the site; `key` is the same in the next edition of the file."""

    key: str
    content_hash: str
    rows: tuple[ReadRow, ...]
    cameras: tuple[FoundCamera, ...]
    flags: tuple[Flag, ...]
    row_flags: tuple[tuple[Flag, ...], ...]
    """For each of `rows`, what is wrong with it alone."""

    @property
    def first(self) -> ReadRow:
        return self.rows[0]


def group(rows: Sequence[ReadRow]) -> list[FoundSite]:
    """Every row ends in exactly one site, and every camera with it."""
    row_flags = _flags_of_repeats(rows)
    per_camera = describes_cameras([row.camera_count for row in rows], [row.place for row in rows])
    groups: dict[object, list[ReadRow]] = {}
    for index, row in enumerate(rows):
        groups.setdefault(row.place if per_camera else index, []).append(row)
    flags = {row.raw.number: row_flags[index] for index, row in enumerate(rows)}
    equals: Counter[str] = Counter()
    return [_site(members, flags, equals, per_camera) for members in groups.values()]


def _flags_of_repeats(rows: Sequence[ReadRow]) -> list[tuple[Flag, ...]]:
    places: set[tuple[float, float]] = set()
    whole: set[tuple[str, ...]] = set()
    answer: list[tuple[Flag, ...]] = []
    for row in rows:
        place = (row.lat, row.lon)
        flags: tuple[Flag, ...] = (Flag.IDENTICAL_COORDINATES,) if place in places else ()
        if row.raw.cells in whole:
            flags = (*flags, Flag.DUPLICATE_ROW)
        places.add(place)
        whole.add(row.raw.cells)
        answer.append(flags)
    return answer


def _site(
    members: list[ReadRow],
    repeats: dict[int, tuple[Flag, ...]],
    equals: Counter[str],
    per_camera: bool,
) -> FoundSite:
    place = _key(members[0])
    equals[place] += 1
    shared = (Flag.ROW_PER_CAMERA,) if per_camera and len(members) > 1 else ()
    row_flags = tuple((*row.flags, *repeats[row.raw.number], *shared) for row in members)
    return FoundSite(
        key=_digest([place, equals[place]]),
        content_hash=_digest([_content(row) for row in members]),
        rows=tuple(members),
        cameras=tuple(camera for row in members for camera in _cameras(row)),
        flags=tuple(dict.fromkeys(flag for flags in row_flags for flag in flags)),
        row_flags=row_flags,
    )


def _cameras(row: ReadRow) -> Iterable[FoundCamera]:
    installed = row.installed.date
    return (
        FoundCamera(
            kind=kind,
            bearing_deg=row.direction.bearing_deg,
            hfov_deg=row.direction.hfov_deg,
            pixels_10k=row.pixels_10k,
            installed_on=installed.day if installed else None,
            installed_precision=installed.precision if installed else Precision.NONE,
        )
        for kind in row.direction.kinds
    )


def _key(row: ReadRow) -> str:
    return _digest([row.district.code, f"{row.lat:.7f}", f"{row.lon:.7f}", *row.place[2:]])


def _content(row: ReadRow) -> list[object]:
    """What is said of the site itself: the file's own date is left out, it changes with every edition."""
    installed = row.installed.date
    return [
        row.camera_count,
        [kind.value for kind in row.direction.kinds],
        row.direction.bearing_deg,
        row.direction.hfov_deg,
        row.pixels_10k,
        row.retention_days,
        installed.day.isoformat() if installed else None,
        row.installed.trusted,
        row.managed_by,
        f"{row.lat:.7f}",
        f"{row.lon:.7f}",
        *row.place[2:],
    ]


def _digest(parts: Sequence[object]) -> str:
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()
