"""Points of a layer out of CSV: security lights, child zones, bells, shops and poles, as published or as a district lists
them itself."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bongsu.planning.failures import PlanRefused
from bongsu.planning.inputs.located import Located, located
from bongsu.planning.inputs.outline import Outline
from bongsu.planning.inputs.personal import looks_personal
from bongsu.planning.inputs.sheet import Columns, Row, read_csv, sheet_of
from bongsu.planning.inputs.sift import PERSONAL, REPEATED, Sift, Why
from bongsu.planning.inputs.values import Place
from bongsu.planning.words import Told
from bongsu.registry.import_cameras.defects import read_count
from bongsu.registry.import_cameras.flags import Reason

WHERE: Columns = {
    "lat": ("lat", "위도", "WGS84위도", "latitude", "WGSYPT"),
    "lon": ("lon", "경도", "WGS84경도", "longitude", "lng", "WGSXPT"),
    "gu": ("gu", "자치구", "시군구명"),
    "managed_by": ("관리기관명", "org_name", "제공기관명"),
    "address_road": ("소재지도로명주소", "도로명주소", "road_addr"),
    "address_jibun": ("소재지지번주소", "지번주소", "jibun_addr"),
}
_COUNT = ("count", "설치개수", "개수", "수량")
BAD_COUNT = Why(
    "count", Told("개수가 1 이상의 정수가 아닙니다", "the count is no whole number of 1 or more")
)
_OTHER_SHOP = Why(
    "kind",
    Told("점수에 쓰지 않는 업종입니다", "a kind of shop that the score does not weigh"),
    is_fault=False,
)
_UNKNOWN_POLE = Why("kind", Told("모르는 지주 종류입니다", "unknown kind of pole"))
# 상가업소 업종 as offices write them → what the score weighs
SHOP_KINDS: Mapping[str, str] = {
    "nightlife": "nightlife", "유흥": "nightlife", "유흥주점": "nightlife", "단란주점": "nightlife",
    "유흥업소": "nightlife", "유흥·단란주점": "nightlife", "lodging": "lodging", "숙박": "lodging",
    "숙박업": "lodging", "숙박업소": "lodging", "모텔": "lodging", "여관": "lodging", "호텔": "lodging",
    "finance": "finance", "금융": "finance", "금융업": "finance", "금융기관": "finance", "은행": "finance",
}  # fmt: skip
POLE_KINDS: Mapping[str, str] = {
    "": "utility_pole", "utility_pole": "utility_pole", "한전주": "utility_pole", "전주": "utility_pole",
    "light_pole": "light_pole", "보안등주": "light_pole", "가로등주": "light_pole", "own_pole": "own_pole",
    "전용주": "own_pole", "building": "building", "건축물": "building", "smart_pole": "smart_pole",
    "스마트폴": "smart_pole",
}  # fmt: skip
# 설치형태 of a security light: what carries it could carry a camera too
CARRIERS = {"한전주": "utility_pole", "전용주": "light_pole"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """How one kind of point layer is written. `may_repeat`: many lights do stand at one written place."""

    name: str
    columns: Columns
    kind: Callable[[Row], str | None]
    is_own: bool = False
    only_here: bool = False
    may_repeat: bool = False
    other_kind: Why = _OTHER_SHOP
    strict_columns: bool = False
    needed: tuple[str, ...] = ("lat", "lon")


LIGHTS = Layer(
    name="lights",
    columns={
        **WHERE,
        "count": _COUNT,
        "code": ("name", "보안등위치명"),
        "mount": ("mount_type", "설치형태"),
    },
    kind=lambda row: "light",
    may_repeat=True,
)
CHILD_ZONES = Layer(
    name="child_zones",
    columns={**WHERE, "code": ("code", "시설종류")},
    kind=lambda row: "child_zone",
)
BELLS = Layer(
    name="bells",
    columns={**WHERE, "code": ("code", "안전비상벨관리번호")},
    kind=lambda row: "bell",
    may_repeat=True,
)
SHOPS = Layer(
    name="shops",
    columns={
        **WHERE,
        "kind": ("kind", "업종", "업종명", "상권업종소분류명"),
        "count": _COUNT,
        "code": ("code", "상가업소번호", "관리번호"),
    },
    kind=lambda row: SHOP_KINDS.get(row["kind"]),
    is_own=True,
    needed=("kind", "lat", "lon"),
)
POLES = Layer(
    name="poles",
    columns={
        **WHERE,
        "kind": ("kind", "종류"),
        "code": ("code", "전산화번호", "전주번호", "관리번호"),
    },
    kind=lambda row: POLE_KINDS.get(row["kind"]),
    is_own=True,
    other_kind=_UNKNOWN_POLE,
    strict_columns=True,
)


def read_places(
    name: str, content: bytes, sift: Sift, *, layer: Layer, outline: Outline
) -> list[Place]:
    sheet = sheet_of(
        read_csv(name, content),
        layer.columns,
        sift,
        needed=layer.needed,
        strict=layer.strict_columns,
    )
    here = located(sheet.rows, sift, outline, only_here=layer.only_here)
    if layer.is_own and sheet.rows and not here:
        sift.close()
        raise none_here(name, sift, len(sheet.rows))
    found: dict[Place, int] = {}
    places: list[Place] = []
    for one in here:
        place = _place(one, layer, sift, "count" in sheet.has)
        if place is None:
            continue
        if not layer.may_repeat and place in found:
            sift.leave_out(one.row.number, REPEATED)
            continue
        found[place] = one.row.number
        places.append(place)
        places += _carrier(one, layer)
    return places


def _place(one: Located, layer: Layer, sift: Sift, counted: bool) -> Place | None:
    kind = layer.kind(one.row)
    if kind is None:
        sift.leave_out(one.row.number, layer.other_kind)
        return None
    if looks_personal(one.row["code"]):
        sift.leave_out(one.row.number, PERSONAL)
        return None
    count = read_count(one.row["count"]) if counted and one.row["count"] else 1
    if isinstance(count, Reason) or count < 1:
        sift.leave_out(one.row.number, BAD_COUNT)
        return None
    return Place(kind, one.lat, one.lon, count, one.row["code"][:60])


def _carrier(one: Located, layer: Layer) -> list[Place]:
    kind = CARRIERS.get(one.row["mount"]) if layer is LIGHTS else None
    return [Place(kind, one.lat, one.lon)] if kind else []


def none_here(file: str, sift: Sift, rows: int) -> PlanRefused:
    """With what is wrong with the rows."""
    return PlanRefused(
        Told(
            f"{file}: {rows}행 가운데 이 자치구 안이나 300 m 이내의 것이 하나도 없습니다.",
            f"{file}: none of {rows} rows lies in the district or within 300 m of it.",
        ),
        *(one.told for one in sift.close()),
        field=sift.layer,
    )
