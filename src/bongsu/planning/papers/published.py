"""What the public may read of a plan, as one value. Every public form is made of it and of nothing else, so what is not a
field here cannot leave: no place of a site, no id, heading, cell, score or reason, and no count of a dong before the notice.

Two editions laid side by side must not tell more than each alone. So what depends on sites that nobody has announced is said
of the whole district only, shares in whole percent; nothing by dong but announced sites; no money by purse where a purse is
earmarked for some dongs; no weights, prices or floors, with which somebody could compute the plan again from open data."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from math import ceil

from bongsu.planning.config import PlanConfig
from bongsu.planning.inputs.values import Dong, Source
from bongsu.planning.papers.facts import PaperFacts, count_of
from bongsu.planning.papers.words import ANNOUNCED
from bongsu.planning.plans.drawn import DrawnPlan
from bongsu.planning.plans.progress import ORDER
from bongsu.planning.words import FundKind, Origin, SiteState


@dataclass(frozen=True, slots=True)
class PublishedPurse:
    """Purses of one kind together. `used` None: it would tell where."""

    kind: FundKind
    won: int
    used: int | None


@dataclass(frozen=True, slots=True)
class PublishedDong:
    """Announced sites and their cameras."""

    code: str
    name: str
    population: int | None
    sites: int
    cameras: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """`announced`: sites by state from the hearing on; `waiting`: those before it, in the whole district."""

    title: str
    year: int
    centre: str
    department: str
    drawn_on: str
    made_on: str
    version: int
    is_chosen: bool
    sites: int
    ptz: int
    fixed: int
    won: int
    before_percent: int
    after_percent: int
    gap: float
    """Rounded upwards to a thousandth of a percent."""
    purses: tuple[PublishedPurse, ...]
    origins: tuple[tuple[Origin, int], ...]
    beside: tuple[tuple[str, int], ...]
    dongs: tuple[PublishedDong, ...]
    outlines: tuple[Dong, ...]
    announced: tuple[tuple[SiteState, int], ...]
    waiting: int
    progress_percent: int | None
    deadline: str
    uses_crime: bool
    along_streets: bool
    step_m: float
    sources: tuple[Source, ...]

    @property
    def announced_sites(self) -> int:
        return sum(one.sites for one in self.dongs)


def published(facts: PaperFacts) -> Published:
    version = facts.version
    plan, config = version.plan, version.config
    counted = [count_of(one) for one in facts.sites]
    whole = plan.coverage[0] if plan.coverage else None
    states = Counter(one.state for one in facts.walking)
    return Published(
        title=facts.title,
        year=config.year,
        centre=facts.centre,
        department=facts.department,
        drawn_on=facts.drawn_on,
        made_on=facts.made_on,
        version=version.version,
        is_chosen=facts.way is not None,
        sites=len(facts.sites),
        ptz=sum(ptz for ptz, _ in counted),
        fixed=sum(fixed for _, fixed in counted),
        won=sum(one.won for one in facts.sites),
        before_percent=whole_percent(whole.before if whole else 0.0),
        after_percent=whole_percent(whole.after if whole else 0.0),
        gap=ceil(round(plan.gap * 100_000, 6)) / 100_000,
        purses=_purses(plan, config),
        origins=tuple((one, plan.origins.get(one, 0)) for one in Origin),
        beside=tuple(
            (one.name, whole_percent(one.more)) for one in plan.beside if one.more is not None
        ),
        dongs=_dongs(facts),
        outlines=facts.dongs,
        announced=tuple((one, states[one]) for one in ORDER if one in ANNOUNCED),
        waiting=sum(number for state, number in states.items() if state not in ANNOUNCED),
        progress_percent=whole_percent(facts.way.progress) if facts.way else None,
        deadline=f"{config.deadline}" if config.deadline else "",
        uses_crime=config.weights.crime > 0,
        along_streets=config.targets.along_streets,
        step_m=config.targets.step_m,
        sources=plan.sources,
    )


def _purses(plan: DrawnPlan, config: PlanConfig) -> tuple[PublishedPurse, ...]:
    tells_where = any(one.dongs for one in config.funds)
    won: dict[FundKind, int] = defaultdict(int)
    used: dict[FundKind, int] = defaultdict(int)
    for one in plan.funds:
        won[FundKind(one.kind)] += one.won
        used[FundKind(one.kind)] += one.used
    return tuple(
        PublishedPurse(kind, won[kind], None if tells_where else used[kind])
        for kind in FundKind
        if kind in won
    )


def _dongs(facts: PaperFacts) -> tuple[PublishedDong, ...]:
    """Every dong of the district, so that a row's being there tells nothing."""
    sites: Counter[str] = Counter()
    cameras: Counter[str] = Counter()
    for one in facts.walking:
        if one.state in ANNOUNCED:
            sites[one.drawn.dong_code] += 1
            cameras[one.drawn.dong_code] += len(one.drawn.headings)
    return tuple(
        PublishedDong(code, name, facts.people.get(code), sites[code], cameras[code])
        for code, name in facts.dong_names.items()
    )


def whole_percent(share: float) -> int:
    """Half upwards, as people round."""
    return int(Decimal(repr(100 * share)).quantize(Decimal(1), ROUND_HALF_UP))


def outlined(of: Published) -> Sequence[tuple[PublishedDong, Dong]]:
    """Dongs with their outline, where it is known."""
    shapes = {one.code: one for one in of.outlines}
    return [(one, shapes[one.code]) for one in of.dongs if one.code in shapes]
