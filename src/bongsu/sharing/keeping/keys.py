"""Signers' public keys (서명 열쇠): added once, withdrawn once. Withdrawing ends what its signature alone held up."""

from datetime import datetime

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.kernel.database import Work
from bongsu.kernel.failures import Invalid
from bongsu.sharing.events import AgreementChanged
from bongsu.sharing.keeping.end_grants import end_all_under
from bongsu.sharing.keeping.failures import AlreadyDone, UnknownKey
from bongsu.sharing.keeping.kept import read_kept
from bongsu.sharing.keeping.rows import PartyKey
from bongsu.sharing.keeping.signing import key_id_of, read_public
from bongsu.sharing.keeping.store import add, key_by_id, mark_withdrawn
from bongsu.sharing.rules import Reason

LONGEST_REASON = 200


async def add_key(
    work: Work, organisation: str, public_key: str, actor: str, now: datetime, *, note: str = ""
) -> PartyKey:
    """Raises `AlreadyDone` when the key is known, also a withdrawn one: it does not come back."""
    if not organisation.strip():
        raise Invalid("Whose key is it?", field="organisation")
    public = read_public(public_key)
    key = PartyKey(key_id_of(public), organisation, public, note, now, actor)
    if await key_by_id(work.connection, key.key_id) is not None:
        raise AlreadyDone("This key is already known")
    await add(work.connection, key)
    body = {"key_id": key.key_id, "public_key": public, "note": note}
    await record(
        work,
        now,
        Entry(kind=TrailKind.ADD_KEY, actor=actor, organisation=organisation, body=body),
    )
    return key


def reason_of(given: str) -> str:
    """One line. Raises `Invalid`."""
    reason = " ".join(given.split())
    if not 0 < len(reason) <= LONGEST_REASON:
        raise Invalid("A reason of at most 200 letters", field="reason")
    return reason


async def withdraw_key(work: Work, key_id: str, reason: str, actor: str, now: datetime) -> None:
    """Raises `UnknownKey`, `AlreadyDone`. Agreements that it leaves without a good signature lend no more, at once."""
    key = await key_by_id(work.connection, key_id)
    if key is None:
        raise UnknownKey("No such key")
    if not key.is_valid:
        raise AlreadyDone("This key is already withdrawn")
    said = reason_of(reason)
    before = await read_kept(work.connection)
    await mark_withdrawn(work.connection, key_id, now, actor, said)
    entry = Entry(
        kind=TrailKind.WITHDRAW_KEY,
        actor=actor,
        organisation=key.organisation,
        body={"key_id": key_id, "reason": said},
    )
    await record(work, now, entry)
    after = await read_kept(work.connection)
    for was, now_is in zip(before.standings, after.standings, strict=True):
        if was.is_signed and not now_is.is_signed:
            one = now_is.agreement
            await end_all_under(work, one, Reason.KEY_WITHDRAWN, actor, now, one.version)
            work.tell(AgreementChanged(agreement_id=one.agreement_id, why="key"))
