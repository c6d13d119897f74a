"""A database with the 성북 agreement, a key for every party, and the deeds of those who keep it."""

from dataclasses import dataclass, field, replace

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database
from bongsu.sharing.agreement import Agreement
from bongsu.sharing.agreements.seongbuk import CENTRE, SEONGBUK_2023_08
from bongsu.sharing.book import AgreementBook
from bongsu.sharing.document import canonical_bytes
from bongsu.sharing.keeping.add_signature import add_signature
from bongsu.sharing.keeping.add_version import add_version
from bongsu.sharing.keeping.keys import add_key, withdraw_key
from bongsu.sharing.keeping.signing import key_id_of, public_text, sign
from bongsu.sharing.policy import Standing

ID = SEONGBUK_2023_08.agreement_id
PARTIES = tuple(party.organisation for party in SEONGBUK_2023_08.parties)
HEAD = "per_head"


@dataclass(frozen=True)
class Shelf:
    """Deeds go through the book, as routes do."""

    database: Database
    clock: FixedClock
    book: AgreementBook = field(default_factory=AgreementBook)
    keys: dict[str, Ed25519PrivateKey] = field(
        default_factory=lambda: {one: Ed25519PrivateKey.generate() for one in PARTIES}
    )

    async def add(self, text: Agreement = SEONGBUK_2023_08) -> None:
        async with self.book.change(self.database) as work:
            await add_version(work, text, CENTRE, HEAD, self.clock.now())

    async def add_keys(self) -> None:
        async with self.book.change(self.database) as work:
            for organisation, key in self.keys.items():
                await add_key(work, organisation, public_text(key), HEAD, self.clock.now())

    async def sign(
        self,
        organisation: str,
        text: Agreement = SEONGBUK_2023_08,
        *,
        by: str | None = None,
        over: Agreement | None = None,
        under_key: str | None = None,
    ) -> None:
        """`by`: whose key really signs; `over`: the text that it really signs."""
        signature = sign(self.keys[by or organisation], canonical_bytes(over or text))
        key_id = under_key or key_id_of(public_text(self.keys[organisation]))
        async with self.book.change(self.database) as work:
            await add_signature(
                work,
                text.agreement_id,
                text.version,
                organisation,
                key_id,
                signature,
                HEAD,
                self.clock.now(),
            )

    async def sign_all(self, text: Agreement = SEONGBUK_2023_08) -> None:
        for organisation in PARTIES:
            await self.sign(organisation, text)

    async def in_force(self, text: Agreement = SEONGBUK_2023_08) -> None:
        """Keys, text and every signature."""
        await self.add_keys()
        await self.add(text)
        await self.sign_all(text)

    async def withdraw(self, organisation: str, reason: str = "분실") -> None:
        async with self.book.change(self.database) as work:
            key_id = key_id_of(public_text(self.keys[organisation]))
            await withdraw_key(work, key_id, reason, HEAD, self.clock.now())

    def standing(self, version: int = 1) -> Standing:
        found = self.book.kept.standing(ID, version)
        assert found is not None
        return found


def next_version(**changed: object) -> Agreement:
    return replace(SEONGBUK_2023_08, version=2, **changed)  # type: ignore[arg-type] # by name
