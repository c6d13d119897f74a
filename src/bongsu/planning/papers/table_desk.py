"""Hands out a replacement list and a year's money as tables, each for a reason that stands in the trail."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bongsu.audit.downloads import Download, checked_reason, hash_of, keep_download
from bongsu.kernel.clock import Clock
from bongsu.kernel.database import Database
from bongsu.kernel.documents.sheet import Sheet, book_of, csv_of
from bongsu.planning.money.desk import MoneyDesk
from bongsu.planning.papers.desk import MEDIA, Form, Paper
from bongsu.planning.papers.money_sheets import money_sheets
from bongsu.planning.papers.replacement_sheets import replacement_sheets
from bongsu.planning.replacement.desk import NO_LIST, ReplacementDesk, UnknownList
from bongsu.planning.requests.desk import By


class TableForm(StrEnum):
    """`csv` has the first table only."""

    CSV = "csv"
    XLSX = "xlsx"


_MEDIA = {TableForm.CSV: "text/csv; charset=utf-8", TableForm.XLSX: MEDIA[Form.XLSX]}


@dataclass(frozen=True, slots=True)
class _Table:
    """What is asked for: a word for the trail, the file's name without its ending, how many records."""

    what: str
    name: str
    title: str
    rows: int
    span: dict[str, object]


@dataclass(frozen=True, slots=True)
class TableDesk:
    """One for a node."""

    database: Database
    clock: Clock
    lists: ReplacementDesk
    purses: MoneyDesk

    async def replacement(self, list_id: str, form: TableForm, reason: str, by: By) -> Paper:
        """Raises `UnknownList`, `ReasonMissing`."""
        shown = (await self.lists.view(list_id)).shown
        if shown is None:
            raise UnknownList(NO_LIST, field="list_id")
        drawn = shown.drawn
        table = _Table(
            "replacement_list",
            f"replacement-{drawn.as_of}",
            "노후 카메라 교체",
            len(drawn.rows),
            {"list": list_id},
        )
        return await self._file(table, replacement_sheets(drawn), form, reason, by)

    async def money(self, year: int, form: TableForm, reason: str, by: By) -> Paper:
        """Raises `ReasonMissing`."""
        view = await self.purses.view(year)
        table = _Table(
            "budget", f"budget-{year}", f"{year}년 예산", len(view.lines), {"year": year}
        )
        return await self._file(table, money_sheets(view), form, reason, by)

    async def _file(
        self, table: _Table, sheets: Sequence[Sheet], form: TableForm, reason: str, by: By
    ) -> Paper:
        why, now = checked_reason(reason), self.clock.now()
        if form is TableForm.CSV:
            content = await asyncio.to_thread(csv_of, sheets[0])
        else:
            content = await asyncio.to_thread(book_of, table.title, sheets, now)
        download = Download(
            what=table.what,
            form=form.value,
            reason=why,
            by=by.actor,
            organisation=by.organisation,
            sha256=hash_of(content),
            rows=table.rows,
            span=table.span,
        )
        async with self.database.work() as work:
            await keep_download(work, now, download)
        return Paper(f"{table.name}.{form}", _MEDIA[form], content)
