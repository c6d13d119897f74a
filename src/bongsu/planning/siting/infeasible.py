"""Why there is no plan: the few limits that cannot hold together, and how far one of them would have to give way."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from bongsu.planning.siting.elastic import Elastic, Given, Thing, elastic, given
from bongsu.planning.siting.highs import Effort
from bongsu.planning.siting.instance import Instance
from bongsu.planning.siting.limit_words import Labels, clash, no_clash, way
from bongsu.planning.words import Told

EFFORT = Effort(gap=0.01, time_s=5.0)
MOST_OPTIONS = 4_000


@dataclass(frozen=True, slots=True)
class Change:
    """`by`: million won of a purse, sites, cameras; of a share, sites that it may lack."""

    name: str
    by: float


@dataclass(frozen=True, slots=True)
class Conflict:
    """`together` cannot all hold, and without any one of them the rest of them can. `ways`: each alone makes a plan
    possible; where none does, `least` says what must give way together. `told`: all of it in words."""

    together: tuple[str, ...]
    ways: tuple[Change, ...]
    least: tuple[Change, ...]
    told: tuple[Told, ...]


def explain(
    instance: Instance,
    labels: Labels | None = None,
    effort: Effort = EFFORT,
    most_options: int = MOST_OPTIONS,
) -> Conflict:
    """Of an instance that `solve` called impossible; `together` is empty where a plan exists after all."""
    over = elastic(instance, effort, most_options)
    words = labels or Labels()
    every = given(over, over.things, is_whole=True)
    if every is None or not every.amount:
        return Conflict((), (), (), (no_clash(),))
    together = _together(over, instance)
    ways = _ways(over, together)
    told = [clash(together, words)]
    told += [way({thing: by}, found.sites, words, is_alone=True) for thing, by, found in ways]
    if not ways:
        told.append(way(every.amount, every.sites, words, is_alone=False))
    return Conflict(
        tuple(one.name for one in together),
        tuple(Change(thing.name, by) for thing, by, _ in ways),
        tuple(Change(thing.name, by) for thing, by in every.amount.items()),
        tuple(told),
    )


def _together(over: Elastic, instance: Instance) -> list[Thing]:
    """An irreducible set: relaxed where the relaxation already has no plan, else on whole plans. What clashes over the
    cheapest options may not over all of them: then all are asked."""
    relaxed = given(over, over.things, is_whole=False)
    if relaxed is None or not relaxed.amount:
        return _least_set(over, over.things, is_whole=True)
    together = _least_set(over, relaxed.priced, is_whole=False)
    every = elastic(instance, over.effort)
    if _clashes(every, together, is_whole=False):
        return together
    return _least_set(every, every.things, is_whole=False)


def _least_set(over: Elastic, suspects: Collection[Thing], *, is_whole: bool) -> list[Thing]:
    def clashes(held: Sequence[Thing]) -> bool:
        return _clashes(over, held, is_whole=is_whole)

    among = [one for one in over.things if one in suspects]
    if not clashes(among):
        among = list(over.things)
    return _irreducible([], among, clashes, is_new=False)


def _clashes(over: Elastic, held: Sequence[Thing], *, is_whole: bool) -> bool:
    """Even where everything else gives way for nothing."""
    free = [one for one in over.things if one not in held]
    found = given(over, held, free, is_whole=is_whole)
    return found is not None and bool(found.amount)


def _irreducible(
    behind: list[Thing],
    among: list[Thing],
    clashes: Callable[[list[Thing]], bool],
    *,
    is_new: bool,
) -> list[Thing]:
    """QuickXplain (Junker 2004): a few questions for each thing of the set, not one for each thing there is."""
    if is_new and clashes(behind):
        return []
    if len(among) == 1:
        return among
    half = len(among) // 2
    first, second = among[:half], among[half:]
    later = _irreducible(behind + first, second, clashes, is_new=bool(first))
    sooner = _irreducible(behind + later, first, clashes, is_new=bool(later))
    return sooner + later


def _ways(over: Elastic, together: list[Thing]) -> list[tuple[Thing, float, Given]]:
    """What each alone would have to give, the smallest part of itself first."""
    found = []
    for thing in together:
        gave = given(over, (thing,), is_whole=True)
        if gave is not None and gave.amount:
            found.append((thing, gave.amount[thing], gave))
    return sorted(found, key=lambda one: one[1] / one[0].size)
