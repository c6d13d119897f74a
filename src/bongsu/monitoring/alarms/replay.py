"""What a row of verdicts does to later alarms, without a node: the very rules that the node applies, in memory. For the
bench, which answers a street's own alarms with the truth."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bongsu.monitoring.alarms.places import Place, Waved, lie_apart, places_of, silenced
from bongsu.monitoring.alarms.tuning import retune
from bongsu.monitoring.tracks.track import Box
from bongsu.monitoring.words import RuleKind


@dataclass(frozen=True, slots=True)
class Shown:
    """One alarm with the truth about it."""

    camera_id: str
    rule_id: str
    score: float
    is_real: bool
    boxes: tuple[Box, ...] = ()
    kind: RuleKind = RuleKind.INTRUSION


@dataclass(slots=True)
class Taught:
    """One rule on one camera, as verdicts have left it."""

    floor: float
    score: float
    kind: RuleKind
    real: list[Waved] = field(default_factory=list)
    false: list[Waved] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)

    def lets(self, score: float, boxes: Sequence[Box]) -> bool:
        """Whether an alarm would still be put before somebody."""
        return score >= self.score and silenced(boxes, score, self.places) is None

    def answer(self, waved: Waved, *, is_real: bool) -> None:
        """One verdict: places first; what they silence needs no higher score."""
        (self.real if is_real else self.false).append(waved)
        self.places = places_of(self.false, self.real)
        left = [one for one in self.false if silenced(one.boxes, one.score, self.places) is None]
        self.score = retune(
            self.score,
            [one.score for one in self.real],
            [one.score for one in left],
            self.kind,
            floor=self.floor,
            lie_apart=lie_apart([one.boxes for one in left]),
        ).after


@dataclass(frozen=True, slots=True)
class Replayed:
    """Shares of the alarms that came after the verdicts: false ones that are gone, real ones that are lost."""

    verdicts: int
    false_before: int
    false_after: int
    real_before: int
    real_after: int

    @property
    def cut(self) -> float:
        return 1 - self.false_after / self.false_before if self.false_before else 0.0

    @property
    def lost(self) -> float:
        return 1 - self.real_after / self.real_before if self.real_before else 0.0


class Learner:
    """Every rule of every camera, each taught by its own verdicts alone."""

    def __init__(self, score: float = 0.4) -> None:
        self._score = score
        self._taught: dict[tuple[str, str], Taught] = {}
        self.verdicts = 0

    def of(self, shown: Shown) -> Taught:
        key = (shown.camera_id, shown.rule_id)
        return self._taught.setdefault(key, Taught(self._score, self._score, shown.kind))

    def lets(self, shown: Shown) -> bool:
        return self.of(shown).lets(shown.score, shown.boxes)

    def answer(self, shown: Shown) -> None:
        self.verdicts += 1
        waved = Waved(f"{self.verdicts}", shown.boxes, shown.score)
        self.of(shown).answer(waved, is_real=shown.is_real)


def replay(
    alarms: Iterable[Shown], later: Sequence[Shown], *, score: float = 0.4, verdicts: int = 200
) -> Replayed:
    """Answers the first `verdicts` of what is still shown, then counts what comes later."""
    learner = Learner(score)
    for one in alarms:
        if learner.verdicts >= verdicts:
            break
        if learner.lets(one):
            learner.answer(one)
    before = [one for one in later if one.score >= score]
    after = [one for one in before if learner.lets(one)]
    return Replayed(
        verdicts=learner.verdicts,
        false_before=sum(not one.is_real for one in before),
        false_after=sum(not one.is_real for one in after),
        real_before=sum(one.is_real for one in before),
        real_after=sum(one.is_real for one in after),
    )
