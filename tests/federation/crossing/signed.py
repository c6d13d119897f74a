"""Agreements that everybody has signed, and that a test may suspend or rewrite in one word."""

from collections.abc import Callable
from dataclasses import replace

from bongsu.kernel.database import Database
from bongsu.sharing.agreement import Agreement
from bongsu.sharing.book import AgreementBook
from bongsu.sharing.policy import Standing, Suspension
from tests.federation.crossing.city_map import NOW


class Book(AgreementBook):
    """Everybody has signed; a suspension is one word."""

    def __init__(self, *texts: Agreement) -> None:
        super().__init__(
            tuple(
                Standing(one, frozenset(party.organisation for party in one.parties))
                for one in texts
            )
        )

    def rewrite(self, change: Callable[[Standing], Standing]) -> None:
        self._kept = replace(self._kept, standings=tuple(map(change, self._kept.standings)))

    def suspend(self, agreement_id: str) -> None:
        said = Suspension(NOW, "per_head", "test")
        self.rewrite(
            lambda one: (
                replace(one, suspension=said) if one.agreement.agreement_id == agreement_id else one
            )
        )

    def resume(self, agreement_id: str) -> None:
        self.rewrite(
            lambda one: (
                replace(one, suspension=None) if one.agreement.agreement_id == agreement_id else one
            )
        )

    def edit(self, agreement_id: str, change: Callable[[Agreement], Agreement]) -> None:
        """The text as if it had always been so; everybody has signed that."""
        self.rewrite(
            lambda one: (
                _signed(change(one.agreement))
                if one.agreement.agreement_id == agreement_id
                else one
            )
        )

    async def refresh(self, database: Database) -> None:
        """Nothing lies behind this book."""


def _signed(text: Agreement) -> Standing:
    return Standing(text, frozenset(party.organisation for party in text.parties))
