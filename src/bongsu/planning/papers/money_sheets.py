"""A year's money as tables: every line, and each purse with its sums to the won."""

from bongsu.kernel.documents.sheet import Cell, Column, Sheet
from bongsu.planning.money.ledger import Balance, LineKind
from bongsu.planning.money.views import LineView, MoneyView
from bongsu.planning.papers.words import FUNDS

_KINDS = {
    LineKind.AMENDED: "추경",
    LineKind.PLAN: "계획",
    LineKind.CONTRACT: "원인행위",
    LineKind.EXECUTED: "지출",
    LineKind.RETURNED: "반납",
    LineKind.CARRIED_OUT: "이월",
    LineKind.CARRIED_IN: "이월받음",
}
_LINES = (
    Column("날짜", 12),
    Column("재원", 16),
    Column("구분", 12),
    Column("금액(원)", 18, thousands=True),
    Column("내용", 50),
    Column("행정동", 14),
    Column("취소", 8),
)
_SUMS = {
    "granted": "당초(원)",
    "amended": "추경(원)",
    "carried_in": "이월받음(원)",
    "allotted": "예산현액(원)",
    "planned": "계획(원)",
    "contracted": "원인행위(원)",
    "executed": "지출(원)",
    "returned": "반납(원)",
    "carried_out": "이월(원)",
    "remaining": "잔액(원)",
}
_PURSES = (
    Column("재원", 16),
    Column("구분", 18),
    Column("용도", 26),
    *(Column(title, 18, thousands=True) for title in _SUMS.values()),
)


def money_sheets(view: MoneyView) -> list[Sheet]:
    purses: list[list[Cell]] = [
        [
            one.purse.code,
            FUNDS[one.purse.kind],
            one.purse.earmark or None,
            *_sums(one.balance),
        ]
        for one in view.purses
    ]
    codes = {one.purse.purse_id: one.purse.code for one in view.purses}
    return [
        Sheet("내역", _LINES, [_line(one, codes) for one in view.lines]),
        Sheet("재원", _PURSES, [*purses, ["합계", None, None, *_sums(view.total)]]),
    ]


def _sums(balance: Balance) -> list[Cell]:
    return [getattr(balance, name) for name in _SUMS]


def _line(one: LineView, codes: dict[str, str]) -> list[Cell]:
    line = one.line
    return [
        line.on,
        codes.get(line.purse_id, line.purse_id),
        _KINDS[line.kind],
        line.won,
        line.item,
        one.place or None,
        "O" if line.counters else None,
    ]
