"""Intrusion (침입): somebody's foot is in the zone."""

import numpy as np

from bongsu.monitoring.rules.furniture import Furniture
from bongsu.monitoring.rules.geometry import zone_of
from bongsu.monitoring.rules.kinds.sureness import sureness
from bongsu.monitoring.rules.looked import Look, Seen
from bongsu.monitoring.rules.rule import Rule
from bongsu.monitoring.rules.settings import JudgeSettings
from bongsu.monitoring.tracks.track import Sighted, Track


class Intrusion:
    def __init__(self, rule: Rule, settings: JudgeSettings) -> None:
        self._rule = rule
        self._settings = settings
        self._zone = zone_of(rule.points)
        self._furniture = Furniture()
        self._known: set[int] = set()
        self._settled_ms: float | None = None

    def look(self, look: Look) -> Seen | None:
        inside = [track for track in look.tracks if self._is_inside(track)]
        news, stays = self._told_apart(look.at_ms, inside)
        has_settled = self._has_settled(look.at_ms, is_news=bool(news))
        if not news and not stays:
            return None
        sure = max((self._sure(track, look) for track in news), default=0.0)
        begins = sure >= self._rule.score
        return Seen(
            since_ms=min(self._since_ms(track) for track in news or stays),
            score=sure if news else max(track.last.score for track in stays),
            boxes=tuple(track.last.box for track in news or stays),
            count=len(news or stays),
            begins=begins,
            anew=begins and has_settled,
        )

    def _sure(self, track: Track, look: Look) -> float:
        return sureness(track, look, self._settings, self._counts)

    def _told_apart(self, at_ms: float, inside: list[Track]) -> tuple[list[Track], list[Track]]:
        """What is news, and who was and has not left since; without what else has been found at one place for long."""
        boxes = np.array([track.last.box for track in inside], np.float64).reshape(-1, 4)
        scores = [track.last.score for track in inside]
        settled = self._furniture.look(at_ms, boxes, scores)
        news = [track for track, is_old in zip(inside, settled, strict=True) if not is_old]
        stays = [
            track
            for track, is_old in zip(inside, settled, strict=True)
            if is_old and track.number in self._known
        ]
        self._known = {track.number for track in (*news, *stays)}
        return news, stays

    def _has_settled(self, at_ms: float, *, is_news: bool) -> bool:
        """Whether what went on before was for long only somebody who stays."""
        since, self._settled_ms = self._settled_ms, None if is_news else self._settled_ms or at_ms
        return since is not None and at_ms - since >= self._settings.hold_s * 1_000

    def _is_inside(self, track: Track) -> bool:
        least = self._rule.score - self._settings.keep_margin
        return (
            not track.missed
            and track.thing in self._rule.things
            and track.last.score >= least
            and self._zone.holds(track.last.foot)
        )

    def _counts(self, sighted: Sighted) -> bool:
        return self._zone.holds(sighted.foot)

    def _since_ms(self, track: Track) -> float:
        """Since when it has been inside, as far as the newest sightings tell."""
        since = track.last.at_ms
        for sighted in track.path[:-13:-1]:
            if not self._zone.holds(sighted.foot):
                break
            since = sighted.at_ms
        return since
