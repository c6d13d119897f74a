"""Sites that stand too close: pairs gathered into cliques, of which one site may be chosen."""

from collections import defaultdict
from collections.abc import Iterable, Sequence


def cliques(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, ...]]:
    """Cliques that together hold every pair; each pair not yet held is grown as far as it goes."""
    near: dict[int, set[int]] = defaultdict(set)
    for one, other in pairs:
        if one != other:
            near[one].add(other)
            near[other].add(one)
    held: set[tuple[int, int]] = set()
    found = []
    for one in sorted(near):
        for other in sorted(near[one]):
            if one < other and (one, other) not in held:
                clique = _grown(near, one, other)
                held |= {(a, b) for a in clique for b in clique if a < b}
                found.append(clique)
    return found


def _grown(near: dict[int, set[int]], one: int, other: int) -> tuple[int, ...]:
    clique = [one, other]
    common = near[one] & near[other]
    while common:
        added = max(common, key=lambda site: (len(near[site] & common), -site))
        clique.append(added)
        common = common & near[added]
    return tuple(sorted(clique))


def neighbours(pairs: Sequence[tuple[int, int]], sites: frozenset[int]) -> set[int]:
    """Sites too close to one of these, which are not among them."""
    if not sites:
        return set()
    near = {b for a, b in pairs if a in sites} | {a for a, b in pairs if b in sites}
    return near - sites
