"""The whole book as it lies in the database, and one year of it for the console."""

from collections.abc import Mapping
from dataclasses import dataclass

from bongsu.planning.money import store
from bongsu.planning.money.faults import Fault, faults
from bongsu.planning.money.ledger import Line, LineKind, Purse, balance, left_of
from bongsu.planning.money.unit_cost import SiteCost, site_costs, unit_cost
from bongsu.planning.money.views import LineView, MoneySite, MoneyView, PurseView
from bongsu.planning.plans.planned_site import PlannedSite
from bongsu.planning.plans.store import sites_of
from bongsu.planning.words import SiteState


@dataclass(frozen=True, slots=True)
class Book:
    """All years: a carry-over has two of them."""

    purses: tuple[Purse, ...]
    lines: tuple[Line, ...]
    sites: Mapping[str, PlannedSite]

    def faults(self) -> tuple[Fault, ...]:
        return faults(self.purses, self.lines, self.sites)

    def purse(self, purse_id: str) -> Purse | None:
        return next((one for one in self.purses if one.purse_id == purse_id), None)

    def of_year(self, year: int) -> tuple[Purse, ...]:
        return tuple(one for one in self.purses if one.year == year)

    def cameras(self) -> dict[str, int]:
        """Cameras of each planned site."""
        return {site_id: len(site.drawn.headings) for site_id, site in self.sites.items()}


async def read_book(connection: store.Connection) -> Book:
    sites = await sites_of(connection)
    return Book(
        tuple(await store.all_purses(connection)),
        tuple(await store.all_lines(connection)),
        {site.planned_site_id: site for site in sites},
    )


def view_of(book: Book, year: int) -> MoneyView:
    """What belongs to the year's purses."""
    mine = book.of_year(year)
    ids = {purse.purse_id for purse in mine}
    lines = tuple(line for line in book.lines if line.purse_id in ids)
    wrong = tuple(fault for fault in book.faults() if fault.purse_id in ids)
    cameras = book.cameras()
    return MoneyView(
        year=year,
        years=tuple(sorted({year, *(purse.year for purse in book.purses)}, reverse=True)),
        purses=tuple(
            PurseView(
                purse=purse,
                balance=balance([purse], lines),
                is_over=any(fault.purse_id == purse.purse_id for fault in wrong),
            )
            for purse in mine
        ),
        total=balance(mine, lines),
        planned=unit_cost(lines, LineKind.PLAN, cameras),
        executed=unit_cost(lines, LineKind.EXECUTED, cameras),
        lines=_lines(book, lines),
        sites=_sites(book, lines, cameras),
        faults=wrong,
        next_purses=book.of_year(year + 1),
    )


def _lines(book: Book, lines: tuple[Line, ...]) -> tuple[LineView, ...]:
    """Newest first."""
    left = left_of(lines)
    return tuple(
        LineView(line=line, left=left.get(line.line_id, 0), place=_place(book, line.site_id))
        for line in reversed(lines)
    )


def _sites(
    book: Book, lines: tuple[Line, ...], cameras: Mapping[str, int]
) -> tuple[MoneySite, ...]:
    """Sites that have money of the year, the dearest first; then those that a line may still be written to."""
    costs = [
        cost
        for cost in site_costs(lines, cameras)
        if cost.planned or cost.executed or not _is_rejected(book, cost.site_id)
    ]
    paid = {cost.site_id for cost in costs}
    costs += [
        SiteCost(site_id=site_id, cameras=cameras[site_id], planned=0, executed=0)
        for site_id in book.sites
        if site_id not in paid and not _is_rejected(book, site_id)
    ]
    return tuple(
        MoneySite(
            cost=cost, place=_place(book, cost.site_id), plan_id=book.sites[cost.site_id].plan_id
        )
        for cost in costs
    )


def _is_rejected(book: Book, site_id: str) -> bool:
    return book.sites[site_id].state is SiteState.REJECTED


def _place(book: Book, site_id: str) -> str:
    site = book.sites.get(site_id)
    return site.drawn.dong_name if site else ""
