"""구로구 2024, as it was published: 54 sites, 126 cameras (35 PTZ, 91 fixed), three purses, 1,220 million won to the won.

How the money fell on single sites was not published: here a site's price is by its cameras, the last one takes the rest."""

from datetime import date

from bongsu.planning.money.ledger import Line, LineKind, Purse
from bongsu.planning.words import FundKind

PTZ, FIXED, SITES = 35, 91, 54
DISTRICT = Purse(purse_id="p1", code="구비", kind=FundKind.DISTRICT, year=2024, won=410_000_000)
CITY = Purse(purse_id="p2", code="시비", kind=FundKind.CITY, year=2024, won=510_000_000)
GRANT = Purse(
    purse_id="p3",
    code="특교세",
    kind=FundKind.SPECIAL_GRANT,
    year=2024,
    won=300_000_000,
    earmark="방범용 CCTV 설치",
)
PURSES = (DISTRICT, CITY, GRANT)
TOTAL = 1_220_000_000
# two cameras on 36 sites, three on 18: 126 on 54
CAMERAS = {f"site{number:02d}": 3 if number < 18 else 2 for number in range(SITES)}


def lines(kind: LineKind = LineKind.PLAN) -> list[Line]:
    """Site by site out of the first purse that has money left; one site may be paid out of two (매칭)."""
    left = {purse.purse_id: purse.won for purse in PURSES}
    made, rest = list[Line](), TOTAL
    for site, cameras in CAMERAS.items():
        price = rest if site == f"site{SITES - 1:02d}" else TOTAL * cameras // (PTZ + FIXED)
        rest -= price
        for purse in PURSES:
            paid = min(price, left[purse.purse_id])
            if paid:
                left[purse.purse_id] -= paid
                price -= paid
                made.append(line(len(made), purse, kind, paid, site_id=site))
    return made


def line(number: int, purse: Purse, kind: LineKind, won: int, **said: str) -> Line:
    return Line(
        line_id=f"l{kind.value}{number}",
        purse_id=purse.purse_id,
        kind=kind,
        won=won,
        on=date(purse.year, 6, 1),
        item="CCTV 설치",
        **said,
    )
