"""A CSV file as rows of named fields: UTF-8 or CP949, header in any order, personal columns refused, own files strictly."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bongsu.planning.failures import PlanRefused
from bongsu.planning.inputs.personal import refuse_personal
from bongsu.planning.inputs.sift import SHORT_ROW, Sift
from bongsu.planning.words import Told
from bongsu.registry.import_cameras.failures import FileFault
from bongsu.registry.import_cameras.read import RawFile, read_bytes

Columns = Mapping[str, Sequence[str]]
"""Field → the header names that mean it, the usual one first."""

_KOREAN = {
    "file_unreadable": "파일을 읽을 수 없습니다",
    "file_empty": "파일이 비어 있습니다",
    "file_not_text": "글자 파일이 아닙니다",
    "file_encoding_unknown": "UTF-8도 CP949도 아닙니다",
    "file_cut_short": "파일이 중간에 끊겼습니다",
    "field_too_long": "너무 긴 칸이 있습니다",
    "row_broken": "따옴표가 맞지 않는 행이 있습니다",
}


@dataclass(frozen=True, slots=True)
class Row:
    """`number` counts from 1 below the header; a field that the file has not is an empty text."""

    number: int
    fields: Mapping[str, str]

    def __getitem__(self, field: str) -> str:
        return self.fields.get(field, "")


@dataclass(frozen=True, slots=True)
class Sheet:
    """`has`: the known fields that the file has."""

    name: str
    has: frozenset[str]
    rows: tuple[Row, ...]


def read_csv(name: str, content: bytes) -> RawFile:
    """Raises `PlanRefused` naming file and row."""
    try:
        return read_bytes(name, content)
    except FileFault as fault:
        row = "" if fault.row is None else f" {fault.row}행"
        korean = f"{name}{row}: {_KOREAN.get(fault.code, '읽을 수 없는 파일입니다')}"
        raise PlanRefused(Told(korean, fault.detail), field=name) from fault


def sheet_of(
    raw: RawFile, columns: Columns, sift: Sift, *, needed: Sequence[str], strict: bool = False
) -> Sheet:
    """Raises `PlanRefused` naming a needed column that is missing, or (`strict`) one that is unknown."""
    header = tuple(_tidy(cell) for cell in raw.header)
    refuse_personal(raw.name, header)
    meaning = {_tidy(name).lower(): field for field, names in columns.items() for name in names}
    at: dict[str, int] = {}
    for index, cell in enumerate(header):
        field = meaning.get(cell.lower())
        if field is not None:
            at.setdefault(field, index)
    missing = [columns[field][0] for field in needed if field not in at]
    if missing:
        raise _missing(raw.name, missing, header)
    if strict:
        _refuse_unknown(raw.name, header, meaning, columns)
    return Sheet(raw.name, frozenset(at), tuple(_rows(raw, at, sift)))


def _rows(raw: RawFile, at: Mapping[str, int], sift: Sift) -> Iterator[Row]:
    width = len(raw.header)
    for row in raw.rows:
        if not any(cell.strip() for cell in row.cells):
            continue
        if len(row.cells) != width:
            sift.leave_out(row.number, SHORT_ROW)
            continue
        yield Row(row.number, {field: row.cells[index].strip() for field, index in at.items()})


def _tidy(cell: str) -> str:
    return "".join(cell.replace("\ufeff", "").replace("\u200b", "").split())


def _missing(file: str, missing: Sequence[str], header: Sequence[str]) -> PlanRefused:
    named, has = ", ".join(missing), ", ".join(header)[:200]
    return PlanRefused(
        Told(
            f"{file}: 필요한 열({named})이 없습니다. 파일의 열: {has}",
            f"{file}: missing columns ({named}); the file has {has}",
        ),
        field=missing[0],
    )


def _refuse_unknown(
    file: str, header: Sequence[str], meaning: Mapping[str, str], columns: Columns
) -> None:
    unknown = [cell or "(빈 이름)" for cell in header if cell.lower() not in meaning]
    if unknown:
        named, known = ", ".join(unknown)[:200], ", ".join(columns)
        raise PlanRefused(
            Told(
                f"{file}: 모르는 열({named})입니다. 쓸 수 있는 열: {known}",
                f"{file}: unknown columns ({named}); known are {known}",
            ),
            field=unknown[0],
        )
