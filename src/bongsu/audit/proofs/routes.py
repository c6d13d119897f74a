"""The newest checkpoint for everybody, proofs for those who examine, the door at which other trails are witnessed."""

import struct
from collections.abc import Sequence
from typing import Annotated, Any  # Any: Litestar's request is generic in what nobody here uses

import msgspec
from litestar import Request, Response, Router, get, post
from litestar.datastructures import State
from litestar.handlers import HTTPRouteHandler
from litestar.params import FromQuery, QueryParameter
from litestar.types import Guard

from bongsu.audit.note import encode64
from bongsu.audit.proofs.reading import checkpoint_note, consistency, inclusion
from bongsu.audit.proofs.status import WitnessPage, witness_page
from bongsu.audit.witnessing.witness import Verdict

BINARY = "application/octet-stream"
TEXT = "text/plain"
# https://c2sp.org/tlog-witness
_SIZE = "text/x.tlog.size"
_ANSWERS = {
    Verdict.COSIGNED: (200, TEXT),
    Verdict.MALFORMED: (400, TEXT),
    Verdict.NOT_SIGNED: (403, TEXT),
    Verdict.UNKNOWN_LOG: (404, TEXT),
    Verdict.OTHER_SIZE: (409, _SIZE),
    Verdict.FORK: (409, _SIZE),
    Verdict.ROLL_BACK: (409, _SIZE),
    Verdict.INCONSISTENT: (422, TEXT),
}
_Size = Annotated[int | None, QueryParameter(ge=1, le=2**53)]


class InclusionProof(msgspec.Struct, frozen=True):
    """That the row stands in the tree of `size` rows; hashes in base 64, from the leaf up."""

    sequence: int
    size: int
    leaf: str
    hashes: list[str]
    root: str


class ConsistencyProof(msgspec.Struct, frozen=True):
    """That the tree of `new` rows begins with that of `old`; hashes in base 64."""

    old: int
    new: int
    hashes: list[str]
    old_root: str
    new_root: str


def _is_binary(request: Request[Any, Any, State]) -> bool:
    return BINARY in request.headers.get("accept", "")


def _bytes(one: int, other: int, hashes: Sequence[bytes]) -> Response[bytes]:
    """Two numbers of 8 bytes, big end first, then the hashes."""
    return Response(struct.pack(">QQ", one, other) + b"".join(hashes), media_type=BINARY)


@get("/api/audit/checkpoint", operation_id="GetCheckpoint", tags=["audit"])
async def checkpoint(state: State, *, witnessed: FromQuery[bool] = False) -> Response[str]:
    """The newest signed checkpoint with its cosignatures; `witnessed` asks for the newest that has any."""
    async with state.database.read() as connection:
        note = await checkpoint_note(connection, witnessed=witnessed)
    return Response(str(note), media_type=TEXT)


@get("/inclusion", operation_id="ProveInclusion")
async def prove_inclusion(
    request: Request[Any, Any, State],
    state: State,
    *,
    sequence: Annotated[int, QueryParameter(ge=1, le=2**53)],
    size: _Size = None,
) -> Response[InclusionProof] | Response[bytes]:
    """That a row stands in the trail; `Accept: application/octet-stream` gives index, size and hashes as bytes."""
    async with state.database.read() as connection:
        found = await inclusion(connection, sequence, size)
    if _is_binary(request):
        return _bytes(found.sequence - 1, found.size, found.hashes)
    return Response(
        InclusionProof(
            found.sequence,
            found.size,
            encode64(found.leaf),
            [encode64(one) for one in found.hashes],
            encode64(found.root),
        )
    )


@get("/consistency", operation_id="ProveConsistency")
async def prove_consistency(
    request: Request[Any, Any, State],
    state: State,
    *,
    old: Annotated[int, QueryParameter(ge=0, le=2**53)],
    new: _Size = None,
) -> Response[ConsistencyProof] | Response[bytes]:
    """That the trail has only grown; as bytes: old, new and hashes."""
    async with state.database.read() as connection:
        found = await consistency(connection, old, new)
    if _is_binary(request):
        return _bytes(found.old, found.new, found.hashes)
    return Response(
        ConsistencyProof(
            found.old,
            found.new,
            [encode64(one) for one in found.hashes],
            encode64(found.old_root),
            encode64(found.new_root),
        )
    )


@get("/witnesses", operation_id="ListWitnesses")
async def list_witnesses(state: State) -> WitnessPage:
    """How far the trail was signed, who has cosigned it and when, and whose trails we watch."""
    async with state.database.read() as connection:
        return await witness_page(connection, state.audit_key, state.clock.now())


@post("/witness/add-checkpoint", status_code=200, operation_id="AddCheckpoint", tags=["witness"])
async def add_checkpoint(request: Request[Any, Any, State], state: State) -> Response[str]:
    """Another trail's checkpoint as C2SP tlog-witness says, for trails whose keys were added here."""
    answer = await state.witness.add_checkpoint(await request.body())
    status, media_type = _ANSWERS[answer.verdict]
    line_end = "" if answer.said.endswith("\n") else "\n"
    return Response(answer.said + line_end, status_code=status, media_type=media_type)


def proof_routes(guards: Sequence[Guard]) -> list[Router | HTTPRouteHandler]:
    """`app.state` holds `database`, `clock`, `audit_key` and `witness`; the guards are for proofs and witnesses."""
    return [
        checkpoint,
        add_checkpoint,
        Router(
            "/api/audit/proof",
            route_handlers=[prove_inclusion, prove_consistency],
            guards=list(guards),
            tags=["audit"],
        ),
        Router("/api/audit", route_handlers=[list_witnesses], guards=list(guards), tags=["audit"]),
    ]
