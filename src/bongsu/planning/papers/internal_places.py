"""The chapters on places: fairness by dong, maps, and the list of sites with its reasons."""

from collections import defaultdict
from collections.abc import Sequence

from bongsu.planning.papers.blocks import Block, chapter, lead, maps, part, table
from bongsu.planning.papers.draw_map import Legend, marked, shaded, sheet_of
from bongsu.planning.papers.facts import PaperFacts, count_of
from bongsu.planning.papers.words import MOUNTS, NONE, percent
from bongsu.planning.plans.drawn import Covered, DrawnSite
from bongsu.planning.plans.state_words import words_of

_MOST_REASONS = 3
_WIDE_MM, _LOW_MM, _HALF_MM = 258.0, 124.0, 126.0


_HEAD = ("행정동", "인구", "개소", "회전형", "고정형", "금액(원)", "전", "후", "만 명당")


def dong_chapter(facts: PaperFacts) -> Block:
    by_dong: dict[str, list[DrawnSite]] = defaultdict(list)
    for one in facts.sites:
        by_dong[one.dong_code].append(one)
    covered = {one.code: one for one in facts.version.plan.by_dong}
    names = facts.dong_names | {one.dong_code: one.dong_name for one in facts.sites}
    rows = [
        _dong_row(name, facts.people.get(code), by_dong[code], covered.get(code))
        for code, name in names.items()
    ]
    people = sum(facts.people.get(code, 0) for code in names)
    whole = facts.version.plan.coverage[0] if facts.version.plan.coverage else None
    total = _dong_row("합계", people, facts.sites, whole)
    return chapter(
        "동별 계획과 형평",
        table(
            _HEAD,
            (0, 20, 13, 15, 15, 30, 17, 17, 18),
            rows,
            numbers=range(1, 9),
            total=total,
        ),
        lead(
            "전·후: 설치 전과 후에 카메라가 볼 수 있는 지점의 비율(점수로 가중). 만 명당: 주민 만 명에 새로 설치하는 대수."
        ),
        lead(_fairness(facts)),
    )


def _dong_row(
    name: str, people: int | None, sites: Sequence[DrawnSite], share: Covered | None
) -> list[str]:
    return [
        name,
        f"{people:,}" if people else NONE,
        *_sums(sites),
        percent(share.before) if share else NONE,
        percent(share.after) if share else NONE,
        _a_thousand(sum(len(one.headings) for one in sites), people),
    ]


def _sums(sites: Sequence[DrawnSite]) -> list[str]:
    counted = [count_of(one) for one in sites]
    return [
        f"{len(sites)}",
        f"{sum(ptz for ptz, _ in counted)}",
        f"{sum(fixed for _, fixed in counted)}",
        f"{sum(one.won for one in sites):,}",
    ]


def _a_thousand(cameras: int, people: int | None) -> str:
    return f"{10_000 * cameras / people:.1f}" if people else NONE


def _fairness(facts: PaperFacts) -> str:
    shares = [one for one in facts.version.plan.by_dong if one.points]
    if len(shares) < 2:
        return "비교할 동이 없다."
    least_before, most_before = min(one.before for one in shares), max(one.before for one in shares)
    least = min(shares, key=lambda one: one.after)
    most = max(shares, key=lambda one: one.after)
    return (
        f"가장 낮은 동과 높은 동의 차이는 설치 전 {100 * (most_before - least_before):.1f}%p, "
        f"설치 후 {100 * (most.after - least.after):.1f}%p이다"
        f"(설치 후 가장 낮은 곳 {least.name} {percent(least.after)}, 높은 곳 {most.name} {percent(most.after)})."
    )


def map_chapter(facts: PaperFacts) -> Block:
    if not facts.dongs or not facts.sites:
        return chapter("지도", lead("행정동 경계나 설치 지점이 없어 지도를 싣지 않는다."))
    return chapter(
        "지도",
        part("설치 지점"),
        maps(_site_map(facts)),
        lead("번호는 설치 목록의 번호이다. 채운 원: 회전형이 있는 곳, 빈 원: 고정형만 있는 곳."),
        part("동별 감시 범위, 설치 전과 후"),
        maps(*_before_and_after(facts)),
        lead("카메라가 볼 수 있는 지점의 비율(점수로 가중). 두 지도의 색은 같은 구간을 쓴다."),
        wide=True,
    )


def _site_map(facts: PaperFacts) -> Block:
    places = [(one.lat, one.lon, count_of(one)[0] > 0) for one in facts.sites]
    alt = f"행정동 경계 위에 번호를 붙인 설치 지점 {len(places)}곳의 지도. 번호는 설치 목록과 같다."
    return marked(sheet_of(facts.dongs, _WIDE_MM, _LOW_MM), "", places, alt)


def _before_and_after(facts: PaperFacts) -> list[Block]:
    shares = facts.version.plan.by_dong
    small = sheet_of(facts.dongs, _HALF_MM, _LOW_MM)
    legend = share_legend([share for one in shares for share in (one.before, one.after)])
    return [
        shaded(
            small,
            title,
            {one.code: getattr(one, when) for one in shares},
            legend,
            f"행정동별 감시 범위 비율을 회색의 짙기로 나타낸 지도, {title}. 값은 동별 표와 같다.",
        )
        for title, when in (("설치 전", "before"), ("설치 후", "after"))
    ]


def share_legend(shares: Sequence[float]) -> Legend:
    """Five steps over what there is, in whole percent."""
    low, high = min(shares, default=0.0), max(shares, default=0.0)
    each = max(0.01, (high - low) / 5)
    steps = tuple(round(low + each * n, 2) for n in range(1, 5))
    return Legend("감시 범위", tuple(sorted(set(steps))), lambda share: f"{100 * share:.0f} %")


def list_chapter(facts: PaperFacts) -> Block:
    rows = [_row(facts, number, one) for number, one in enumerate(facts.sites, start=1)]
    head = (
        "번호",
        "후보(국가지점번호) · 좌표",
        "행정동",
        "카메라",
        "설치 형태",
        "금액(원) · 재원",
        "고른 이유",
    )
    return chapter(
        "설치 목록",
        lead(
            "후보 번호는 후보의 종류를 나타내는 글자와 국가지점번호(10 m)이다. "
            "방향은 북에서 시계 방향의 각도이며 현장실사에서 조정한다. "
            "이유의 숫자는 점수이다."
        ),
        table(head, (10, 36, 20, 40, 20, 30, 0), rows, numbers=(0,), small=True),
        wide=True,
    )


def _row(facts: PaperFacts, number: int, site: DrawnSite) -> list[str]:
    paid = ", ".join(site.paid) if len(site.paid) <= 1 else _split(site)
    state = facts.states.get(site.candidate_id)
    return [
        f"{number}",
        f"{site.candidate_id}\n{site.lat:.6f}, {site.lon:.6f}",
        site.dong_name + (f"\n{words_of(state)[0]}" if state else ""),
        cameras_of(site),
        MOUNTS[site.mount],
        f"{site.won:,}\n{paid or NONE}",
        why_of(site),
    ]


def _split(site: DrawnSite) -> str:
    return ", ".join(f"{code} {won:,}" for code, won in site.paid.items())


def cameras_of(site: DrawnSite) -> str:
    ptz, _ = count_of(site)
    fixed = ", ".join(f"{one.bearing_deg:.0f}°" for one in site.headings if one.kind != "ptz")
    parts = ([f"회전형 {ptz}"] if ptz else []) + (
        [f"고정형 {len(site.headings) - ptz} ({fixed})"] if fixed else []
    )
    return "\n".join(parts) or NONE


def why_of(site: DrawnSite) -> str:
    """The heaviest reasons first."""
    known = [one for one in site.why if one.points > 0]
    best = sorted(known, key=lambda one: -one.points)[:_MOST_REASONS]
    asked = [f"요청 {len(site.requests)}건"] if site.requests else []
    return " · ".join([f"점수 {site.score:.1f}", *asked, *(one.told.ko for one in best)])
