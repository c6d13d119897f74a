"""내부용: the whole report for the office, the council's members in closed session and the police. It names places that
nobody has announced."""

from bongsu.kernel.clock import SEOUL
from bongsu.planning.money.won import won_ko
from bongsu.planning.papers.blocks import (
    Block,
    chapter,
    facts,
    figures,
    items,
    lead,
    part,
    say,
    table,
)
from bongsu.planning.papers.facts import PaperFacts, count_of
from bongsu.planning.papers.internal_money import money_chapter
from bongsu.planning.papers.internal_places import dong_chapter, list_chapter, map_chapter
from bongsu.planning.papers.internal_way import way_chapter
from bongsu.planning.papers.method import (
    CRIME_CARE,
    conditions,
    grounds,
    proof_words,
    score_formula,
    sources,
    steps_of_work,
)
from bongsu.planning.papers.words import BESIDE, NONE, ORIGINS, PROOFS, cameras, percent, proven
from bongsu.planning.plans.drawn import DrawnPlan
from bongsu.planning.words import Origin

MARK = "내부용 · 대외 공개 금지"


def document_of(facts: PaperFacts) -> dict[str, object]:
    """What `report.typ` shows."""
    chapters = [
        _summary(facts),
        _method(facts),
        money_chapter(facts),
        dong_chapter(facts),
        _origins(facts),
        _beside(facts),
        map_chapter(facts),
        list_chapter(facts),
        way_chapter(facts),
        _care(facts),
        _appendix(facts),
    ]
    return {
        "title": facts.title,
        "centre": facts.centre,
        "mark": MARK,
        "cover": cover(facts),
        "chapters": [one for one in chapters if one is not None],
    }


def cover(facts: PaperFacts) -> list[list[str]]:
    version = facts.version
    return [
        ["사업 연도", f"{version.config.year}년"],
        ["부서", f"{facts.centre} {facts.department}".strip()],
        ["계획 작성일", facts.drawn_on],
        ["판", f"제{version.version}판{' (확정)' if facts.way else ' (검토 중)'}"],
        ["문서 작성일", facts.made_on],
    ]


def _summary(facts: PaperFacts) -> Block:
    plan = facts.version.plan
    ptz, fixed = _count(facts)
    won = sum(one.won for one in facts.sites)
    whole = plan.coverage[0] if plan.coverage else None
    purses = ", ".join(f"{one.code} {won_ko(one.used)}" for one in plan.funds)
    return chapter(
        "요약",
        figures(
            (
                ("설치 개소", f"{len(facts.sites)}", "개소"),
                ("카메라", f"{ptz + fixed}", f"대 · 회전형 {ptz} 고정형 {fixed}"),
                ("소요 금액", won_ko(won), f"{won:,} 원"),
                (
                    "감시 범위(점수 가중)",
                    percent(whole.after) if whole else NONE,
                    f"설치 전 {percent(whole.before)}" if whole else "",
                ),
            )
        ),
        items(
            [
                f"{len(facts.sites)}개소에 {cameras(ptz, fixed)}를 {won_ko(won)}으로 설치한다.",
                f"재원별로는 {purses}을 쓴다." if purses else "재원이 정해지지 않았다.",
                proof_words(plan.gap),
                *_best_beside(facts),
            ]
        ),
    )


def _best_beside(facts: PaperFacts) -> list[str]:
    other = next((one for one in facts.version.plan.beside if one.name == "rank_list"), None)
    if other is None or other.more is None:
        return []
    return [
        f"같은 금액을 순위 목록 위에서부터 쓰는 방법보다 감시 효과가 {percent(other.more, 0)} 크다."
    ]


def _count(facts: PaperFacts) -> tuple[int, int]:
    counted = [count_of(one) for one in facts.sites]
    return sum(ptz for ptz, _ in counted), sum(fixed for _, fixed in counted)


def _method(facts: PaperFacts) -> Block:
    config = facts.version.config
    return chapter(
        "추진 근거와 방법",
        *grounds(),
        *steps_of_work(along_streets=config.targets.along_streets, step_m=config.targets.step_m),
        *score_formula(config.weights),
        *sources(facts.version.plan.sources, with_rows=True),
    )


def _origins(facts: PaperFacts) -> Block:
    counts, sites = facts.version.plan.origins, max(1, len(facts.sites))
    rows = [
        [ORIGINS[one], f"{counts.get(one, 0)}", percent(counts.get(one, 0) / sites)]
        for one in Origin
    ]
    return chapter(
        "출처별 비율",
        table(("출처", "개소", "비율"), (0, 24, 24), rows, numbers=(1, 2)),
        lead("한 곳이 여러 출처에 해당하면 각각에 센다. 그래서 합이 100 %를 넘을 수 있다."),
    )


def _beside(facts: PaperFacts) -> Block:
    plan = facts.version.plan
    rows = [
        [
            "이 계획",
            f"{len(facts.sites)}",
            f"{sum(one.won for one in facts.sites):,}",
            f"{plan.objective:,.1f}",
            NONE,
        ],
        *(
            [
                BESIDE.get(one.name, one.name),
                f"{one.sites}",
                f"{one.won:,}",
                f"{one.objective:,.1f}",
                NONE if one.more is None else f"{100 * one.more:+.1f} %",
            ]
            for one in plan.beside
        ),
    ]
    head = ("방법", "개소", "금액(원)", "감시 효과", "이 계획이 더")
    curve = _curve(plan)
    return chapter(
        "다른 방법과의 비교",
        table(head, (0, 16, 34, 26, 26), rows, numbers=(1, 2, 3, 4)),
        lead(
            "감시 효과: 새로 볼 수 있게 되는 지점의 점수 합. 비교 방법은 출처별·동별 조건을 지키지 않아도 되므로 유리하다."
        ),
        part("금액이 달라지면") if curve else None,
        table(("지금보다", "감시 효과", "차이"), (0, 34, 34), curve, numbers=(1, 2))
        if curve
        else None,
    )


def _curve(plan: DrawnPlan) -> list[list[str]]:
    return [
        [
            won_ko(one.more_won) if one.more_won <= 0 else f"+{won_ko(one.more_won)}",
            f"{one.objective:,.1f}",
            f"{one.objective - plan.objective:+,.1f}",
        ]
        for one in plan.curve
    ]


def _care(facts: PaperFacts) -> Block:
    told = [one.ko for one in facts.version.plan.warnings]
    crime = facts.version.config.weights.crime > 0
    return chapter(
        "주의할 점",
        say(CRIME_CARE) if crime else None,
        items(told) if told else None,
        items(
            (
                "점수는 순서를 정하기 위한 것이며, 점수가 낮은 곳이 안전하다는 뜻이 아니다.",
                "이 문서는 감시가 닿지 않는 곳을 담고 있다. 행정예고 전에는 밖으로 내보내지 않는다.",
            )
        ),
    )


def _appendix(paper: PaperFacts) -> Block:
    version, plan = paper.version, paper.version.plan
    made = version.made_at.astimezone(SEOUL).strftime("%Y-%m-%d %H:%M")
    return chapter(
        "부록",
        part("조건과 단가"),
        *conditions(version.config),
        part("계산 기록"),
        facts(
            (
                ("계획 번호", f"{version.plan_id} 제{version.version}판"),
                ("작성", f"{made} (서울), {version.made_by}"),
                ("후보", f"{plan.candidates:,}곳"),
                ("감시 효과와 상한", f"{plan.objective:,.3f} / {plan.bound:,.3f}"),
                ("증명된 오차", f"{proven(plan.gap)} ({PROOFS.get(plan.proof, plan.proof)})"),
                ("계산 시간", f"{plan.cpu_s:.1f}초"),
                ("자료 지문", version.inputs_digest or NONE),
            )
        ),
        lead(
            "같은 자료와 조건으로 다시 계산하면 같은 계획이 나온다. 자료 지문은 읽은 자료 전체의 SHA-256이다."
        ),
    )
