"""Intrusion (침입): somebody's foot is in the zone."""

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

    def look(self, look: Look) -> Seen | None:
        inside = [track for track in look.tracks if self._is_inside(track)]
        if not inside:
            return None
        sure = max(sureness(track, look, self._settings, self._counts) for track in inside)
        return Seen(
            since_ms=min(self._since_ms(track) for track in inside),
            score=sure,
            boxes=tuple(track.last.box for track in inside),
            count=len(inside),
            begins=sure >= self._rule.score,
        )

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
