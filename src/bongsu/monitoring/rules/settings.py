"""How sure a rule must be before it speaks, and how long it waits before it is silent. For tuners, not for operators:
what an operator moves is the rule's own score.

Why two sightings: on a key picture a detector invents perhaps one find in a thousand that reaches a rule's score. Two in the
same place and within two seconds that are mere noise are a thousand times rarer; what stays (a post taken for a man) is no
matter for confirmation, its verdicts raise the rule's score. Where the next picture comes only after seconds, one find far
above the score stands for two."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class JudgeSettings:
    """Lengths are in sizes of the thing itself (the square root of its box's area)."""

    within_s: float = 2.0
    """Two sightings within this begin an intrusion or crossing (at key pictures: two that follow each other)."""
    strong_margin: float = 0.1
    """One sighting so far above the rule's score is enough, where the last look is longer ago than `sparse_s`. On a
    street with known events a quarter lost two events in a hundred, a tenth raises a false alarm in five camera-hours."""
    sparse_s: float = 1.0
    keep_margin: float = 0.1
    """What has begun goes on with so much less."""
    hold_s: float = 5.0
    """Over when not seen for so long and in two looks: a flicker ends nothing."""
    tell_every_s: float = 1.0
    bridge_s: float = 8.0
    """A presence unseen for so long is still the same when somebody turns up where it was: tracks break."""
    still_bridge_s: float = 20.0
    """The same for vehicles and bags: a lorry may stand before them."""
    longest_bridge_s: float = 30.0
    """Between key pictures two and a half of their intervals, but no more: after an outage anybody may stand there."""
    seen_share: float = 0.25
    """Who stays is seen for at least this share of the time; what flickers up now and then is nobody who stays."""
    outside_s: float = 5.0
    """Whoever is out of a zone for longer begins anew."""
    crowd_unseen_s: float = 1.5
    """In a crowd, who is hidden for so long still counts."""
    settled_s: float = 30.0
    """A bag that is there when watching begins is no news; one that comes after this is."""
    owner_s: float = 3.0
    """Who is near a bag for so long attends to it; who passes does not."""
