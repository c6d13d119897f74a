"""What a survey import tells afterwards: every row of each sheet is accounted for, or `accounted` is false."""

from collections import Counter
from collections.abc import Mapping, Sequence

import msgspec

from bongsu.registry.import_survey.decide import Outcome
from bongsu.registry.import_survey.sheet import Refused, Sheet

_LISTED = 100


class RefusedRow(msgspec.Struct, frozen=True):
    row: int
    camera_id: str
    reasons: list[str]


class SheetReport(msgspec.Struct, frozen=True, kw_only=True):
    """One sheet; `refused_rows` lists the first hundred, all of them are kept in the database.

    `held_back`: good rows of a sheet that was to be taken whole or not at all."""

    file: str
    rows: int
    applied: int
    known: int
    superseded: int
    silent: int
    refused: int
    held_back: int
    empty_rows: int
    cameras: int
    refused_by_reason: dict[str, int]
    refused_rows: list[RefusedRow]
    ignored_columns: list[str]
    unchanged: bool
    accounted: bool


class SurveyReport(msgspec.Struct, frozen=True, kw_only=True):
    """All sheets of one import, and their sum."""

    rows: int
    applied: int
    refused: int
    unchanged: bool
    accounted: bool
    files: list[SheetReport]


def report_of(
    sheet: Sheet, refused: Sequence[Refused], outcomes: Mapping[int, Outcome], cameras: int
) -> SheetReport:
    """`outcomes`: of every row by its number; `cameras`: how many were set."""
    number = Counter(outcomes.values())
    return SheetReport(
        file=sheet.raw.name,
        rows=len(sheet.raw.rows),
        applied=number[Outcome.APPLIED],
        known=number[Outcome.KNOWN],
        superseded=number[Outcome.SUPERSEDED],
        silent=number[Outcome.SILENT],
        refused=number[Outcome.REFUSED],
        held_back=number[Outcome.HELD_BACK],
        empty_rows=number[Outcome.EMPTY],
        cameras=cameras,
        refused_by_reason=dict(Counter(why.value for one in refused for why in one.reasons)),
        refused_rows=[_named(one) for one in refused[:_LISTED]],
        ignored_columns=sheet.ignored_columns,
        unchanged=not number[Outcome.APPLIED] and not number[Outcome.SUPERSEDED],
        accounted={row.number for row in sheet.raw.rows} == outcomes.keys(),
    )


def _named(one: Refused) -> RefusedRow:
    return RefusedRow(one.row, one.camera_id[:40], [why.value for why in one.reasons])


def total(files: Sequence[SheetReport]) -> SurveyReport:
    return SurveyReport(
        rows=sum(one.rows for one in files),
        applied=sum(one.applied for one in files),
        refused=sum(one.refused for one in files),
        unchanged=all(one.unchanged for one in files),
        accounted=all(one.accounted for one in files),
        files=list(files),
    )
