"""Funds that do not add up, by purse or line and in words. Pure: the same for what is kept and what is about to be."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from enum import StrEnum

import msgspec

from bongsu.planning.money.ledger import Balance, Line, LineKind, Purse, balance
from bongsu.planning.money.won import won_en, won_ko
from bongsu.planning.words import Told


class FaultCode(StrEnum):
    """What does not add up."""

    OVER_EXECUTED = "over_executed"
    OVER_CONTRACTED = "over_contracted"
    OVER_PLANNED = "over_planned"
    BEYOND_CONTRACT = "beyond_contract"
    UNKNOWN_PURSE = "unknown_purse"
    UNKNOWN_SITE = "unknown_site"
    OTHER_YEAR = "other_year"
    NEGATIVE = "negative"
    NOTHING = "nothing"
    UNKNOWN_LINE = "unknown_line"
    COUNTERED_TWICE = "countered_twice"
    CARRIED_UNEQUALLY = "carried_unequally"


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """`over`: by how many won. `line_id` is empty where it concerns the purse as a whole."""

    code: FaultCode
    purse_id: str
    told: Told
    line_id: str = ""
    field: str = ""
    over: int = 0


MAY_BE_OUTGROWN = frozenset(
    {
        FaultCode.OVER_EXECUTED,
        FaultCode.OVER_CONTRACTED,
        FaultCode.OVER_PLANNED,
        FaultCode.BEYOND_CONTRACT,
    }
)
"""What has happened is written down even so, after a second look; the others are refused."""


def faults(
    purses: Sequence[Purse], lines: Sequence[Line], sites: Collection[str]
) -> tuple[Fault, ...]:
    """Of the whole book: line by line, then purse by purse."""
    known = {purse.purse_id: purse for purse in purses}
    of_line = {line.line_id: line for line in lines}
    back = Counter[str]()
    for line in lines:
        back[line.counters] += line.won
    found = [fault for line in lines for fault in line_faults(line, known, of_line, sites)]
    found += [
        _fault(
            FaultCode.COUNTERED_TWICE,
            line,
            "won",
            "상쇄한 금액이 원래보다 큽니다",
            "More is taken back than was written",
        )
        for line in lines
        if line.line_id in back and not line.counters and _beyond(line.won, back[line.line_id])
    ]
    for purse in purses:
        found += purse_faults(purse, balance([purse], lines))
    return (*found, *_carried(known, lines))


def line_faults(
    line: Line, purses: Mapping[str, Purse], lines: Mapping[str, Line], sites: Collection[str]
) -> list[Fault]:
    """Of one line, kept or about to be."""
    found = []
    purse = purses.get(line.purse_id)
    if purse is None:
        found.append(
            _fault(
                FaultCode.UNKNOWN_PURSE,
                line,
                "purse_id",
                "없는 재원입니다",
                "There is no such purse",
            )
        )
    elif line.kind is not LineKind.PLAN and line.on.year != purse.year:
        ko = f"{line.on.year}년 날짜인데 재원 {purse.code}은(는) {purse.year}년 것입니다"
        en = f"It is of {line.on.year}, and the purse {purse.code} is of {purse.year}"
        found.append(_fault(FaultCode.OTHER_YEAR, line, "on", ko, en))
    if line.won == 0:
        found.append(_fault(FaultCode.NOTHING, line, "won", "0원입니다", "It is of 0 won"))
    if line.won < 0 and not line.counters and line.kind is not LineKind.AMENDED:
        ko, en = "음수는 상쇄하는 줄에만 씁니다", "Only a counter line may be negative"
        found.append(_fault(FaultCode.NEGATIVE, line, "won", ko, en))
    if line.site_id and line.site_id not in sites:
        ko, en = "계획에 없는 개소입니다", "No plan knows this site"
        found.append(_fault(FaultCode.UNKNOWN_SITE, line, "site_id", ko, en))
    if line.counters:
        found += _counter_faults(line, lines.get(line.counters))
    return found


def purse_faults(purse: Purse, sums: Balance) -> list[Fault]:
    """Spent, bound or planned beyond what there is."""
    gone = sums.executed + sums.returned + sums.carried_out
    checks = (
        (
            FaultCode.OVER_EXECUTED,
            gone - sums.allotted,
            "집행·반납·이월이 예산보다",
            "More is spent, returned or carried over",
        ),
        (
            FaultCode.OVER_CONTRACTED,
            sums.contracted - sums.allotted,
            "계약이 예산보다",
            "More is contracted",
        ),
        (
            FaultCode.OVER_PLANNED,
            sums.planned - sums.allotted,
            "계획이 예산보다",
            "More is planned",
        ),
    )
    found = [
        Fault(
            code=code,
            purse_id=purse.purse_id,
            told=Told(
                f"{purse.year}년 {purse.code}: {ko} {won_ko(over)} 많습니다",
                f"{purse.code} {purse.year}: {en} than there is, by {won_en(over)}",
            ),
            over=over,
        )
        for code, over, ko, en in checks
        if over > 0
    ]
    return [*found, *_beyond_contract(purse, sums)]


def _beyond_contract(purse: Purse, sums: Balance) -> list[Fault]:
    """Only where contracts are written at all."""
    beyond = sums.executed - sums.contracted
    if sums.contracted <= 0 or beyond <= 0:
        return []
    told = Told(
        f"{purse.year}년 {purse.code}: 집행이 계약보다 {won_ko(beyond)} 많습니다",
        f"{purse.code} {purse.year}: {won_en(beyond)} more is spent than was contracted",
    )
    return [Fault(code=FaultCode.BEYOND_CONTRACT, purse_id=purse.purse_id, told=told, over=beyond)]


def _counter_faults(line: Line, other: Line | None) -> list[Fault]:
    if other is None or other.counters:
        ko, en = "상쇄할 줄이 없습니다", "There is no such line to take back"
        return [_fault(FaultCode.UNKNOWN_LINE, line, "counters", ko, en)]
    if (other.purse_id, other.kind, other.site_id) != (line.purse_id, line.kind, line.site_id):
        ko, en = "다른 재원, 종류나 개소의 줄입니다", "It is a line of another purse, kind or site"
        return [_fault(FaultCode.UNKNOWN_LINE, line, "counters", ko, en)]
    if other.won * line.won > 0:
        ko, en = "상쇄하는 줄은 부호가 반대여야 합니다", "A counter line has the other sign"
        return [_fault(FaultCode.NEGATIVE, line, "won", ko, en)]
    return []


def _beyond(won: int, back: int) -> bool:
    """More taken back than there was."""
    return (won + back < 0) if won > 0 else (won + back > 0)


def _carried(purses: Mapping[str, Purse], lines: Iterable[Line]) -> list[Fault]:
    between = Counter[tuple[str, str]]()
    for line in lines:
        if line.kind is LineKind.CARRIED_OUT:
            between[line.purse_id, line.other_purse_id] += line.won
        elif line.kind is LineKind.CARRIED_IN:
            between[line.other_purse_id, line.purse_id] -= line.won
    told = Told(
        "이월한 금액과 이월받은 금액이 다릅니다", "What was carried out is not what was carried in"
    )
    return [
        Fault(
            code=FaultCode.CARRIED_UNEQUALLY,
            purse_id=source if source in purses else target,
            told=told,
            over=abs(won),
        )
        for (source, target), won in between.items()
        if won
    ]


def _fault(code: FaultCode, line: Line, field: str, ko: str, en: str) -> Fault:
    return Fault(
        code=code, purse_id=line.purse_id, line_id=line.line_id, field=field, told=Told(ko, en)
    )
