"""교체 목록 as tables: every camera of either list, then both lists in sum."""

from bongsu.kernel.documents.sheet import Cell, Column, Sheet
from bongsu.planning.replacement.listed import DrawnList, Listed, Total
from bongsu.planning.replacement.worth import Why

WHY_KO = {
    Why.FAILED: "고장",
    Why.OVER_AGE: "내구연한 초과",
    Why.AGE_UNKNOWN: "설치일 불명",
    Why.LOW_PIXELS: "저화질",
    Why.UNCERTIFIED: "미인증",
    Why.NO_ANALYTICS: "선별관제 불가",
    Why.FAULTS: "잦은 장애",
    Why.HIGH_RISK: "고장 위험 높음",
    Why.CRITICAL: "자주 활용",
}
_KINDS = {
    "ptz": "회전형",
    "fixed": "고정형",
    "multi": "다방향",
    "lpr": "번호판",
    "thermal": "열화상",
}
_COLUMNS = (
    Column("순번", 7),
    Column("카메라번호", 18),
    Column("개소번호", 16),
    Column("명칭", 26),
    Column("위도", 12),
    Column("경도", 12),
    Column("종류", 10),
    Column("경과 연수", 10),
    Column("내구연한 초과", 12),
    Column("화소(만)", 10),
    Column("장애(건)", 10),
    Column("1년 고장 위험(%)", 14),
    Column("활용도", 10),
    Column("줄어드는 위험", 13),
    Column("단가(원)", 14, thousands=True),
    Column("위험 순", 9),
    Column("오래된 순", 9),
    Column("작업 차수", 9),
    Column("까닭", 40),
)
_TOTALS = (
    Column("항목", 22),
    Column("위험 순", 18, thousands=True),
    Column("오래된 순", 18, thousands=True),
)


def replacement_sheets(drawn: DrawnList) -> list[Sheet]:
    rows = [_row(number, one) for number, one in enumerate(drawn.rows, start=1)]
    about: list[tuple[str, Cell]] = [
        ("기준일", drawn.as_of),
        ("전체 카메라", drawn.fleet),
        ("차수", drawn.batches),
        *((f"주의 {number}", told.ko) for number, told in enumerate(drawn.warnings, start=1)),
    ]
    return [Sheet("교체목록", _COLUMNS, rows), Sheet("요약", _TOTALS, _totals(drawn), about=about)]


def _row(number: int, one: Listed) -> list[Cell]:
    return [
        number,
        one.camera_id,
        one.site_id,
        one.name,
        round(one.lat, 6),
        round(one.lon, 6),
        _KINDS.get(one.kind, "종류 불명"),
        None if one.age_years is None else round(one.age_years, 1),
        "초과" if one.over_age else None,
        one.pixels_10k,
        one.faults,
        round(100 * one.risk, 2),
        round(one.criticality, 3),
        round(one.removed, 4),
        one.won,
        "O" if one.ours else None,
        "O" if one.oldest else None,
        one.batch or None,
        ", ".join(WHY_KO[Why(word)] for word in one.why),
    ]


def _totals(drawn: DrawnList) -> list[list[Cell]]:
    def both(name: str, field: str) -> list[Cell]:
        return [name, _of(drawn.ours, field), _of(drawn.oldest, field)]

    return [
        both("카메라(대)", "cameras"),
        both("금액(원)", "won"),
        both("내구연한 초과(대)", "over_age"),
        both("저화질(대)", "low_pixels"),
        both("평균 경과 연수", "mean_age_years"),
        both("줄어드는 위험", "removed"),
    ]


def _of(total: Total, field: str) -> Cell:
    value: float | int | None = getattr(total, field)
    return round(value, 3) if isinstance(value, float) else value
