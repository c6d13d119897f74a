"""Who has been at a place, however often the track broke.

Dwell is counted on presences, never on a track's age. A presence is prolonged by place: whoever turns up close to where it
was (or was going) and is of like size. It is not prolonged by somebody who comes the other way, nor past the picture's edge
after it walked out there: a stream of walkers is not one who stays. No appearance is compared.
"""

from collections.abc import Iterable, Sequence
from itertools import count

from scipy.optimize import linear_sum_assignment

from bongsu.monitoring.detectors.found import Thing
from bongsu.monitoring.rules.likeness import NEVER, likeness
from bongsu.monitoring.rules.presence import Presence, group_of, size_of, speed
from bongsu.monitoring.rules.settings import JudgeSettings
from bongsu.monitoring.tracks.track import Track

_GONE_S = 0.6
"""Who walked out of the picture is waited for so long."""


class Presences:
    """One a camera, shared by its rules."""

    def __init__(self, settings: JudgeSettings) -> None:
        self._settings = settings
        self._all: list[Presence] = []
        self._known: set[int] = set()
        self._numbers = count(1)

    def clear(self) -> None:
        self._all.clear()
        self._known.clear()

    def look(
        self, at_ms: float, gap_s: float, tracks: Iterable[Track], aspect: float
    ) -> tuple[Presence, ...]:
        """All that were seen a short while ago; who is seen now has `last.at_ms == at_ms`."""
        sparse = gap_s > self._settings.sparse_s
        seen = [track for track in tracks if (track.is_sure or sparse) and not track.missed]
        self._all = [one for one in self._all if self._may_come_back(one, at_ms, gap_s)]
        left = self._prolong(at_ms, seen, aspect)
        for one in self._all:
            if one.is_seen(at_ms):
                one.seen_s += gap_s
        for track in left:
            if not track.is_sure:
                continue
            first = track.last if track.number in self._known else track.path[0]
            one = Presence(
                number=next(self._numbers),
                thing=track.thing,
                first=first,
                last=track.last,
                track=track.number,
                strength=max(sighted.score for sighted in track.path[-3:]),
                size=size_of(track.last, aspect),
            )
            if first is not track.last:
                one.move(*speed(first, track.last, aspect))
            self._all.append(one)
        there = {track.number for track in tracks}
        self._known = {one.track for one in self._all} & there | (self._known & there)
        return tuple(self._all)

    def _may_come_back(self, one: Presence, at_ms: float, gap_s: float) -> bool:
        waited_s = (at_ms - one.last.at_ms) / 1_000
        if waited_s > max(_GONE_S, 1.5 * gap_s) and one.is_leaving():
            return False
        person = group_of(one.thing) is Thing.PERSON
        bridge_s = self._settings.bridge_s if person else self._settings.still_bridge_s
        return waited_s <= max(bridge_s, min(2.6 * gap_s, self._settings.longest_bridge_s))

    def _prolong(self, at_ms: float, seen: Sequence[Track], aspect: float) -> list[Track]:
        """Says who is left over."""
        if not self._all or not seen:
            return list(seen)
        cost = likeness(self._all, seen, at_ms, aspect)
        rows, columns = linear_sum_assignment(cost)
        taken = set()
        for i, j in zip(rows.tolist(), columns.tolist(), strict=True):
            if cost[i, j] < NEVER:
                self._all[i].see(seen[j], aspect)
                taken.add(j)
        return [track for j, track in enumerate(seen) if j not in taken]
