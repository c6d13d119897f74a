"""The demo's calls as data: one of each kind of answer. Places are public places; nobody in them exists."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that drives to the scene in a straight line."""

    unit_id: str
    kind: str
    lat: float
    lon: float
    speed_kmh: float = 30.0


@dataclass(frozen=True, slots=True)
class ScriptedCall:
    """One call: when it comes, what it says, how long it lasts."""

    after_s: float
    lasts_s: float
    partner: str
    service: str
    category: str
    code: str | None
    summary: str
    address: str
    lat: float
    lon: float
    accuracy_m: float = 12.0
    method: str = "GPS"
    unit: Unit | None = None

    @property
    def system(self) -> str:
        return self.partner.rsplit("-", 1)[1]


CALLS = (
    ScriptedCall(
        after_s=2, lasts_s=560, partner="seoul-112", service="P112_DISPATCH", category="ROBBERY",
        code="C0", summary="편의점 강도, 흉기 소지, 도주 중", address="서울특별시 성북구 길음로 20 부근",
        lat=37.60490, lon=127.02300, unit=Unit("순31", "PATROL_CAR", 37.5935, 127.0170),
    ),
    ScriptedCall(
        after_s=30, lasts_s=60, partner="seoul-112", service="P112_DISPATCH", category="ASSAULT",
        code="C1", summary="주취자 간 폭행", address="서울특별시 성북구 동소문로 100 부근",
        lat=37.5926, lon=127.0165,
    ),
    ScriptedCall(
        after_s=45, lasts_s=360, partner="seoul-119", service="F119_DISPATCH", category="FIRE",
        code=None, summary="다세대주택 2층 화재", address="서울특별시 성북구 장위로 100 부근",
        lat=37.6144, lon=127.0470, method="ADDRESS", accuracy_m=20,
        unit=Unit("펌프1", "FIRE_ENGINE", 37.6060, 127.0330, 35),
    ),
    ScriptedCall(
        after_s=70, lasts_s=180, partner="seoul-112", service="P112_DISPATCH", category="THEFT",
        code="C2", summary="오토바이 절도 의심", address="서울특별시 성북구 종암로 50 부근",
        lat=37.5975, lon=127.0345, unit=Unit("순41", "PATROL_CAR", 37.6050, 127.0400),
    ),
    ScriptedCall(
        after_s=140, lasts_s=120, partner="seoul-112", service="P112_VIDEO", category="KIDNAP",
        code="C0", summary="전화 중 끊김, 기지국 위치", address="", lat=37.6010, lon=127.0130,
        accuracy_m=1500, method="CELL",
    ),
    ScriptedCall(
        after_s=200, lasts_s=120, partner="seoul-112", service="P112_DISPATCH", category="ROBBERY",
        code="C1", summary="길음2동 강도 신고", address="서울특별시 성북구 길음동 1090 부근",
        lat=37.6066, lon=127.0268,
    ),
)  # fmt: skip
ROUND_S = 600.0
