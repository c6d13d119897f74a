"""A drawn plan as it is kept, shown and printed: sites, money, coverage before and after, and how it compares."""

import msgspec

from bongsu.planning.demand.scores import ScoreReason
from bongsu.planning.inputs.values import Source
from bongsu.planning.words import Mount, Origin, Told


class Heading(msgspec.Struct, frozen=True):
    """One camera of a planned site; a PTZ's bearing is its home position."""

    kind: str
    bearing_deg: float
    hfov_deg: float
    range_m: float


class DrawnSite(msgspec.Struct, frozen=True, kw_only=True):
    """One chosen site. `paid`: purse code → won; `gain`: weighted coverage that would be lost without it."""

    candidate_id: str
    lat: float
    lon: float
    dong_code: str
    dong_name: str
    cell: str
    origins: tuple[Origin, ...]
    mount: Mount
    headings: tuple[Heading, ...]
    won: int
    paid: dict[str, int]
    gain: float
    score: float
    why: tuple[ScoreReason, ...]
    requests: tuple[str, ...] = ()


class FundUse(msgspec.Struct, frozen=True):
    """A purse of the plan: what it holds and what the plan takes of it."""

    code: str
    kind: str
    won: int
    used: int


class Covered(msgspec.Struct, frozen=True):
    """Shares 0…1 of the weight before and after; `code`: "" for all, a dong's code, or a purpose."""

    code: str
    name: str
    before: float
    after: float
    points: int


class Beside(msgspec.Struct, frozen=True):
    """Another way to spend the same money: `rank_list` (from the top), `greedy`. `more`: our objective ÷ its − 1."""

    name: str
    objective: float
    sites: int
    won: int
    more: float | None


class Curve(msgspec.Struct, frozen=True):
    """What other budgets would bring: `more_won` beside today's, objective and proven bound there."""

    more_won: int
    objective: float
    bound: float


class DrawnPlan(msgspec.Struct, frozen=True, kw_only=True):
    """What `draw_up` gives. Money adds up to the won: Σ site.won = Σ fund.used."""

    sites: tuple[DrawnSite, ...]
    funds: tuple[FundUse, ...]
    objective: float
    bound: float
    gap: float
    proof: str
    cpu_s: float
    wall_s: float
    candidates: int
    coverage: tuple[Covered, ...]
    by_dong: tuple[Covered, ...]
    by_purpose: tuple[Covered, ...]
    origins: dict[str, int]
    """Sites by origin; a site with two is counted in both."""
    beside: tuple[Beside, ...]
    curve: tuple[Curve, ...] = ()
    warnings: tuple[Told, ...] = ()
    sources: tuple[Source, ...] = ()
