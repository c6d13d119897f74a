"""How sure one is of a track by its last sightings: the highest score that two of them reach, or one far above."""

from collections.abc import Callable

from bongsu.monitoring.rules.looked import Look
from bongsu.monitoring.rules.settings import JudgeSettings
from bongsu.monitoring.tracks.track import Sighted, Track

_LATEST = 12


def sureness(
    track: Track,
    look: Look,
    settings: JudgeSettings,
    counts: Callable[[Sighted], bool] = lambda sighted: True,
) -> float:
    """A rule whose score is no higher than this may begin with this track; `counts`: which sightings do."""
    oldest_ms = look.at_ms - max(settings.within_s, 2.2 * look.gap_s) * 1_000
    best = second = 0.0
    for sighted in track.path[: -_LATEST - 1 : -1]:
        if sighted.at_ms < oldest_ms:
            break
        if sighted.score > second and counts(sighted):
            best, second = max(best, sighted.score), min(best, sighted.score)
    return max(second, best - settings.strong_margin) if look.gap_s > settings.sparse_s else second
