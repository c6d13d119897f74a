"""The policy for whoever asks, signed in or not: put together at most once a minute, its PDF once for each text."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from bongsu.audit.entry import Entry, canonical
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.identity.duties.store import all_officers
from bongsu.kernel.clock import SEOUL, Clock
from bongsu.kernel.database import Database
from bongsu.kernel.documents.pdf import make_pdf
from bongsu.kernel.failures import Failure, Kind
from bongsu.registry.count import count
from bongsu.registry.store import Connection
from bongsu.sharing.book import AgreementBook
from bongsu.sharing.operating_policy.facts import CentreFacts, Office, Said
from bongsu.sharing.operating_policy.policy import (
    OperatingPolicy,
    PolicyText,
    hash_of_text,
    policy_of,
    policy_text,
    recipients_of,
)
from bongsu.sharing.operating_policy.store import (
    facts_said,
    publish_text,
    published,
    say_facts,
    text_numbered,
)
from bongsu.sharing.policy import is_living, looked_at

KEPT_FOR = timedelta(seconds=60)
_TEMPLATE = Path(__file__).parent / "policy.typ"


class NoSuchText(Failure):
    kind = Kind.NOT_FOUND
    code = "no_such_text"


class NothingNew(Failure):
    """The text that stands is the one published last."""

    kind = Kind.CONFLICT
    code = "nothing_new"


@dataclass(slots=True)
class PolicyDesk:
    """One per node. Anybody may ask, so what was made is kept for a minute."""

    database: Database
    clock: Clock
    centre: str
    name: Said
    agreements: AgreementBook
    _made: OperatingPolicy | None = None
    _documents: dict[tuple[str, str], bytes] = field(default_factory=dict)
    _one_at_a_time: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def policy(self) -> OperatingPolicy:
        now = self.clock.now()
        async with self._one_at_a_time:
            made = self._made
            if made is None or not timedelta(0) <= now - made.made_at < KEPT_FOR:
                made = self._made = await self._put_together(now)
        return made

    async def document(self, lang: str) -> bytes:
        """The policy as PDF, of the moment at which it was put together."""
        policy = await self.policy()
        key = (lang, hash_of_text(policy.text) + str(len(policy.history)))
        async with self._one_at_a_time:
            if key not in self._documents:
                data = {"policy": policy, "title": _TITLE[lang], "centre": _in(lang, self.name)}
                self._documents = {
                    known: file for known, file in self._documents.items() if known[1] == key[1]
                }
                self._documents[key] = await make_pdf(_TEMPLATE, data, policy.made_at, lang=lang)
        return self._documents[key]

    async def facts(self) -> CentreFacts:
        async with self.database.read() as connection:
            return await facts_said(connection)

    async def text(self, number: int) -> PolicyText:
        """A text as it was published. Raises `NoSuchText`."""
        async with self.database.read() as connection:
            found = await text_numbered(connection, number)
        if found is None:
            raise NoSuchText(f"no text {number} was published")
        return found

    async def say(self, facts: CentreFacts, by: str) -> None:
        """The head of the centre says what no table knows."""
        now = self.clock.now()
        entry = Entry(
            kind=TrailKind.DUTY,
            actor=by,
            organisation=self.centre,
            body={"duty": "centre_facts", "facts": msgspec.to_builtins(facts)},
        )
        async with self.database.work() as work:
            await say_facts(work.connection, facts, now, by)
            await record(work, now, entry)
        self._made = None

    async def publish(self, note: str, by: str) -> int:
        """Keeps today's text with its date and hash. Raises `NothingNew`."""
        now = self.clock.now()
        policy = await self._put_together(now)
        if not policy.differs:
            raise NothingNew("the text that stands is already published")
        sha256 = hash_of_text(policy.text)
        async with self.database.work() as work:
            body = canonical(policy.text)
            number = await publish_text(work.connection, body, sha256, note, now, by)
            facts = {"duty": "policy_text", "number": number, "sha256": sha256, "note": note}
            entry = Entry(kind=TrailKind.DUTY, actor=by, organisation=self.centre, body=facts)
            await record(work, now, entry)
        self._made = None
        return number

    async def _put_together(self, now: datetime) -> OperatingPolicy:
        today = now.astimezone(SEOUL).date()
        async with self.database.read() as connection:
            facts = await facts_said(connection)
            counts = await count(connection, today)
            history = await published(connection)
            officer = await self._officer(connection, now)
        living = [one for one in looked_at(self.agreements.policy(now), now) if is_living(one, now)]
        recipients = [
            recipient
            for one in living
            for recipient in recipients_of(
                one.agreement, self.centre, suspended=one.suspension is not None
            )
        ]
        text = policy_text(self.name, facts, counts, officer, recipients)
        return policy_of(text, facts, history, now, today)

    async def _officer(self, connection: Connection, now: datetime) -> Office | None:
        today = now.astimezone(SEOUL).date()
        officers = await all_officers(connection)
        found = next((one for one in officers if one.in_office(today)), None)
        return Office(found.office, found.phone) if found else None


_TITLE = {
    "ko": "영상정보처리기기 운영·관리방침",
    "en": "Operating policy for video cameras in public places",
}


def _in(lang: str, said: Said) -> str:
    return said.en if lang == "en" and said.en else said.ko
