"""Plans for papers: two dongs, sites with everything that must not leave, some of them on their way."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

import msgspec

from bongsu.planning.config import Fund, Limits, PlanConfig
from bongsu.planning.demand.scores import ScoreReason
from bongsu.planning.grid.korea import place_code
from bongsu.planning.inputs.values import Source
from bongsu.planning.papers.facts import PaperFacts
from bongsu.planning.plans.drawn import Beside, Covered, DrawnPlan, DrawnSite, FundUse, Heading
from bongsu.planning.plans.planned_site import PlannedSite, Step
from bongsu.planning.plans.progress import ORDER
from bongsu.planning.plans.site_views import site_view, sites_view
from bongsu.planning.plans.views import SitesView, VersionView
from bongsu.planning.words import FundKind, Mount, Origin, SiteState, Told
from tests.planning.little_town import place, town

MADE = datetime(2027, 3, 2, 1, tzinfo=UTC)
TODAY = date(2027, 3, 2)
SIDE_M = 2_000.0
DONGS = town(SIDE_M)
PEOPLE = {DONGS[0].code: 21_000, DONGS[1].code: 9_500}
CONFIG = PlanConfig(
    name="2027년 가나구 방범용 CCTV 설치 계획",
    district="SB",
    year=2027,
    deadline=date(2027, 10, 31),
    funds=(
        Fund(code="구비", kind=FundKind.DISTRICT, won=410_000_000),
        Fund(code="특교세", kind=FundKind.SPECIAL_GRANT, won=300_000_000),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One site: what the public may learn of it, and what it may not."""

    ptz: int = 1
    fixed: int = 1
    won: int = 22_300_000
    fund: str = "구비"
    origin: Origin = Origin.SCORE
    mount: Mount = Mount.OWN_POLE
    state: SiteState = SiteState.SCORED
    dong: int = 0
    east_m: float = 700.0
    north_m: float = 700.0
    bearing_deg: float = 137.0
    score: float = 14.37
    gain: float = 9.91
    why: str = "50 m 안 카메라 없음: 5"
    requests: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hidden:
    """What else of a plan must not leave."""

    objective: float = 472.18
    candidates: int = 7_831
    shares: tuple[float, float] = (0.113, 0.334)
    warnings: tuple[str, ...] = ()
    limits: Limits = field(default_factory=Limits)
    made_by: str = "per_01planner"


def drawn_of(said: Said) -> DrawnSite:
    lat, lon = place(said.dong * SIDE_M + said.east_m, said.north_m)
    code = place_code(lat, lon)
    fixed = [
        Heading("fixed", (said.bearing_deg + 90 * n) % 360, 90.0, 50.0) for n in range(said.fixed)
    ]
    return DrawnSite(
        candidate_id=f"P{code}",
        lat=lat,
        lon=lon,
        dong_code=DONGS[said.dong].code,
        dong_name=DONGS[said.dong].name,
        cell=place_code(lat, lon, 3),
        origins=(said.origin,),
        mount=said.mount,
        headings=(*(Heading("ptz", 0.0, 360.0, 50.0) for _ in range(said.ptz)), *fixed),
        won=said.won,
        paid={said.fund: said.won} if said.won else {},
        gain=said.gain,
        score=said.score,
        why=(ScoreReason("watch", Told(said.why, "no camera within 50 m: 5"), 5.0),),
        requests=said.requests,
    )


def plan_of(said: Sequence[Said], hidden: Hidden, config: PlanConfig) -> DrawnPlan:
    sites = tuple(drawn_of(one) for one in said)
    used = {fund.code: sum(one.paid.get(fund.code, 0) for one in sites) for fund in config.funds}
    by_dong = [
        Covered(dong.code, dong.name, share, min(1.0, share + 0.1), 400)
        for dong, share in zip(DONGS, hidden.shares, strict=True)
    ]
    return DrawnPlan(
        sites=sites,
        funds=tuple(
            FundUse(one.code, one.kind.value, one.won, used[one.code]) for one in config.funds
        ),
        objective=hidden.objective,
        bound=hidden.objective * 1.0004,
        gap=0.0004,
        proof="within_gap",
        cpu_s=3.2,
        wall_s=3.3,
        candidates=hidden.candidates,
        coverage=(Covered("", "전체(점수 가중)", 0.0992, 0.1212, 800),),
        by_dong=tuple(by_dong),
        by_purpose=(),
        origins={one.value: sum(one in site.origins for site in sites) for one in Origin},
        beside=(
            Beside("rank_list", hidden.objective / 1.87, len(sites), sum(used.values()), 0.87),
        ),
        warnings=tuple(Told(one, one) for one in hidden.warnings),
        sources=(Source("cameras", "전국CCTV표준데이터", 2, date(2026, 9, 1), "공공누리 1유형"),),
    )


def facts_of(
    said: Sequence[Said],
    *,
    hidden: Hidden | None = None,
    config: PlanConfig = CONFIG,
    is_chosen: bool = True,
) -> PaperFacts:
    inner = hidden or Hidden()
    asked = msgspec.structs.replace(config, limits=inner.limits)
    version = VersionView(
        plan_id="plan_01secret",
        version=3,
        made_at=MADE,
        made_by=inner.made_by,
        inputs_digest="ab" * 32,
        config=asked,
        plan=plan_of(said, inner, config),
    )
    return PaperFacts(
        version=version,
        centre="가나구",
        department="스마트안전과",
        made_at=MADE,
        dongs=DONGS,
        people=PEOPLE,
        way=_way(said, asked) if is_chosen else None,
    )


def _way(said: Sequence[Said], config: PlanConfig) -> SitesView:
    shown = []
    for number, one in enumerate(said):
        mine = f"ps_{number}"
        site = PlannedSite(
            planned_site_id=mine,
            plan_id="plan_01secret",
            version=3,
            drawn=drawn_of(one),
            state=one.state,
        )
        reached = ORDER[: ORDER.index(one.state) + 1] if one.state in ORDER else ORDER[:2]
        steps = [Step(planned_site_id=mine, state=state, done_on=TODAY) for state in reached]
        shown.append(site_view(site, steps, config, TODAY))
    return sites_view("plan_01secret", 3, config, shown, TODAY)
