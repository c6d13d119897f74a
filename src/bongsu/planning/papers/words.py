"""Planning's words as a Korean report writes them."""

from math import ceil

from bongsu.planning.words import FundKind, Mount, Origin, SiteState

MOUNTS = {
    Mount.OWN_POLE: "전용주 신설",
    Mount.UTILITY_POLE: "한전주",
    Mount.LIGHT_POLE: "보안등주",
    Mount.BUILDING: "건축물",
    Mount.SMART_POLE: "스마트폴",
}
ORIGINS = {
    Origin.CITY_DATA: "서울시 빅데이터 우선 설치지역",
    Origin.POLICE: "경찰서 요청",
    Origin.COMPLAINT: "주민 민원",
    Origin.SCORE: "격자 점수",
}
FUNDS = {
    FundKind.DISTRICT: "구비",
    FundKind.CITY: "시비",
    FundKind.NATIONAL: "국비",
    FundKind.SPECIAL_GRANT: "특별교부세",
    FundKind.SPECIAL_ADJUSTMENT: "특별조정교부금",
    FundKind.RESIDENTS: "주민참여예산",
    FundKind.OTHER: "기타",
}
PROOFS = {
    "optimal": "최적임을 증명",
    "within_gap": "정한 오차 안임을 증명",
    "time_limit": "시간 제한에 이름",
    "stopped": "담당자가 멈춤",
}
BESIDE = {
    "rank_list": "순위 목록 위에서부터",
    "greedy": "금액 대비 효과가 큰 곳부터 하나씩",
}
LAYERS = {
    "dongs": "행정동 경계",
    "cameras": "카메라 현황",
    "lights": "보안등",
    "buildings": "건물 윤곽",
    "requests": "설치 요청·민원",
    "child_zones": "어린이보호구역",
    "bells": "비상벨",
    "shops": "주변 업소",
    "poles": "지주",
    "population": "동별 인구",
    "jurisdiction": "경찰서 관할",
    "crime": "5대범죄 발생",
    "city_priority": "서울시 우선 설치지역",
    "streets": "도로",
}
# in the order of `Weights`
PARTS = {
    "watch": "감시 공백",
    "crime": "범죄(추정)",
    "environment": "주변 업소",
    "dark": "어두움",
    "children": "어린이·비상벨",
    "requests": "요청·민원",
}
ANNOUNCED = frozenset(
    {
        SiteState.HEARING,
        SiteState.BUDGETED,
        SiteState.DESIGN,
        SiteState.INSTALLED,
        SiteState.SIGNED,
        SiteState.ACCEPTED,
    }
)
"""Nothing of a site is public before its hearing; of a rejected one nothing any more."""
NONE = "–"


def percent(share: float, digits: int = 1) -> str:
    return f"{100 * share:.{digits}f} %"


def proven(gap: float) -> str:
    """Never rounded downwards: it is a promise."""
    return f"{ceil(round(gap * 100_000, 6)) / 1_000:.3f} %"


def cameras(ptz: int, fixed: int) -> str:
    return f"{ptz + fixed}대(회전형 {ptz}, 고정형 {fixed})"
