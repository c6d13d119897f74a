"""Why there is no plan: the few limits that cannot hold together, and how far one of them would have to give way."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bongsu.planning.siting.elastic import Elastic, Given, Thing, elastic, given
from bongsu.planning.siting.highs import Effort
from bongsu.planning.siting.instance import Instance
from bongsu.planning.siting.limit_words import Labels, clash, no_clash, way
from bongsu.planning.words import Told

EFFORT = Effort(gap=1e-4, time_s=10.0)


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


def explain(instance: Instance, labels: Labels | None = None, effort: Effort = EFFORT) -> Conflict:
    """Of an instance that `solve` called impossible; `together` is empty where a plan exists after all."""
    over = elastic(instance, effort)
    words = labels or Labels()
    every = given(over, over.things, is_whole=True)
    if every is None or not every.amount:
        return Conflict((), (), (), (no_clash(),))
    together = _together(over)
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


def _together(over: Elastic) -> list[Thing]:
    """An irreducible set: relaxed where the relaxation already has no plan, else on whole plans."""
    relaxed = given(over, over.things, is_whole=False)
    is_whole = relaxed is None or not relaxed.amount
    suspects = over.things
    if relaxed is not None and relaxed.amount:
        suspects = tuple(one for one in over.things if one in relaxed.priced)

    def clashes(held: Sequence[Thing]) -> bool:
        free = [one for one in over.things if one not in held]
        found = given(over, held, free, is_whole=is_whole)
        return found is not None and bool(found.amount)

    if not clashes(suspects):
        suspects = over.things
    return _irreducible([], list(suspects), clashes, is_new=False)


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
