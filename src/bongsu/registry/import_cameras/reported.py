"""Makes a file's report and its kept rows out of its survey."""

from collections import Counter
from typing import Any  # Any: rows for SQLAlchemy Core

import msgspec

from bongsu.registry.import_cameras.defects import read_count
from bongsu.registry.import_cameras.flags import Reason
from bongsu.registry.import_cameras.report import Changes, FileReport, QuarantinedRow, equation
from bongsu.registry.import_cameras.survey import (
    Survey,
    count_cameras,
    without_addresses_of_machines,
)

_LISTED = 100


def report_of(survey: Survey, changes: Changes) -> FileReport:
    draft = _draft(survey, changes)
    accounted, text = equation(draft)
    return msgspec.structs.replace(draft, accounted=accounted, equation=text)


def _draft(survey: Survey, changes: Changes) -> FileReport:
    raw, columns, sites, quarantined = survey.raw, survey.columns, survey.sites, survey.quarantined
    in_file = count_cameras(columns, raw.rows)
    reference = survey.reference_date
    return FileReport(
        file=raw.name,
        sha256=raw.sha256,
        encoding=raw.encoding,
        imported=columns.usable,
        districts=sorted({site.first.district.name_ko for site in sites}),
        reference_date=reference.isoformat() if reference else None,
        rows=len(raw.rows),
        rows_in_sites=sum(len(site.rows) for site in sites),
        empty_rows=len(survey.empty),
        quarantined=len(quarantined),
        rows_not_imported=0 if columns.usable else len(raw.rows),
        sites=len(sites),
        cameras=sum(len(site.cameras) for site in sites),
        cameras_in_file=in_file,
        cameras_quarantined=sum(row.camera_count or 0 for row in quarantined),
        cameras_not_imported=0 if columns.usable else in_file,
        rows_with_unreadable_count=_unreadable_counts(survey),
        flags=_flags(survey),
        quarantined_by_reason=dict(Counter(row.reason.value for row in quarantined)),
        quarantined_rows=[QuarantinedRow(row.raw.number, row.reason.value) for row in quarantined][
            :_LISTED
        ],
        missing_columns=list(columns.missing),
        empty_columns=list(columns.empty(row.cells for row in raw.rows)),
        header_untidy=columns.untidy,
        unchanged=changes.none,
        changes=changes,
        accounted=False,
        equation="",
    )


def _flags(survey: Survey) -> dict[str, int]:
    counted = Counter(
        flag.value for site in survey.sites for flags in site.row_flags for flag in flags
    )
    counted.update(flag.value for row in survey.quarantined for flag in row.flags)
    return dict(sorted(counted.items()))


def _unreadable_counts(survey: Survey) -> int:
    """Quarantined rows whose number of cameras nobody can know; they stand in no sum."""
    cell = survey.columns.cell
    return sum(
        isinstance(read_count(cell(row.raw.cells, "camera_count")), Reason)
        for row in survey.quarantined
    )


def kept_rows(survey: Survey, ids: dict[str, str]) -> list[dict[str, Any]]:
    """Every row of the file with what became of it."""
    kept = [
        _kept(row.raw.number, row.raw.cells, flags, "site", site_id=ids[site.key])
        for site in survey.sites
        for row, flags in zip(site.rows, site.row_flags, strict=True)
    ]
    kept += [
        _kept(row.raw.number, row.raw.cells, row.flags, "quarantined", reason=row.reason.value)
        for row in survey.quarantined
    ]
    kept += [_kept(row.number, row.cells, (), "empty") for row in survey.empty]
    return kept


def _kept(
    number: int,
    cells: tuple[str, ...],
    flags: tuple[str, ...],
    outcome: str,
    *,
    reason: str | None = None,
    site_id: str | None = None,
) -> dict[str, Any]:
    return {
        "row_number": number,
        "cells": without_addresses_of_machines(cells),
        "flags": [str(flag) for flag in flags],
        "outcome": outcome,
        "reason": reason,
        "site_id": site_id,
    }
