"""The public edition as spreadsheets, made of `Published` alone."""

from bongsu.kernel.documents.sheet import Cell, Column, Sheet
from bongsu.planning.papers.internal_sheets import ORIGIN_COLUMNS, PAIRS
from bongsu.planning.papers.public import ONLY_ANNOUNCED
from bongsu.planning.papers.published import Published
from bongsu.planning.papers.words import FUNDS, ORIGINS


def public_sheets(of: Published) -> list[Sheet]:
    summary: list[list[Cell]] = [
        ["계획", of.title],
        ["판형", "공개용"],
        ["기관", of.centre],
        ["연도", f"{of.year}"],
        ["계획 작성일", of.drawn_on],
        ["개소", of.sites],
        ["회전형(대)", of.ptz],
        ["고정형(대)", of.fixed],
        ["금액(원)", of.won],
        ["행정예고 개소", of.announced_sites],
        ["감시 범위 설치 전(약 %)", of.before_percent],
        ["감시 범위 설치 후(약 %)", of.after_percent],
        ["동별 수치", ONLY_ANNOUNCED],
    ]
    purses: list[list[Cell]] = [[FUNDS[one.kind], one.won, one.used] for one in of.purses]
    granted = sum(one.won for one in of.purses)
    dongs: list[list[Cell]] = [
        [one.code, one.name, one.population, one.sites, one.cameras] for one in of.dongs
    ]
    origins: list[list[Cell]] = [
        [ORIGINS[one], number, round(100 * number / max(1, of.sites))] for one, number in of.origins
    ]
    return [
        Sheet("요약", PAIRS, summary),
        Sheet("재원", _PUBLIC_PURSES, [*purses, ["합계", granted, of.won]]),
        Sheet("동별", _PUBLIC_DONGS, dongs),
        Sheet("출처", ORIGIN_COLUMNS, origins),
    ]


_PUBLIC_PURSES = (
    Column("재원", 24),
    Column("배정액(원)", 18, thousands=True),
    Column("계획액(원)", 18, thousands=True),
)
_PUBLIC_DONGS = (
    Column("행정동코드", 13),
    Column("행정동", 14),
    Column("인구", 12, thousands=True),
    Column("행정예고 개소", 14),
    Column("행정예고 대수", 14),
)
