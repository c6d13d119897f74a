"""A simulated field survey (현장실사) for published cameras of unknown bearing: invented, and named so where it is kept."""

import csv
import hashlib
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from bongsu.registry.camera import CameraKind, CameraRow
from bongsu.registry.import_cameras.read import RawFile, read_bytes
from bongsu.registry.import_survey.sheet import COLUMNS

SOURCE = "simulated-survey"
# Guro 2024: 35 of 126 new cameras are PTZ
PTZ_SHARE = 0.28
# neighbours on a pole look apart, but no surveyor finds them exactly so
_JITTER_DEG = 20.0


def simulated_survey(rows: Iterable[CameraRow], on: date) -> RawFile | None:
    """A sheet for the cameras whose bearing nobody knows; None where there are none.

    A published kind or angle of view stays. The same camera among the same neighbours always gets the same values."""
    lines = [
        _line(camera, place, len(neighbours), on)
        for neighbours in _by_site(rows).values()
        for place, camera in enumerate(neighbours)
        if camera.bearing_deg is None
    ]
    if not lines:
        return None
    sheet = io.StringIO()
    writer = csv.DictWriter(sheet, COLUMNS, restval="")
    writer.writeheader()
    writer.writerows(lines)
    return read_bytes(SOURCE, sheet.getvalue().encode())


def _by_site(rows: Iterable[CameraRow]) -> Mapping[str, list[CameraRow]]:
    sites: dict[str, list[CameraRow]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: row.camera_id):
        sites[row.site_id].append(row)
    return sites


def _line(camera: CameraRow, place: int, neighbours: int, on: date) -> dict[str, str]:
    first = 360.0 * _share(camera.site_id, "first bearing")
    jitter = _JITTER_DEG * (_share(camera.camera_id, "jitter") - 0.5)
    line = {
        "camera_id": camera.camera_id,
        "bearing_deg": f"{round(first + 360.0 * place / neighbours + jitter) % 360}",
        "height_m": f"{4 + 2 * _share(camera.camera_id, 'height'):.1f}",
        "surveyed_on": on.isoformat(),
    }
    if camera.hfov_deg is None:
        line["hfov_deg"] = f"{55 + round(40 * _share(camera.camera_id, 'hfov'))}"
    if camera.kind is CameraKind.UNKNOWN:
        turns = _share(camera.camera_id, "kind") < PTZ_SHARE
        line["kind"] = (CameraKind.PTZ if turns else CameraKind.FIXED).value
    return line


def _share(name: str, what: str) -> float:
    """At least 0, below 1; the same on every machine, unlike `hash`."""
    digest = hashlib.sha256(f"{what} {name}".encode()).digest()
    return int.from_bytes(digest[:4]) / 2**32
