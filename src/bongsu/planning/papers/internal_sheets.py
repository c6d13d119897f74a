"""The internal edition as spreadsheets: numbers as numbers, texts as texts whatever they begin with."""

from collections import defaultdict
from collections.abc import Sequence

from bongsu.kernel.documents.sheet import Cell, Column, Sheet
from bongsu.planning.grid.korea import place_code
from bongsu.planning.papers.facts import PaperFacts, count_of
from bongsu.planning.papers.internal_places import why_of
from bongsu.planning.papers.method import NO_PERSON
from bongsu.planning.papers.words import BESIDE, FUNDS, LAYERS, MOUNTS, ORIGINS
from bongsu.planning.plans.drawn import DrawnSite
from bongsu.planning.plans.state_words import words_of
from bongsu.planning.words import FundKind, Origin

PAIRS = (Column("항목", 26), Column("값", 60, thousands=True))
ORIGIN_COLUMNS = (Column("출처", 32), Column("개소", 10), Column("비율(%)", 12))
_SOURCES = (
    Column("자료", 18),
    Column("출처", 60),
    Column("건수", 12, thousands=True),
    Column("기준일", 14),
    Column("이용 조건", 26),
)


def internal_sheets(facts: PaperFacts) -> list[Sheet]:
    return [
        Sheet("요약", PAIRS, _summary(facts)),
        Sheet("설치지점", _site_columns(facts), [*_site_rows(facts)]),
        Sheet("재원", _FUND_COLUMNS, _fund_rows(facts)),
        Sheet("동별", _DONG_COLUMNS, _dong_rows(facts)),
        Sheet("출처", ORIGIN_COLUMNS, _origin_rows(facts)),
        Sheet("자료", _SOURCES, _source_rows(facts)),
    ]


def _summary(facts: PaperFacts) -> list[list[Cell]]:
    plan, version = facts.version.plan, facts.version
    counted = [count_of(one) for one in facts.sites]
    whole = plan.coverage[0] if plan.coverage else None
    beside: list[list[Cell]] = [
        [BESIDE.get(one.name, one.name), _beside(one.more)] for one in plan.beside
    ]
    return [
        ["계획", facts.title],
        ["판형", "내부용 (대외 공개 금지)"],
        ["연도", f"{version.config.year}"],
        ["판", version.version],
        ["계획 작성일", facts.drawn_on],
        ["개소", len(facts.sites)],
        ["회전형(대)", sum(ptz for ptz, _ in counted)],
        ["고정형(대)", sum(fixed for _, fixed in counted)],
        ["금액(원)", sum(one.won for one in facts.sites)],
        ["감시 범위 설치 전(%)", _percent(whole.before) if whole else None],
        ["감시 범위 설치 후(%)", _percent(whole.after) if whole else None],
        ["증명된 오차(%)", _percent(plan.gap, 4)],
        ["후보(곳)", plan.candidates],
        *beside,
        ["개인정보", NO_PERSON],
    ]


def _beside(more: float | None) -> str:
    return "" if more is None else f"이 계획이 {100 * more:+.1f} %"


def _percent(share: float, digits: int = 2) -> float:
    return round(100 * share, digits)


def _site_columns(facts: PaperFacts) -> list[Column]:
    """Each purse has a column of its own, so that sums can be drawn."""
    return [
        Column("번호", 7),
        Column("후보 번호", 18),
        Column("국가지점번호", 16),
        Column("위도", 12),
        Column("경도", 12),
        Column("행정동코드", 13),
        Column("행정동", 12),
        Column("격자", 12),
        Column("상태", 11),
        Column("설치 형태", 12),
        Column("회전형(대)", 11),
        Column("고정형(대)", 11),
        Column("고정형 방향(°)", 18),
        Column("금액(원)", 15, thousands=True),
        *(Column(f"{one.code}(원)", 15, thousands=True) for one in facts.version.plan.funds),
        Column("출처", 26),
        Column("요청(건)", 10),
        Column("점수", 9),
        Column("감시 효과", 11),
        Column("고른 이유", 70),
    ]


def _site_rows(facts: PaperFacts) -> list[list[Cell]]:
    return [_site(facts, number, one) for number, one in enumerate(facts.sites, start=1)]


def _site(facts: PaperFacts, number: int, site: DrawnSite) -> list[Cell]:
    state = facts.states.get(site.candidate_id)
    ptz, fixed = count_of(site)
    return [
        number,
        site.candidate_id,
        place_code(site.lat, site.lon),
        round(site.lat, 6),
        round(site.lon, 6),
        site.dong_code,
        site.dong_name,
        site.cell,
        words_of(state)[0] if state else None,
        MOUNTS[site.mount],
        ptz,
        fixed,
        ", ".join(f"{one.bearing_deg:.0f}" for one in site.headings if one.kind != "ptz"),
        site.won,
        *(site.paid.get(one.code, 0) for one in facts.version.plan.funds),
        ", ".join(ORIGINS[one] for one in site.origins),
        len(site.requests),
        round(site.score, 2),
        round(site.gain, 3),
        why_of(site),
    ]


_FUND_COLUMNS = (
    Column("재원", 20),
    Column("구분", 20),
    Column("배정액(원)", 18, thousands=True),
    Column("계획액(원)", 18, thousands=True),
    Column("남는 금액(원)", 18, thousands=True),
)


def _fund_rows(facts: PaperFacts) -> list[list[Cell]]:
    funds = facts.version.plan.funds
    rows: list[list[Cell]] = [
        [one.code, FUNDS[FundKind(one.kind)], one.won, one.used, one.won - one.used]
        for one in funds
    ]
    granted, used = sum(one.won for one in funds), sum(one.used for one in funds)
    return [*rows, ["합계", None, granted, used, granted - used]]


_DONG_COLUMNS = (
    Column("행정동코드", 13),
    Column("행정동", 14),
    Column("인구", 12, thousands=True),
    Column("개소", 9),
    Column("회전형(대)", 11),
    Column("고정형(대)", 11),
    Column("금액(원)", 16, thousands=True),
    Column("설치 전(%)", 12),
    Column("설치 후(%)", 12),
)


def _dong_rows(facts: PaperFacts) -> list[list[Cell]]:
    by_dong: dict[str, list[DrawnSite]] = defaultdict(list)
    for one in facts.sites:
        by_dong[one.dong_code].append(one)
    covered = {one.code: one for one in facts.version.plan.by_dong}
    names = facts.dong_names | {one.dong_code: one.dong_name for one in facts.sites}
    rows: list[list[Cell]] = []
    for code, name in names.items():
        share = covered.get(code)
        shares = (
            [_percent(share.before), _percent(share.after)] if share is not None else [None, None]
        )
        rows.append([code, name, facts.people.get(code), *_sums(by_dong[code]), *shares])
    people = sum(facts.people.get(code, 0) for code in names) or None
    return [*rows, ["합계", None, people, *_sums(facts.sites), None, None]]


def _sums(sites: Sequence[DrawnSite]) -> list[Cell]:
    counted = [count_of(one) for one in sites]
    return [
        len(sites),
        sum(ptz for ptz, _ in counted),
        sum(fixed for _, fixed in counted),
        sum(one.won for one in sites),
    ]


def _origin_rows(facts: PaperFacts) -> list[list[Cell]]:
    counts, sites = facts.version.plan.origins, max(1, len(facts.sites))
    return [
        [ORIGINS[one], counts.get(one, 0), _percent(counts.get(one, 0) / sites)] for one in Origin
    ]


def _source_rows(facts: PaperFacts) -> list[list[Cell]]:
    return [
        [LAYERS.get(one.layer, one.layer), one.title, one.rows, one.as_of, one.licence or None]
        for one in facts.version.plan.sources
    ]
