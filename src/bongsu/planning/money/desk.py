"""Writes purses and lines of one centre, each with its row in the trail. Nothing is changed or deleted."""

from datetime import date

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.kernel.clock import SEOUL, Clock
from bongsu.kernel.database import Database, Work
from bongsu.kernel.ids import new_id
from bongsu.planning.money import store
from bongsu.planning.money.book import Book, read_book, view_of
from bongsu.planning.money.failures import LineRefused, PurseExists, UnknownPurse, WouldOutgrow
from bongsu.planning.money.faults import MAY_BE_OUTGROWN, Fault, faults
from bongsu.planning.money.ledger import Line, LineKind, Purse
from bongsu.planning.money.take_back import counter_lines
from bongsu.planning.money.views import MoneyView
from bongsu.planning.words import FundKind, Told

_NO_PURSE = Told("그런 재원이 없습니다.", "No such purse")
_NO_LINE = Told("상쇄할 그런 줄이 없습니다.", "There is no such line to take back")
_NEXT_YEAR = Told(
    "이월은 바로 다음 해의 재원으로만 합니다.", "Money is carried over into the year after"
)


class MoneyDesk:
    """One for a node."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def view(self, year: int | None = None) -> MoneyView:
        """Without a year: the newest that has a purse and has begun, else this one."""
        async with self._database.read() as connection:
            book = await read_book(connection)
        today = self._clock.now().astimezone(SEOUL).date().year
        begun = [purse.year for purse in book.purses if purse.year <= today]
        return view_of(book, year if year is not None else max(begun, default=today))

    async def add_purse(
        self, code: str, kind: FundKind, year: int, won: int, earmark: str, by: str
    ) -> MoneyView:
        """Raises `PurseExists`."""
        purse = Purse(
            purse_id=new_id("pur"), code=code, kind=kind, year=year, won=won, earmark=earmark
        )
        async with self._database.work() as work:
            book = await read_book(work.connection)
            if any(one.code == code for one in book.of_year(year)):
                said = Told(
                    f"{year}년에 ‘{code}’ 재원이 이미 있습니다.",
                    f"{year} has a purse {code} already",
                )
                raise PurseExists(said, field="code")
            await store.add_purse(work.connection, purse, by, self._clock.now())
            body = {"did": "purse", "purse": purse.purse_id, "code": code, "year": year, "won": won}
            await self._record(work, by, body)
        return await self.view(year)

    async def add_line(self, line: Line, by: str, *, outgrow: bool) -> MoneyView:
        """`line.line_id` is given here. Raises `UnknownPurse`, `LineRefused`, `WouldOutgrow`."""
        return await self._write([_numbered(line)], by, outgrow=outgrow)

    async def take_back(self, line_id: str, reason: str, by: str) -> MoneyView:
        """A counter line of all that is left of it. Raises `LineRefused`."""
        async with self._database.work() as work:
            book = await read_book(work.connection)
            found = next((one for one in book.lines if one.line_id == line_id), None)
            back = counter_lines(book.lines, found, reason) if found else []
            if not back:
                raise LineRefused(_NO_LINE, field="line_id")
            await self._keep(work, book, back, by, outgrow=True)
        return await self.view(self._year_of(book, back[0]))

    async def carry_over(self, purse_id: str, into: str, won: int, by: str) -> MoneyView:
        """이월: out of a year's purse into the next year's. Raises `UnknownPurse`, `LineRefused`, `WouldOutgrow`."""
        async with self._database.read() as connection:
            book = await read_book(connection)
        source, target = book.purse(purse_id), book.purse(into)
        if source is None or target is None:
            raise UnknownPurse(_NO_PURSE, field="purse_id" if source is None else "into")
        if target.year != source.year + 1:
            raise LineRefused(_NEXT_YEAR, field="into")
        out = Line(
            line_id=new_id("pl"),
            purse_id=source.purse_id,
            kind=LineKind.CARRIED_OUT,
            won=won,
            on=date(source.year, 12, 31),
            item="이월",
            other_purse_id=target.purse_id,
        )
        return await self._write([out, _arriving(out, target)], by, outgrow=False)

    async def _write(self, lines: list[Line], by: str, *, outgrow: bool) -> MoneyView:
        async with self._database.work() as work:
            book = await read_book(work.connection)
            if book.purse(lines[0].purse_id) is None:
                raise UnknownPurse(_NO_PURSE, field="purse_id")
            await self._keep(work, book, lines, by, outgrow=outgrow)
        return await self.view(self._year_of(book, lines[0]))

    async def _keep(
        self, work: Work, book: Book, lines: list[Line], by: str, *, outgrow: bool
    ) -> None:
        check(book, lines, outgrow=outgrow)
        await store.add_lines(work.connection, lines, by, self._clock.now())
        for line in lines:
            body: dict[str, object] = {
                "did": line.kind.value,
                "purse": line.purse_id,
                "line": line.line_id,
                "won": line.won,
                "counters": line.counters,
                "site": line.site_id,
            }
            await self._record(work, by, body)

    @staticmethod
    def _year_of(book: Book, line: Line) -> int | None:
        purse = book.purse(line.purse_id)
        return purse.year if purse else None

    async def _record(self, work: Work, by: str, body: dict[str, object]) -> None:
        entry = Entry(kind=TrailKind.BUDGET, actor=by, body=body)
        await record(work, self._clock.now(), entry)


def check(book: Book, lines: list[Line], *, outgrow: bool) -> None:
    """What these lines would put out of order, that was in order before or less out of it."""
    before = {_same(fault): fault.over for fault in book.faults()}
    after = faults(book.purses, [*book.lines, *lines], book.sites)
    new = [
        fault for fault in after if _same(fault) not in before or fault.over > before[_same(fault)]
    ]
    for fault in new:
        if fault.code not in MAY_BE_OUTGROWN:
            raise LineRefused(fault.told, field=fault.field or None)
    if new and not outgrow:
        raise WouldOutgrow(new[0].told, field="won")


def _same(fault: Fault) -> tuple[str, str, str]:
    return fault.code.value, fault.purse_id, fault.line_id


def _numbered(line: Line) -> Line:
    return Line(
        line_id=new_id("pl"),
        purse_id=line.purse_id,
        kind=line.kind,
        won=line.won,
        on=line.on,
        item=line.item,
        site_id=line.site_id,
    )


def _arriving(out: Line, target: Purse) -> Line:
    return Line(
        line_id=new_id("pl"),
        purse_id=target.purse_id,
        kind=LineKind.CARRIED_IN,
        won=out.won,
        on=date(target.year, 1, 1),
        item=out.item,
        other_purse_id=out.purse_id,
    )
