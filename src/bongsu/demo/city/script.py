"""The city's calls as data: two beside the border of 성북 and 강북, one that the neighbour refuses, one in 구로, one to the
hub itself. Places are public places; nobody in them exists."""

from collections.abc import Mapping

from bongsu.demo.script import CALLS, ScriptedCall, Unit

_ASSAULT, _FIRE, _CELL = CALLS[1], CALLS[2], CALLS[4]

# 월곡1동, about 100 m from 강북구: both districts' cameras stand within 300 m
AT_THE_BORDER = ScriptedCall(
    after_s=2, lasts_s=560, partner="seoul-112", service="P112_DISPATCH", category="ROBBERY",
    code="C0", summary="편의점 강도, 흉기 소지, 강북구 쪽으로 도주 중",
    address="서울특별시 성북구 월곡1동 (강북구 경계 부근)",
    lat=37.6098, lon=127.0337, unit=Unit("순41", "PATROL_CAR", 37.6020, 127.0420),
)  # fmt: skip
# 길음1동, about 75 m from 강북구: 강북's text lends for fires and disasters, not for rescues
NEIGHBOUR_REFUSES = ScriptedCall(
    after_s=90, lasts_s=240, partner="seoul-119", service="F119_DISPATCH", category="RESCUE",
    code=None, summary="승강기에 갇힘", address="서울특별시 성북구 길음1동 (강북구 경계 부근)",
    lat=37.6119, lon=127.0202, method="ADDRESS", accuracy_m=15,
)  # fmt: skip
# 송중동, about 120 m from 성북구
FROM_THE_OTHER_SIDE = ScriptedCall(
    after_s=40, lasts_s=400, partner="seoul-112", service="P112_DISPATCH", category="KIDNAP",
    code="C1", summary="차량에 강제로 태움, 성북구 쪽으로 이동",
    address="서울특별시 강북구 송중동 (성북구 경계 부근)",
    lat=37.6112, lon=127.0319, unit=Unit("순21", "PATROL_CAR", 37.6190, 127.0300),
)  # fmt: skip
IN_GURO = ScriptedCall(
    after_s=20, lasts_s=300, partner="seoul-112", service="P112_DISPATCH", category="ROBBERY",
    code="C1", summary="금은방 강도 신고", address="서울특별시 구로구 구로5동 부근",
    lat=37.5010, lon=126.8870, unit=Unit("순21", "PATROL_CAR", 37.4950, 126.8830),
)  # fmt: skip
# the city's own room asks both districts through the hub
TO_THE_HUB = ScriptedCall(
    after_s=60, lasts_s=420, partner="seoul-112", service="P112_DISPATCH", category="MURDER",
    code="C0", summary="구 경계를 넘나드는 흉기 난동", address="서울특별시 강북구 송중동 (성북구 경계 부근)",
    lat=37.6112, lon=127.0310,
)  # fmt: skip

CITY_CALLS: Mapping[str, tuple[ScriptedCall, ...]] = {
    "SEONGBUK": (AT_THE_BORDER, NEIGHBOUR_REFUSES, _ASSAULT, _FIRE, _CELL),
    "GANGBUK": (FROM_THE_OTHER_SIDE,),
    "GURO": (IN_GURO,),
    "SEOUL": (TO_THE_HUB,),
}
