"""공개용: the report for everybody, made of `Published` alone."""

from bongsu.planning.money.won import won_ko
from bongsu.planning.papers.blocks import (
    Block,
    chapter,
    facts,
    figures,
    items,
    lead,
    maps,
    say,
    table,
)
from bongsu.planning.papers.draw_map import Legend, shaded, sheet_of
from bongsu.planning.papers.method import CRIME_CARE, grounds, proof_words, sources, steps_of_work
from bongsu.planning.papers.published import Published
from bongsu.planning.papers.words import BESIDE, FUNDS, NONE, ORIGINS, cameras
from bongsu.planning.plans.state_words import words_of

MARK = "공개용"
ONLY_ANNOUNCED = (
    "동별 수치는 행정예고를 시작한 곳만 센다. 예고 전의 곳은 자치구 전체의 합계에만 들어 있으며, 위치와 방향, "
    "격자별 점수와 감시 범위는 공개하지 않는다."
)
_COUNTS = ("0개소", "1개소", "2 – 3개소", "4 – 7개소", "8개소 이상")
_MAP_MM, _TALL_MM = 174.0, 150.0


def document_of(of: Published) -> dict[str, object]:
    """What `report.typ` shows."""
    return {
        "title": of.title,
        "centre": of.centre,
        "mark": MARK,
        "cover": [
            ["사업 연도", f"{of.year}년"],
            ["부서", f"{of.centre} {of.department}".strip()],
            ["계획 작성일", of.drawn_on],
            ["판", f"제{of.version}판{' (확정)' if of.is_chosen else ' (검토 중)'}"],
            ["문서 작성일", of.made_on],
        ],
        "chapters": [
            _summary(of),
            chapter(
                "추진 근거와 방법",
                *grounds(),
                *steps_of_work(along_streets=of.along_streets, step_m=of.step_m),
                say(
                    "점수는 감시 공백, 범죄(추정), 주변 업소, 어두움, 어린이보호구역과 비상벨, 요청과 민원을 함께 본다."
                ),
                *sources(of.sources, with_rows=False),
            ),
            _money(of),
            _by_dong(of),
            _origins(of),
            _beside(of),
            _way(of),
            _care(of),
        ],
    }


def _summary(of: Published) -> Block:
    return chapter(
        "요약",
        figures(
            (
                ("설치 개소", f"{of.sites}", "개소"),
                ("카메라", f"{of.ptz + of.fixed}", f"대 · 회전형 {of.ptz} 고정형 {of.fixed}"),
                ("소요 금액", won_ko(of.won), f"{of.won:,} 원"),
                ("행정예고", f"{of.announced_sites}", "개소에서 시작"),
            )
        ),
        items(
            (
                f"{of.sites}개소에 {cameras(of.ptz, of.fixed)}를 {won_ko(of.won)}으로 설치하는 계획이다.",
                f"점수로 가중한 감시 범위는 자치구 전체로 약 {of.before_percent} %에서 약 {of.after_percent} %가 된다.",
                proof_words(of.gap),
                ONLY_ANNOUNCED,
            )
        ),
    )


def _money(of: Published) -> Block:
    rows = [
        [FUNDS[one.kind], f"{one.won:,}", NONE if one.used is None else f"{one.used:,}"]
        for one in of.purses
    ]
    total = ["합계", f"{sum(one.won for one in of.purses):,}", f"{of.won:,}"]
    hidden = any(one.used is None for one in of.purses)
    return chapter(
        "재원별 계획",
        table(("재원", "배정액(원)", "계획액(원)"), (0, 44, 44), rows, numbers=(1, 2), total=total),
        lead("동이 정해진 재원이 있어 재원별 계획액은 합계만 공개한다.") if hidden else None,
    )


def _by_dong(of: Published) -> Block:
    rows = [
        [
            one.name,
            NONE if one.population is None else f"{one.population:,}",
            f"{one.sites}",
            f"{one.cameras}",
        ]
        for one in of.dongs
    ]
    people = [one.population for one in of.dongs if one.population is not None]
    total = [
        "합계",
        f"{sum(people):,}" if people else NONE,
        f"{of.announced_sites}",
        f"{sum(one.cameras for one in of.dongs)}",
    ]
    head = ("행정동", "인구", "행정예고 개소", "대수")
    return chapter(
        "동별 현황",
        lead(ONLY_ANNOUNCED),
        table(head, (0, 34, 34, 34), rows, numbers=(1, 2, 3), total=total),
        _map(of),
    )


def _map(of: Published) -> Block | None:
    if not of.outlines:
        return None
    legend = Legend("행정예고 개소", (1, 2, 4, 8), lambda value: f"{value:.0f}개소", _COUNTS)
    alt = "행정동별 행정예고 개소를 회색의 짙기로 나타낸 지도. 값은 동별 표와 같다."
    counts = {one.code: float(one.sites) for one in of.dongs}
    return maps(
        shaded(sheet_of(of.outlines, _MAP_MM, _TALL_MM), "행정예고 개소", counts, legend, alt)
    )


def _origins(of: Published) -> Block:
    rows = [
        [ORIGINS[one], f"{number}", f"{100 * number / max(1, of.sites):.0f} %"]
        for one, number in of.origins
    ]
    return chapter(
        "출처별 비율",
        table(("출처", "개소", "비율"), (0, 24, 24), rows, numbers=(1, 2)),
        lead("한 곳이 여러 출처에 해당하면 각각에 센다. 그래서 합이 100 %를 넘을 수 있다."),
    )


def _beside(of: Published) -> Block:
    rows = [[BESIDE.get(name, name), f"{more:+d} %"] for name, more in of.beside]
    return chapter(
        "다른 방법과의 비교",
        table(("같은 금액을 다른 방법으로 쓸 때", "이 계획이 더"), (0, 40), rows, numbers=(1,))
        if rows
        else lead("없음."),
    )


def _way(of: Published) -> Block:
    if not of.is_chosen:
        return chapter("일정", lead("아직 확정하지 않은 계획이다."))
    rows = [["행정예고 전", f"{of.waiting}"]]
    rows += [[words_of(state)[0], f"{number}"] for state, number in of.announced]
    return chapter(
        "일정과 공정률",
        facts(
            (
                ("공정률", f"{of.progress_percent} %"),
                ("기한", of.deadline or NONE),
                ("기준일", of.made_on),
            )
        ),
        table(("단계", "개소"), (0, 40), rows, numbers=(1,)),
    )


def _care(of: Published) -> Block:
    return chapter(
        "주의할 점",
        say(CRIME_CARE) if of.uses_crime else None,
        items(
            (
                "점수는 순서를 정하기 위한 것이며, 점수가 낮은 곳이 안전하다는 뜻이 아니다.",
                "행정예고와 현장실사 결과에 따라 위치와 개소가 바뀔 수 있다.",
            )
        ),
    )
