"""Signers' public keys: the list for the centre's own people, changes for its head."""

from typing import Annotated

import msgspec
from litestar import get, post
from litestar.datastructures import State
from litestar.params import FromPath, JSONBody

from bongsu.identity.routes import Who
from bongsu.kernel.clock import Clock
from bongsu.sharing.book import AgreementBook
from bongsu.sharing.keeping.keys import add_key, withdraw_key
from bongsu.sharing.routes.changes import HEAD, WhyNow
from bongsu.sharing.routes.pages import OWN
from bongsu.sharing.routes.show import key_view
from bongsu.sharing.routes.views import PartyKeyView
from bongsu.sharing.store import running_under


class NewPartyKey(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A party's Ed25519 public key: PEM, or its 32 bytes in base64."""

    organisation: Annotated[str, msgspec.Meta(min_length=1, max_length=60)]
    public_key: Annotated[str, msgspec.Meta(min_length=1, max_length=1000)]
    note: Annotated[str, msgspec.Meta(max_length=200)] = ""


@get("/", guards=[OWN], operation_id="ListPartyKeys")
async def party_keys(state: State) -> list[PartyKeyView]:
    """Withdrawn ones too."""
    book: AgreementBook = state.agreements
    clock: Clock = state.clock
    now = clock.now()
    async with state.database.read() as connection:
        running = await running_under(connection, state.desk.centre.code, now)
    return [key_view(book, one, running, now) for one in book.kept.keys]


@post("/", guards=[HEAD], status_code=201, operation_id="AddPartyKey")
async def add_party_key(data: JSONBody[NewPartyKey], signed_in: Who, state: State) -> PartyKeyView:
    """Whose key it is must have been made sure of by other means."""
    book: AgreementBook = state.agreements
    clock: Clock = state.clock
    async with book.change(state.database) as work:
        key = await add_key(
            work,
            data.organisation,
            data.public_key,
            signed_in.person_id,
            clock.now(),
            note=data.note,
        )
    return key_view(book, key, {}, clock.now())


@post("/{key_id:str}/withdraw", guards=[HEAD], status_code=204, operation_id="WithdrawPartyKey")
async def withdraw_party_key(
    key_id: FromPath[str], data: JSONBody[WhyNow], signed_in: Who, state: State
) -> None:
    """What its signature alone held up lends no more, at once."""
    book: AgreementBook = state.agreements
    clock: Clock = state.clock
    async with book.change(state.database) as work:
        await withdraw_key(work, key_id, data.reason, signed_in.person_id, clock.now())
