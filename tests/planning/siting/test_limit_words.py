"""Each kind of limit and what it would have to become, in both languages."""

import pytest

from bongsu.planning.siting.elastic import Thing
from bongsu.planning.siting.limit_words import Labels, clash, way

LABELS = Labels(funds=("구비", "시비"), sites=("P1", "P2"))
LEAST_PTZ = Thing("limits.ptz", 35.0, 35.0, is_least=True)
SAID = [
    (Thing("purse.1", 1.0, 510.0), "재원 시비 510,000,000원", "purse 시비 of 510,000,000 won"),
    (Thing("purse.7", 1.0, 1.0), "재원 8 1,000,000원", "purse 8 of 1,000,000 won"),
    (LEAST_PTZ, "회전형 카메라 최소 35대", "PTZ cameras: at least 35"),
    (Thing("limits.sites", 54.0, 54.0), "설치 장소 최대 54곳", "sites: at most 54"),
    (Thing("limits.smart_poles_max", 3.0, 3.0), "스마트폴 최대 3기", "smart poles: at most 3"),
    (
        Thing("quotas.police", 5.0, 0.0, is_least=True, share=0.2),
        "경찰 요청 최소 20 %",
        "police requests: at least 20 %",
    ),
    (
        Thing("limits.per_dong_min.오류1동", 1.0, 2.0, is_least=True),
        "오류1동 설치 장소 최소 2곳",
        "sites in 오류1동: at least 2",
    ),
    (Thing("spacing", 4.0), "최소 간격", "the spacing"),
    (Thing("forbidden", 4.0), "제외한 후보지", "the forbidden sites"),
    (Thing("forced.1", 4.0, 1.0, is_least=True), "포함 지정 P2", "P2 is forced"),
    (Thing("forced.9", 4.0, 1.0, is_least=True), "포함 지정 9", "9 is forced"),
    (Thing("own.limit", 1.0, 4.0), "own.limit 최대 4", "own.limit: at most 4"),
]
CHANGED = [
    (Thing("purse.0", 1.0, 410.0), 12.3456789, "재원 구비 12,345,679원 증액"),
    (LEAST_PTZ, 2.0, "회전형 카메라 최소 35대 → 33대"),
    (LEAST_PTZ, 1.2, "회전형 카메라 최소 35대 → 33대"),
    (Thing("limits.sites", 54.0, 54.0), 0.4, "설치 장소 최대 54곳 → 55곳"),
    (
        Thing("quotas.complaint", 5.0, 0.0, is_least=True, share=0.2),
        3.0,
        "주민 민원 최소 20 % → 14 %",
    ),
    (Thing("spacing", 4.0), 1.0, "최소 간격을 1곳에서 풂"),
    (Thing("forbidden", 4.0), 2.0, "제외한 후보지 2곳 허용"),
    (Thing("forced.0", 4.0, 1.0, is_least=True), 1.0, "포함 지정 P1 해제"),
]


@pytest.mark.parametrize(("thing", "ko", "en"), SAID)
def test_a_limit_is_said_as_a_planner_knows_it(thing: Thing, ko: str, en: str) -> None:
    told = clash([thing], LABELS)
    assert told.ko.endswith(ko)
    assert told.en.endswith(en)


@pytest.mark.parametrize(("thing", "by", "ko"), CHANGED)
def test_a_change_says_what_it_would_be_then(thing: Thing, by: float, ko: str) -> None:
    """Rounded so that the change is enough."""
    assert way({thing: by}, 50.0, LABELS, is_alone=True).ko == f"이것만 풀면 됩니다: {ko}"


def test_several_are_said_together() -> None:
    both = [LEAST_PTZ, Thing("spacing", 4.0)]
    assert clash(both, LABELS).en == (
        "These cannot all be kept: PTZ cameras: at least 35; the spacing"
    )
    told = way(dict.fromkeys(both, 1.0), 50.0, LABELS, is_alone=False)
    assert told.ko.startswith("함께 풀어야 합니다: ")
    assert told.en.count(";") == 1
