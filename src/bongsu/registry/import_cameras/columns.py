"""Which column of a file means what: the thirteen of the standard, their later names, and which a file lacks."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

STANDARD = {
    "managed_by": "관리기관명",
    "address_road": "소재지도로명주소",
    "address_jibun": "소재지지번주소",
    "purpose": "설치목적구분",
    "camera_count": "카메라대수",
    "pixels_10k": "카메라화소수",
    "direction": "촬영방면정보",
    "retention_days": "보관일수",
    "installed": "설치년월",
    "phone": "관리기관전화번호",
    "lat": "위도",
    "lon": "경도",
    "reference_date": "데이터기준일자",
}
# seen in later exports and in the portal's merged file
_VARIANTS = {
    "설치연월": "installed",
    "WGS84위도": "lat",
    "WGS84경도": "lon",
    "제공기관코드": "organisation_code",
    "제공기관명": "organisation_name",
    "번호": "number",
}
_MEANING = {korean: field for field, korean in STANDARD.items()} | _VARIANTS
# without these a row is no camera site; either address will do
ESSENTIAL = ("purpose", "camera_count", "lat", "lon")
_BLANKS = re.compile(r"[\s\ufeff\u200b]+")


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each known field stands in a row. `missing` names the standard's columns that the file lacks."""

    at: dict[str, int]
    width: int
    missing: tuple[str, ...]
    untidy: bool
    usable: bool

    def cell(self, cells: Sequence[str], field: str) -> str | None:
        """The trimmed cell, or None where the file has no such column; an empty cell is an empty string."""
        index = self.at.get(field)
        return cells[index].strip() if index is not None and index < len(cells) else None

    def empty(self, rows: Iterable[Sequence[str]]) -> tuple[str, ...]:
        """The standard's columns that the file has, but left empty in every row."""
        seen = {field for row in rows for field in self.at if self.cell(row, field)}
        return tuple(
            STANDARD[field] for field in self.at if field in STANDARD and field not in seen
        )


def read_header(header: Sequence[str]) -> Columns:
    """Understands a header in any order; where a name stands twice, the first one counts."""
    at: dict[str, int] = {}
    for index, cell in enumerate(header):
        field = _MEANING.get(_BLANKS.sub("", cell))
        if field is not None:
            at.setdefault(field, index)
    missing = tuple(korean for field, korean in STANDARD.items() if field not in at)
    usable = all(field in at for field in ESSENTIAL) and bool(
        {"address_road", "address_jibun"} & at.keys()
    )
    untidy = any(cell != _BLANKS.sub("", cell) for cell in header)
    return Columns(at, len(header), missing, untidy, usable)
