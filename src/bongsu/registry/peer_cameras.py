"""Cameras of other centres in memory: 70,000 in one array, so that a city fits beside our own. Never ranked, never lent."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from bongsu.registry.camera import CameraKind, CameraRow, CameraStatus, Purpose
from bongsu.registry.index import STATES, state_code
from bongsu.registry.peer_camera import PeerCamera
from bongsu.registry.peers import store as peer_store
from bongsu.registry.sees.camera import KINDS
from bongsu.registry.sees.columns import Bools
from bongsu.registry.vector_tiles import Foreign, mercator

_KINDS, _PURPOSES, _STATUSES = tuple(CameraKind), tuple(Purpose), tuple(CameraStatus)
_KIND_CODE = {one: code for code, one in enumerate(_KINDS)}
_PURPOSE_CODE = {one: code for code, one in enumerate(_PURPOSES)}
_STATUS_CODE = {one: code for code, one in enumerate(_STATUSES)}
_IN_SERVICE = _STATUS_CODE[CameraStatus.IN_SERVICE]
# tiles know the kinds that the ranking knows
_DRAWN_AS = np.array(
    [KINDS.index(one.value if one.value in KINDS else "unknown") for one in _KINDS], dtype=np.int64
)
_DEAD = np.array([state in {"dead", "frozen", "unsupported"} for state in STATES])
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_US = timedelta(microseconds=1)
_NEVER = np.iinfo(np.int64).min
_FREE = -1
_TABLE = np.dtype(
    [
        ("owner", "i2"), ("district", "i2"), ("kind", "i1"), ("purpose", "i1"), ("status", "i1"),
        ("state", "i1"), ("dong", "i4"), ("since", "i8"), ("lat", "f8"), ("lon", "f8"),
        ("bearing", "f8"), ("hfov", "f8"), ("range", "f8"), ("height", "f8"),
    ]
)  # fmt: skip


@dataclass(slots=True)
class _Words:
    """Codes for a few words that many rows share."""

    words: list[str]
    codes: dict[str, int]

    def code(self, word: str) -> int:
        found = self.codes.get(word)
        if found is None:
            found = self.codes[word] = len(self.words)
            self.words.append(word)
        return found


class PeerCameras:
    """One owner of this state: the node's event loop."""

    def __init__(self) -> None:
        self.is_loaded = False
        self._table: NDArray[np.void] = np.zeros(0, dtype=_TABLE)
        self._ids: list[str] = []
        self._names: list[str] = []
        self._row_of: dict[str, dict[str, int]] = {}
        self._free: list[int] = []
        self._owners = _Words([], {})
        self._districts = _Words([], {})
        self._dongs = _Words([], {})
        self._foreign: Foreign | None = None

    def __len__(self) -> int:
        return sum(len(rows) for rows in self._row_of.values())

    async def load(self, connection: peer_store.Connection) -> None:
        """Reads everything anew, one centre at a time: the city is never in memory twice."""
        for owner in await peer_store.peer_owners(connection):
            self.replace(owner, await peer_store.peer_records(connection, owner))
        self.is_loaded = True

    def replace(self, owner: str, records: Sequence[PeerCamera]) -> None:
        """These are all that this centre has."""
        kept = {one.camera_id for one in records}
        gone = [one for one in self._row_of.get(owner, {}) if one not in kept]
        self.apply(owner, records, gone)

    def apply(self, owner: str, records: Sequence[PeerCamera], gone: Iterable[str] = ()) -> None:
        """Changes and additions, and ids that are no more."""
        known = self._row_of.setdefault(owner, {})
        for camera_id in gone:
            row = known.pop(camera_id, None)
            if row is not None:
                self._table["owner"][row] = _FREE
                self._free.append(row)
                self._ids[row] = self._names[row] = ""
        self._make_room(sum(1 for one in records if one.camera_id not in known))
        code = self._owners.code(owner)
        for one in records:
            row = known.get(one.camera_id, _FREE)
            if row == _FREE:
                row = known[one.camera_id] = self._free.pop()
                self._ids[row] = one.camera_id
            self._names[row] = one.name
            self._table[row] = self._values(code, one)
        if not known:
            del self._row_of[owner]
        self._foreign = None

    def forget(self, owner: str) -> None:
        self.apply(owner, (), list(self._row_of.get(owner, ())))

    def _make_room(self, wanted: int) -> None:
        missing = wanted - len(self._free)
        if missing <= 0:
            return
        before = len(self._ids)
        more = np.zeros(max(missing, before // 8), dtype=_TABLE)
        more["owner"] = _FREE
        self._table = np.concatenate([self._table, more])
        self._ids += [""] * len(more)
        self._names += [""] * len(more)
        self._free += range(len(self._ids) - 1, before - 1, -1)

    def _values(self, owner: int, one: PeerCamera) -> tuple[float, ...]:
        return (
            owner,
            self._districts.code(one.district),
            _KIND_CODE[one.kind],
            _PURPOSE_CODE[one.purpose],
            _STATUS_CODE[one.status],
            state_code(one.state),
            _FREE if one.dong_code is None else self._dongs.code(one.dong_code),
            _NEVER if one.since is None else (one.since - _EPOCH) // _US,
            one.lat,
            one.lon,
            _known(one.bearing_deg),
            _known(one.hfov_deg),
            one.range_m,
            _known(one.height_m),
        )

    def _find(self, camera_id: str) -> int | None:
        for rows in self._row_of.values():
            row = rows.get(camera_id)
            if row is not None:
                return row
        return None

    def row(self, camera_id: str) -> CameraRow | None:
        """As the registry speaks of its own cameras, with its owner."""
        at = self._find(camera_id)
        if at is None:
            return None
        held = self._table[at]
        return CameraRow(
            camera_id=camera_id,
            site_id=camera_id.rpartition("-")[0],
            district=self._districts.words[held["district"]],
            name=self._names[at],
            kind=_KINDS[held["kind"]],
            purpose=_PURPOSES[held["purpose"]],
            status=_STATUSES[held["status"]],
            lat=float(held["lat"]),
            lon=float(held["lon"]),
            bearing_deg=_or_none(held["bearing"]),
            hfov_deg=_or_none(held["hfov"]),
            range_m=float(held["range"]),
            height_m=_or_none(held["height"]),
            dong_code=None if held["dong"] == _FREE else self._dongs.words[held["dong"]],
            state=STATES[held["state"]],
            owner=self._owners.words[held["owner"]],
        )

    def state_of(self, camera_id: str) -> tuple[str, datetime | None] | None:
        at = self._find(camera_id)
        if at is None:
            return None
        since = int(self._table["since"][at])
        return STATES[self._table["state"][at]], None if since == _NEVER else _EPOCH + since * _US

    def held_of(self, owner: str) -> int:
        """Cameras of this centre that we know, in service or not."""
        return len(self._row_of.get(owner, ()))

    def counts_by_owner(self) -> dict[str, tuple[int, int]]:
        """Per centre: cameras in service, and how many of them are known to show nothing."""
        table = self._table[: len(self._ids)]
        serving = (table["status"] == _IN_SERVICE) & (table["owner"] != _FREE)
        owners, dead = table["owner"][serving], _DEAD[table["state"][serving]]
        number = len(self._owners.words)
        held = np.bincount(owners, minlength=number)
        broken = np.bincount(owners[dead], minlength=number)
        return {
            owner: (int(held[code]), int(broken[code]))
            for code, owner in enumerate(self._owners.words)
            if owner in self._row_of
        }

    def foreign(self) -> Foreign:
        """What tiles draw; made anew after a change."""
        if self._foreign is None:
            table = self._table[: len(self._ids)]
            self._foreign = Foreign(
                places=mercator(table["lat"], table["lon"]),
                shown=(table["owner"] != _FREE) & (table["status"] == _IN_SERVICE),
                camera_ids=self._ids,
                kind=_DRAWN_AS[table["kind"]],
                state=table["state"].astype(np.int64),
                bearing_deg=table["bearing"].copy(),
                owner=table["owner"].astype(np.int64),
                owners=tuple(self._owners.words),
            )
        return self._foreign

    def mask_of(self, lent: Mapping[str, Iterable[str]]) -> Bools:
        """Of these cameras by owner: for viewers who see nothing else of other centres."""
        mask: Bools = np.zeros(len(self._ids), dtype=np.bool_)
        for owner, camera_ids in lent.items():
            rows = self._row_of.get(owner, {})
            mask[[rows[one] for one in camera_ids if one in rows]] = True
        return mask


def _known(value: float | None) -> float:
    return np.nan if value is None else value


def _or_none(value: np.float64) -> float | None:
    return None if np.isnan(value) else float(value)
