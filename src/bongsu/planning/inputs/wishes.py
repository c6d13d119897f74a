"""A district's own list of wishes for cameras: a place, who asks, how often. No names, no texts."""

from bongsu.planning.inputs.located import Located, located
from bongsu.planning.inputs.outline import Outline
from bongsu.planning.inputs.personal import looks_personal
from bongsu.planning.inputs.places import BAD_COUNT, WHERE
from bongsu.planning.inputs.sheet import Columns, read_csv, sheet_of
from bongsu.planning.inputs.sift import PERSONAL, Sift, Why
from bongsu.planning.inputs.values import Request
from bongsu.planning.words import Origin, Told
from bongsu.registry.import_cameras.defects import read_count
from bongsu.registry.import_cameras.flags import Reason

_COLUMNS: Columns = {
    "request_id": ("id", "번호", "접수번호", "관리번호"),
    "origin": ("origin", "구분", "요청구분", "출처"),
    "lat": WHERE["lat"],
    "lon": WHERE["lon"],
    "count": ("count", "건수", "민원건수"),
}
_ORIGINS = {
    "police": Origin.POLICE, "경찰": Origin.POLICE, "경찰서": Origin.POLICE, "경찰서요청": Origin.POLICE,
    "경찰요청": Origin.POLICE, "complaint": Origin.COMPLAINT, "민원": Origin.COMPLAINT,
    "주민": Origin.COMPLAINT, "주민민원": Origin.COMPLAINT, "주민요청": Origin.COMPLAINT,
    "city_data": Origin.CITY_DATA, "빅데이터": Origin.CITY_DATA, "서울시": Origin.CITY_DATA,
}  # fmt: skip
_NO_ID = Why("id", Told("번호가 없습니다", "no id"))
_TWICE = Why("id", Told("같은 번호가 앞 행에 있습니다", "the same id stands in a row before"))
_NO_ORIGIN = Why(
    "origin",
    Told(
        "구분은 police(경찰), complaint(민원), city_data(빅데이터) 가운데 하나여야 합니다",
        "origin is none of police, complaint, city_data",
    ),
)


def read_requests(
    name: str, content: bytes, sift: Sift, *, outline: Outline
) -> tuple[Request, ...]:
    """Every row should be the district's; the caller's `Sift` is an own file's."""
    sheet = sheet_of(
        read_csv(name, content),
        _COLUMNS,
        sift,
        needed=("request_id", "origin", "lat", "lon"),
        strict=True,
    )
    here = located(sheet.rows, sift, outline, only_here=True)
    found: dict[str, Request] = {}
    for one in here:
        request = _request(one, sift, "count" in sheet.has)
        if request is None:
            continue
        if request.request_id in found:
            sift.leave_out(one.row.number, _TWICE)
        else:
            found[request.request_id] = request
    return tuple(found.values())


def _request(one: Located, sift: Sift, counted: bool) -> Request | None:
    row = one.row
    origin = _ORIGINS.get("".join(row["origin"].split()).lower())
    count = read_count(row["count"]) if counted and row["count"] else 1
    why = None
    if not row["request_id"]:
        why = _NO_ID
    elif looks_personal(row["request_id"]):
        why = PERSONAL
    elif origin is None:
        why = _NO_ORIGIN
    elif isinstance(count, Reason) or count < 1:
        why = BAD_COUNT
    if why is not None or origin is None or isinstance(count, Reason):
        sift.leave_out(row.number, why or BAD_COUNT)
        return None
    return Request(row["request_id"][:40], origin, one.lat, one.lon, count)
