"""Changing agreements: a new draft, signatures, suspending and resuming. With each answer the book is already another."""

from dataclasses import replace
from typing import Annotated

import msgspec
from litestar import post
from litestar.datastructures import State
from litestar.params import FromPath, JSONBody

from bongsu.identity.people import Role
from bongsu.identity.routes import Who, require
from bongsu.kernel.clock import Clock
from bongsu.sharing.book import AgreementBook
from bongsu.sharing.document import AgreementDocument, as_agreement
from bongsu.sharing.keeping.add_signature import add_signature, sign_as_centre
from bongsu.sharing.keeping.add_version import add_version
from bongsu.sharing.keeping.suspend import resume, suspend
from bongsu.sharing.routes.views import AgreementAdded, AgreementSuspended

HEAD = require(Role.CENTRE_HEAD)
SUSPENDS = require(Role.CENTRE_HEAD, Role.SHIFT_LEAD, Role.CPO)
RESUMES = require(Role.CENTRE_HEAD, Role.CPO)


class NewAgreement(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A whole text, as it is written, shown and signed."""

    document: AgreementDocument


class PartySignature(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A party's own signature over the bytes of `/text`, in base64."""

    organisation: str
    key_id: str
    signature: str


class WhyNow(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The reason that the trail keeps."""

    reason: Annotated[str, msgspec.Meta(max_length=200)]


@post("/", guards=[HEAD], status_code=201, operation_id="AddAgreement")
async def add_agreement(
    data: JSONBody[NewAgreement], signed_in: Who, state: State
) -> AgreementAdded:
    """A draft with the next number, whatever number the text was written from."""
    book: AgreementBook = state.agreements
    clock: Clock = state.clock
    written = as_agreement(data.document)
    known = [one.version for one in book.kept.versions if one.agreement_id == written.agreement_id]
    draft = replace(written, version=max(known, default=0) + 1)
    async with book.change(state.database) as work:
        kept = await add_version(
            work, draft, state.desk.centre.code, signed_in.person_id, clock.now()
        )
    return AgreementAdded(agreement_id=kept.agreement_id, version=kept.version, sha256=kept.sha256)


@post(
    "/{agreement_id:str}/versions/{version:int}/sign",
    guards=[HEAD],
    status_code=204,
    operation_id="SignAgreement",
)
async def sign_agreement(
    agreement_id: FromPath[str], version: FromPath[int], signed_in: Who, state: State
) -> None:
    """The centre's signature, with this node's key."""
    book: AgreementBook = state.agreements
    clock: Clock = state.clock
    async with book.change(state.database) as work:
        await sign_as_centre(
            work,
            agreement_id,
            version,
            state.desk.centre.code,
            state.agreement_key,
            signed_in.person_id,
            clock.now(),
        )


@post(
    "/{agreement_id:str}/versions/{version:int}/signatures",
    guards=[HEAD],
    status_code=204,
    operation_id="AddSignature",
)
async def add_party_signature(
    agreement_id: FromPath[str],
    version: FromPath[int],
    data: JSONBody[PartySignature],
    signed_in: Who,
    state: State,
) -> None:
    """Checked before it is kept."""
    book: AgreementBook = state.agreements
    clock: Clock = state.clock
    async with book.change(state.database) as work:
        await add_signature(
            work,
            agreement_id,
            version,
            data.organisation,
            data.key_id,
            data.signature,
            signed_in.person_id,
            clock.now(),
        )


@post(
    "/{agreement_id:str}/suspend",
    guards=[SUSPENDS],
    status_code=200,
    operation_id="SuspendAgreement",
)
async def suspend_agreement(
    agreement_id: FromPath[str], data: JSONBody[WhyNow], signed_in: Who, state: State
) -> AgreementSuspended:
    """협약 정지: every lending under it ends now."""
    book: AgreementBook = state.agreements
    clock: Clock = state.clock
    async with book.change(state.database) as work:
        ended = await suspend(work, agreement_id, data.reason, signed_in.person_id, clock.now())
    return AgreementSuspended(ended_grants=ended)


@post(
    "/{agreement_id:str}/resume", guards=[RESUMES], status_code=204, operation_id="ResumeAgreement"
)
async def resume_agreement(
    agreement_id: FromPath[str], data: JSONBody[WhyNow], signed_in: Who, state: State
) -> None:
    """Running calls are judged again."""
    book: AgreementBook = state.agreements
    clock: Clock = state.clock
    async with book.change(state.database) as work:
        await resume(work, agreement_id, data.reason, signed_in.person_id, clock.now())
