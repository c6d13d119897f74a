"""Reads a whole file into sites and quarantined rows, without touching the register. CPU work: call it in a thread."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bongsu.registry.areas import Areas
from bongsu.registry.districts import District
from bongsu.registry.import_cameras.columns import Columns, read_header
from bongsu.registry.import_cameras.dates import month_is_habit
from bongsu.registry.import_cameras.defects import read_count, without_ip
from bongsu.registry.import_cameras.flags import Flag, Reason
from bongsu.registry.import_cameras.patterns import dragged_rows
from bongsu.registry.import_cameras.read import RawFile, RawRow
from bongsu.registry.import_cameras.rows import (
    Context,
    Quarantined,
    ReadRow,
    is_empty,
    named_district,
    read_row,
)
from bongsu.registry.import_cameras.sites import FoundSite, group
from bongsu.registry.settings import RegistrySettings


@dataclass(frozen=True, slots=True)
class Survey:
    """Everything one file says. A file of another schema has neither sites nor quarantined rows."""

    raw: RawFile
    columns: Columns
    sites: tuple[FoundSite, ...] = ()
    quarantined: tuple[Quarantined, ...] = ()
    empty: tuple[RawRow, ...] = ()

    @property
    def reference_date(self) -> date | None:
        days = [row.reference.day for site in self.sites for row in site.rows if row.reference]
        return max(days, default=None)


def survey(raw: RawFile, areas: Areas, settings: RegistrySettings) -> Survey:
    columns = read_header(raw.header)
    if not columns.usable:
        return Survey(raw, columns)
    empty = tuple(row for row in raw.rows if is_empty(row))
    full = [row for row in raw.rows if not is_empty(row)]
    context = Context(
        columns=columns,
        areas=areas,
        settings=settings,
        fallback=_most_named(columns, full),
        month_is_habit=month_is_habit(_column(columns, full, "installed")),
    )
    dragged = _dragged(columns, full)
    read = [_flagged(read_row(row, context), dragged) for row in full]
    rows = [row for row in read if isinstance(row, ReadRow)]
    quarantined = tuple(row for row in read if isinstance(row, Quarantined))
    return Survey(raw, columns, tuple(group(rows)), quarantined, empty)


def count_cameras(columns: Columns, rows: Sequence[RawRow]) -> int:
    """The sum of every count that can be read, whatever became of its row."""
    counts = (read_count(columns.cell(row.cells, "camera_count")) for row in rows)
    return sum(count for count in counts if not isinstance(count, Reason))


def without_addresses_of_machines(cells: Sequence[str]) -> list[str]:
    """A row for keeping: verbatim but for IPv4 addresses, which are kept nowhere."""
    return [without_ip(cell)[0] for cell in cells]


def _column(columns: Columns, rows: Sequence[RawRow], field: str) -> list[str]:
    return [columns.cell(row.cells, field) or "" for row in rows]


def _most_named(columns: Columns, rows: Sequence[RawRow]) -> District | None:
    named = Counter(found for row in rows if (found := named_district(columns, row)))
    return named.most_common(1)[0][0] if named else None


def _dragged(columns: Columns, rows: Sequence[RawRow]) -> frozenset[int]:
    """Row numbers whose retention or direction was dragged down by a spreadsheet."""
    found: set[int] = set()
    for field in ("retention_days", "direction"):
        found.update(rows[index].number for index in dragged_rows(_column(columns, rows, field)))
    return frozenset(found)


def _flagged(row: ReadRow | Quarantined, dragged: frozenset[int]) -> ReadRow | Quarantined:
    flags: tuple[Flag, ...] = (Flag.DRAG_FILL,) if row.raw.number in dragged else ()
    if any(without_ip(cell)[1] for cell in row.raw.cells) and Flag.IP_ADDRESS not in row.flags:
        flags = (*flags, Flag.IP_ADDRESS)
    return replace(row, flags=(*row.flags, *flags)) if flags else row
