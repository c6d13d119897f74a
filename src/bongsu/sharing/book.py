"""협약집: what is agreed, in memory. Whoever judges a request asks here; every change of what is kept goes through it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

from bongsu.kernel.database import Database, Work
from bongsu.sharing.agreement import Agreement, Clause
from bongsu.sharing.grants import Grant
from bongsu.sharing.keeping.kept import Kept, read_kept, version_of
from bongsu.sharing.keeping.store import Connection
from bongsu.sharing.policy import Policy, Standing, is_living, looked_at
from bongsu.sharing.rules import may_approve


class AgreementBook:
    """Of one centre. Empty until it is loaded: nothing is lent."""

    def __init__(self, standings: tuple[Standing, ...] = ()) -> None:
        self._kept = Kept(standings=standings)
        self._not_before: datetime | None = None

    async def load(self, connection: Connection) -> None:
        """What the tables say now."""
        self._kept = await read_kept(connection)

    async def refresh(self, database: Database) -> None:
        """Another process may have changed what is agreed. In a writer's turn: no older view replaces a newer one."""
        async with database.work() as work:
            self._kept = await read_kept(work.connection)

    @asynccontextmanager
    async def change(self, database: Database) -> AsyncIterator[Work]:
        """One transaction that changes what is agreed; with its commit the book is another one."""
        async with database.work() as work:
            yield work
            kept = await read_kept(work.connection)
        # no await lies between the commit and this line: nobody is judged by the old book after it
        self._kept = kept

    @property
    def kept(self) -> Kept:
        return self._kept

    def trust_nothing_before(self, moment: datetime | None) -> None:
        """The clock has gone back behind what was already written: until then nobody knows what is in force."""
        self._not_before = moment

    def is_clock_set_back(self, now: datetime) -> bool:
        return self._not_before is not None and now < self._not_before

    @property
    def not_before(self) -> datetime | None:
        return self._not_before

    def policy(self, now: datetime) -> Policy:
        """What `decide` judges by."""
        return Policy(self._kept.standings, self.is_clock_set_back(now))

    def living(self, now: datetime) -> tuple[Agreement, ...]:
        """In force now, suspended ones included."""
        every = looked_at(self.policy(now), now)
        return tuple(one.agreement for one in every if is_living(one, now))

    def text(self, agreement_id: str | None, version: int | None) -> Agreement | None:
        """A version's text, whatever has become of it: old incidents keep their names and clauses."""
        found = (one for one in self._kept.standings if version_of(one) == (agreement_id, version))
        return next((one.agreement for one in found), None)

    def text_of(self, grant: Grant) -> Agreement | None:
        """What a lending stands on."""
        return self.text(grant.agreement_id, grant.agreement_version)

    def clause_of(self, grant: Grant) -> Clause | None:
        """The clause as it was signed."""
        text = self.text_of(grant)
        return text.clause(grant.clause or "") if text else None

    def name_of(self, organisation: str) -> tuple[str, str]:
        """Korean and English, by the newest text that names it; its code where none does."""
        for one in self._newest_first():
            for party in one.parties:
                if party.organisation == organisation:
                    return party.name_ko, party.name_en
        return organisation, organisation

    def is_party(self, organisation: str) -> bool:
        return any(
            party.organisation == organisation
            for one in self._kept.standings
            for party in one.agreement.parties
        )

    def signatory_of(self, organisation: str) -> str | None:
        """Who signs for a party."""
        found = (
            party.signatory_ko
            for one in self._newest_first()
            for party in one.parties
            if party.organisation == organisation
        )
        return next(found, None)

    def phone(self, now: datetime) -> str:
        """The centre's telephone, by what is in force, else by the newest text."""
        texts = (*self.living(now), *self._newest_first())
        return texts[0].centre_phone if texts else ""

    def may_approve(self, grant: Grant, role: str, *, is_own: bool) -> bool:
        """Whether this role answers for this lending."""
        text = self.text_of(grant)
        if text is None:
            return False
        return may_approve(text, text.clause(grant.clause or ""), role, is_own=is_own)

    def approves_anything(self, role: str, now: datetime, *, is_own: bool) -> bool:
        """Whether some clause in force names this role."""
        return any(
            may_approve(one, clause, role, is_own=is_own)
            for one in self.living(now)
            for clause in one.clauses
        )

    def _newest_first(self) -> list[Agreement]:
        ordered = sorted(
            (one.agreement for one in self._kept.standings),
            key=lambda one: (one.starts, one.agreement_id, one.version),
        )
        return ordered[::-1]
