"""Reading agreements: the list, one version whole, the bytes to sign, conflicts, the check of a text being written."""

import msgspec
from litestar import Response, get, post
from litestar.datastructures import State
from litestar.params import FromPath, JSONBody

from bongsu.identity.people import OWN_ROLES
from bongsu.identity.routes import require
from bongsu.kernel.clock import Clock
from bongsu.sharing.book import AgreementBook
from bongsu.sharing.keeping.failures import UnknownAgreement
from bongsu.sharing.routes.show import checked, conflict_views, summaries, whole_version
from bongsu.sharing.routes.views import (
    AgreementCheck,
    AgreementSummary,
    AgreementVersion,
    ConflictView,
)
from bongsu.sharing.store import running_under

OWN = require(*OWN_ROLES)


class Written(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A text as it is being written: it may be wrong anywhere, and the answer says where."""

    document: dict[str, object]


@get("/", guards=[OWN], operation_id="ListAgreements")
async def list_agreements(state: State) -> list[AgreementSummary]:
    """One line per agreement."""
    book: AgreementBook = state.agreements
    clock: Clock = state.clock
    now = clock.now()
    async with state.database.read() as connection:
        running = await running_under(connection, state.desk.centre.code, now)
    return summaries(book, running, now)


@get("/conflicts", guards=[OWN], operation_id="AgreementConflicts")
async def agreement_conflicts(state: State) -> list[ConflictView]:
    """Pairs in force that cover the same request and answer differently."""
    clock: Clock = state.clock
    return conflict_views(state.agreements, state.agreement_names, clock.now())


@post("/check", guards=[OWN], status_code=200, operation_id="CheckAgreement")
async def check_agreement(data: JSONBody[Written], state: State) -> AgreementCheck:
    """Keeps nothing."""
    clock: Clock = state.clock
    return checked(state.agreements, data.document, state.agreement_names, clock.now())


@get("/{agreement_id:str}/versions/{version:int}", guards=[OWN], operation_id="AgreementVersion")
async def agreement_version(
    agreement_id: FromPath[str], version: FromPath[int], state: State
) -> AgreementVersion:
    """The text, what it says in words, who has signed it, and what its own examples come to."""
    clock: Clock = state.clock
    names, now = state.agreement_names, clock.now()
    return whole_version(state.agreements, agreement_id, version, names, now)


@get("/{agreement_id:str}/versions/{version:int}/text", guards=[OWN], operation_id="AgreementText")
async def agreement_text(
    agreement_id: FromPath[str], version: FromPath[int], state: State
) -> Response[bytes]:
    """Exactly the bytes to sign."""
    book: AgreementBook = state.agreements
    found = book.kept.text(agreement_id, version)
    if found is None:
        raise UnknownAgreement("No such version")
    name = f"{found.agreement_id}-v{found.version}.json"
    return Response(
        found.text.encode(),
        media_type="application/json",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
