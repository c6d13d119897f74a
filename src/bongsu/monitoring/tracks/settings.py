"""How far a thing may move between two looks and still be the same; for whoever tunes the tracker, not for operators."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TrackerSettings:
    """Lengths are in sizes of the thing itself (the square root of its box's area), so near and far count alike."""

    aspect: float = 16 / 9
    """Width by height of the picture: shares of its two sides are different lengths."""
    high_score: float = 0.45
    """From here on a find is taken in the first round; what is lower may only prolong a track."""
    low_score: float = 0.3
    """What scores less is no find at all: below it the shipped detector invents more than it finds."""
    new_score: float = 0.45
    """A track begins with no less."""
    sure_after: int = 2
    """Sightings from which on a track counts: a single flicker of noise raises nothing by itself."""
    reach: float = 0.7
    """How far from where it was expected a thing is still looked for at once …"""
    reach_per_s: float = 1.6
    """… and how much farther for each second since: a person runs about three sizes a second."""
    vehicle_reach_per_s: float = 5.0
    farthest: float = 4.0
    """However long the gap: beyond it the next one found is another."""
    coast_s: float = 1.5
    """How long a speed is believed: who was not seen for longer is looked for where this led."""
    resize: float = 1.6
    """Most a box's height may change at once; half as much again for each second, up to `resize_most`."""
    resize_most: float = 2.5
    low_overlap: float = 0.5
    """A low find prolongs only what it overlaps so much."""
    doubled: float = 0.55
    """A find that overlaps one already taken by so much is the same thing twice."""
    lost_after_s: float = 2.0
    """A track unseen for so long and in two pictures has ended and is dropped …"""
    longest_gap_s: float = 12.0
    """… and after this in any case: one key picture of a smart codec (10 s) may be missed no more."""
    unsure_misses: int = 2
    """So often unseen in a row, a track that never was sure is dropped."""
    path_at_most: int = 120
    """Sightings kept of one track: the first, and the newest."""


def settings_for(least_score: float) -> TrackerSettings:
    """For a camera whose rules ask for no less than this: a track nobody began is one no rule can speak of."""
    default = TrackerSettings()
    least = min(max(least_score, 0.15), default.new_score)
    return TrackerSettings(
        high_score=least, new_score=least, low_score=min(default.low_score, least * 2 / 3)
    )
