"""What an import tells afterwards: every row and every camera of each file is accounted for, or `accounted` is false."""

from collections import Counter
from collections.abc import Iterable

import msgspec


class Changes(msgspec.Struct, frozen=True):
    """What the register did: sites added, changed, seen again in a newer file, removed; cameras added and removed."""

    added: int = 0
    changed: int = 0
    refreshed: int = 0
    removed: int = 0
    cameras_added: int = 0
    cameras_removed: int = 0

    @property
    def none(self) -> bool:
        return not any(msgspec.structs.astuple(self))


class QuarantinedRow(msgspec.Struct, frozen=True):
    row: int
    reason: str


class FileReport(msgspec.Struct, frozen=True, kw_only=True):
    """One file. `sites` and `cameras` are what the file describes, whether they were new or known already.

    `empty_columns` stand in the header and hold nothing; their values are null like those of `missing_columns`.
    `flags` counts rows; `quarantined_rows` lists the first hundred, all of them are kept in the database.
    """

    file: str
    sha256: str
    encoding: str
    imported: bool
    districts: list[str]
    reference_date: str | None
    rows: int
    rows_in_sites: int
    empty_rows: int
    quarantined: int
    rows_not_imported: int
    sites: int
    cameras: int
    cameras_in_file: int
    cameras_quarantined: int
    cameras_not_imported: int
    rows_with_unreadable_count: int
    flags: dict[str, int]
    quarantined_by_reason: dict[str, int]
    quarantined_rows: list[QuarantinedRow]
    missing_columns: list[str]
    empty_columns: list[str]
    header_untidy: bool
    unchanged: bool
    changes: Changes
    accounted: bool
    equation: str


class ImportReport(msgspec.Struct, frozen=True, kw_only=True):
    """All files of one import, and their sum."""

    rows: int
    sites: int
    cameras: int
    flags: dict[str, int]
    quarantined: int
    missing_columns: list[str]
    unchanged: bool
    accounted: bool
    changes: Changes
    areas: str
    files: list[FileReport]


def equation(report: FileReport) -> tuple[bool, str]:
    """Whether nothing was lost, and the sum that shows it."""
    rows = report.rows_in_sites + report.quarantined + report.empty_rows + report.rows_not_imported
    cameras = report.cameras + report.cameras_quarantined + report.cameras_not_imported
    text = (
        f"rows {report.rows} = {report.rows_in_sites} in sites + {report.quarantined} quarantined"
        f" + {report.empty_rows} empty + {report.rows_not_imported} not imported; "
        f"cameras {report.cameras_in_file} = {report.cameras} in sites"
        f" + {report.cameras_quarantined} quarantined"
        f" + {report.cameras_not_imported} not imported"
    )
    return report.rows == rows and report.cameras_in_file == cameras, text


def total(files: Iterable[FileReport], areas: str) -> ImportReport:
    reports = list(files)
    flags: Counter[str] = Counter()
    for report in reports:
        flags.update(report.flags)
    return ImportReport(
        rows=sum(report.rows for report in reports),
        sites=sum(report.sites for report in reports),
        cameras=sum(report.cameras for report in reports),
        flags=dict(sorted(flags.items())),
        quarantined=sum(report.quarantined for report in reports),
        missing_columns=sorted({name for report in reports for name in report.missing_columns}),
        unchanged=all(report.unchanged for report in reports),
        accounted=all(report.accounted for report in reports),
        changes=_sum(report.changes for report in reports),
        areas=areas,
        files=reports,
    )


def _sum(changes: Iterable[Changes]) -> Changes:
    rows = [msgspec.structs.astuple(change) for change in changes]
    return Changes(*(sum(column) for column in zip(*rows, strict=True))) if rows else Changes()
