"""The chapter on grounds and method: why a council may believe the choice, and what it was made from."""

from collections.abc import Sequence

from bongsu.planning.config import PlanConfig, Weights
from bongsu.planning.inputs.values import Source
from bongsu.planning.papers.blocks import Block, facts, items, lead, part, say, table
from bongsu.planning.papers.words import LAYERS, NONE, PARTS, proven

GROUNDS = (
    (
        "개인정보 보호법 제25조 제1항",
        "범죄의 예방과 수사에 필요한 경우의 고정형 영상정보처리기기 설치",
    ),
    ("같은 조 제3항, 시행령 제23조", "공공기관의 설치에 앞선 전문가·이해관계인 의견 수렴"),
    ("행정절차법 제46조", "행정예고 20일 이상(긴급할 때 10일 이상)"),
    ("같은 법 제25조 제4항·제7항", "안내판 설치, 운영·관리방침의 수립과 공개"),
)
NO_PERSON = "개인정보를 쓰지 않았다. 인구와 범죄는 동과 경찰서 관할 단위의 공표 통계이고, 요청과 민원은 위치와 건수뿐이다."
CRIME_CARE = (
    "범죄는 경찰서 관할 단위의 발생 건수를 인구로 나눈 추정치이다. 카메라가 많은 곳에서 범죄가 더 많이 "
    "집계되므로 이 수치는 스스로를 키울 수 있다. 현장실사에서 경찰서와 함께 확인한다."
)


def grounds() -> list[Block]:
    return [part("추진 근거"), table(("근거", "내용"), (54, 0), GROUNDS)]


def steps_of_work(*, along_streets: bool, step_m: float) -> list[Block]:
    """How it is done, in words that fit both editions."""
    places = "도로를 따라" if along_streets else "격자로"
    return [
        part("방법"),
        items(
            (
                "자치구를 국가지점번호 100 m 격자로 나누고, 격자마다 설치 필요도를 점수로 매긴다.",
                f"{places} {step_m:g} m마다 지점을 놓고, 지금 서 있는 카메라가 실제로 볼 수 있는 지점을 센다. "
                "회전형은 볼 수 있는 범위로, 고정형은 늘 보는 방향으로 나누어 센다.",
                "한전주·보안등주 등 기존 지주, 접수된 요청, 우선 설치지역, 새 지주가 설 수 있는 곳을 후보로 삼는다.",
                "재원별 금액과 용도, 대수, 간격, 동별 최소 개소를 지키면서 점수로 가중한 감시 범위를 가장 크게 하는 "
                "후보의 조합을 수리 최적화(정수계획법)로 찾고, 최적과의 차이를 증명한다.",
                "고른 곳은 경찰서와 현장실사를 하고 행정예고로 의견을 들은 뒤에 확정한다.",
            )
        ),
    ]


def score_formula(weights: Weights) -> list[Block]:
    """With its numbers: they let a reader work out any cell's score again."""
    rows = [
        [PARTS[name], _PARTS[name][0], _PARTS[name][1], f"{getattr(weights, name):g}"]
        for name in PARTS
    ]
    more = ", ".join(
        f"{word} {getattr(weights, name):+g}"
        for name, word in (("women", "여성"), ("detached", "단독주택"), ("aged", "65세 이상"))
    )
    return [
        part("점수 식"),
        say(
            "점수 = (감시 공백 × 가중치 + 범죄 × 가중치 + 주변 업소 × 가중치 + 어두움 × 가중치 + "
            "어린이·비상벨 × 가중치 + 요청·민원 × 가중치) × 인구 계수"
        ),
        table(("항목", "세는 방법", "범위", "가중치"), (28, 0, 18, 18), rows, numbers=(2, 3)),
        lead(
            f"인구 계수: 1에서 시작하여 그 동의 비율이 자치구 평균보다 높으면 더한다({more}). "
            f"{weights.first_band:g}점 이상은 최우선, {weights.second_band:g}점 이상은 우선으로 본다."
        ),
    ]


_PARTS = {
    "watch": ("10 × (1 − 카메라가 볼 수 있는 지점의 비율)", "0–10"),
    "crime": ("관할 5대범죄를 인구로 나눈 추정치의 5분위", "0–5"),
    "environment": ("100 m 안팎의 유흥·숙박·금융 업소", "0–5"),
    "dark": ("보안등이 없을수록 높음", "0–3"),
    "children": ("어린이보호구역과 비상벨 주변의 공백", "0–2"),
    "requests": ("주민 민원 건수와 경찰서 요청", "0–5"),
}


def sources(of: Sequence[Source], *, with_rows: bool) -> list[Block]:
    """`with_rows`: also how many rows were read."""
    head = ["자료", "출처", *(["건수"] if with_rows else []), "기준일", "이용 조건"]
    widths = [30, 0, *([20] if with_rows else []), 22, 26]
    rows = [
        [
            LAYERS.get(one.layer, one.layer),
            one.title,
            *([f"{one.rows:,}"] if with_rows else []),
            f"{one.as_of}" if one.as_of else NONE,
            one.licence or NONE,
        ]
        for one in of
    ]
    return [
        part("자료의 출처"),
        table(head, widths, rows, numbers=(2,) if with_rows else ()) if rows else lead("없음."),
        say(NO_PERSON),
    ]


def conditions(config: PlanConfig) -> list[Block]:
    """Internal: counts, quotas and prices as they were set."""
    limits, prices, quotas = config.limits, config.prices, config.quotas
    pairs = [
        ("개소", _between(limits.sites_min, limits.sites_max)),
        ("회전형", _between(limits.ptz_min, limits.ptz_max)),
        ("고정형", _between(limits.fixed_min, limits.fixed_max)),
        ("스마트폴", _between(0, limits.smart_poles_max)),
        ("동별 최소", f"{limits.sites_per_dong_min}개소"),
        ("간격", f"{limits.spacing_m:g} m 이상"),
        (
            "출처별 최소",
            f"빅데이터 {quotas.city_data:.0%}, 경찰서 {quotas.police:.0%}, 민원 {quotas.complaint:.0%}",
        ),
        ("꼭 넣은 곳·뺀 곳", f"{len(config.forced)}곳 · {len(config.forbidden)}곳"),
        (
            "단가(원)",
            f"회전형 {prices.ptz:,} · 고정형 {prices.fixed:,} · 전기·통신 {prices.connection:,} · "
            f"전용주 {prices.own_pole:,} · 한전주 {prices.utility_pole:,} · "
            f"보안등주 {prices.light_pole:,} · 건축물 {prices.building:,} · "
            f"스마트폴 {prices.smart_pole:,}",
        ),
        (
            "카메라",
            f"회전형 {config.sight.ptz_range_m:g} m, 고정형 {config.sight.fixed_range_m:g} m · "
            f"{config.sight.fixed_hfov_deg:g}°, 높이 {config.sight.height_m:g} m",
        ),
    ]
    return [facts(pairs)]


def _between(least: int, most: int | None) -> str:
    if most is None:
        return f"{least} 이상" if least else "제한 없음"
    return f"{least}" if least == most else f"{least} – {most}"


def proof_words(gap: float) -> str:
    """What the proven gap means, in one sentence."""
    if gap <= 0:
        return "같은 조건과 금액에서 감시 효과가 이보다 큰 안이 없음이 계산으로 증명되었다(증명된 오차 0 %)."
    return (
        f"같은 조건과 금액에서 어떤 안도 감시 효과가 이 계획보다 {proven(gap)}를 넘게 클 수 없음이 "
        f"계산으로 증명되었다(증명된 오차 {proven(gap)})."
    )
