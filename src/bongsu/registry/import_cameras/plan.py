"""Pure: compares what a file says with what is registered, and says what to add, change, refresh and remove."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field

from bongsu.registry.import_cameras.accepted import claim, is_unclaimed, kept_flags
from bongsu.registry.import_cameras.registered import Pair, RegisteredSite
from bongsu.registry.import_cameras.sites import FoundSite

FEWEST_REMOVED_TO_DOUBT = 20


@dataclass(slots=True)
class Plan:
    """`refresh`: the same site said again by a newer file; only where it was read from is updated."""

    add: list[FoundSite] = field(default_factory=list)
    change: list[Pair] = field(default_factory=list)
    refresh: list[Pair] = field(default_factory=list)
    remove: list[RegisteredSite] = field(default_factory=list)
    same: list[Pair] = field(default_factory=list)

    @property
    def known(self) -> Iterable[Pair]:
        return (*self.change, *self.refresh, *self.same)

    @property
    def sites(self) -> Iterable[FoundSite]:
        """All that the file says, with the flags that only the comparison gave."""
        return (*self.add, *(pair.found for pair in self.known))

    def removes_too_much(self, in_series: int, most_share: float) -> bool:
        gone = len(self.remove)
        return gone >= FEWEST_REMOVED_TO_DOUBT and gone > most_share * in_series


def make_plan(
    found: Sequence[FoundSite],
    registered: Sequence[RegisteredSite],
    series: str,
    is_refreshed: Callable[[Pair], bool],
) -> Plan:
    """First by key; then, in the same series, where only the coordinates or only the address was corrected; then what
    stands here since its 준공."""
    by_key = {site.facts["site_key"]: site for site in registered}
    pairs = [
        Pair(by_key[site.key], kept_flags(by_key[site.key], site))
        for site in found
        if site.key in by_key
    ]
    taken = {pair.registered.site_id for pair in pairs}
    new = [site for site in found if site.key not in by_key]
    left = [
        site
        for site in registered
        if site.facts["series"] == series
        and not (site.removed or site.site_id in taken or is_unclaimed(site))
    ]
    for old_trait, new_trait in ((_address_of, _address_in), (_spot_of, _spot_in)):
        moved = _pair_by(left, new, old_trait, new_trait)
        pairs += moved
        gone = {pair.registered.site_id for pair in moved}
        placed = {pair.found.key for pair in moved}
        left = [site for site in left if site.site_id not in gone]
        new = [site for site in new if site.key not in placed]
    claimed, new = claim(registered, new)
    pairs += claimed
    plan = Plan(add=new, remove=left)
    for pair in pairs:
        _file(plan, pair, is_refreshed)
    return plan


def _file(plan: Plan, pair: Pair, is_refreshed: Callable[[Pair], bool]) -> None:
    facts = pair.registered.facts
    if facts["content_hash"] != pair.found.content_hash or pair.registered.removed:
        plan.change.append(pair)
    elif is_refreshed(pair):
        plan.refresh.append(pair)
    else:
        plan.same.append(pair)


def _pair_by(
    left: Sequence[RegisteredSite],
    new: Sequence[FoundSite],
    old_trait: Callable[[RegisteredSite], Hashable],
    new_trait: Callable[[FoundSite], Hashable],
) -> list[Pair]:
    """Pairs only what is unmistakable: one left and one new with this trait."""
    olds: dict[Hashable, list[RegisteredSite]] = defaultdict(list)
    news: dict[Hashable, list[FoundSite]] = defaultdict(list)
    for old in left:
        olds[old_trait(old)].append(old)
    for fresh in new:
        news[new_trait(fresh)].append(fresh)
    return [
        Pair(olds[trait][0], sites[0])
        for trait, sites in news.items()
        if trait is not None and len(sites) == 1 and len(olds.get(trait, ())) == 1
    ]


def _address_of(site: RegisteredSite) -> Hashable:
    facts = site.facts
    if facts["address_road"] is None and facts["address_jibun"] is None:
        return None
    names = ("district", "address_road", "address_jibun", "purpose_original")
    return tuple(facts[name] for name in names)


def _address_in(site: FoundSite) -> Hashable:
    row = site.first
    if row.address_road is None and row.address_jibun is None:
        return None
    return row.district.code, row.address_road, row.address_jibun, row.purpose_original


def _spot_of(site: RegisteredSite) -> Hashable:
    facts = site.facts
    return facts["district"], facts["lat"], facts["lon"], facts["purpose_original"]


def _spot_in(site: FoundSite) -> Hashable:
    row = site.first
    return row.district.code, row.lat, row.lon, row.purpose_original
