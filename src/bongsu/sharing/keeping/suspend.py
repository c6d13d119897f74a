"""협약 정지: every version of an agreement stops at once, and every lending under it ends in the same transaction."""

from datetime import datetime

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.kernel.database import Work
from bongsu.sharing.events import AgreementChanged
from bongsu.sharing.keeping.end_grants import end_all_under
from bongsu.sharing.keeping.failures import AlreadyDone, UnknownAgreement
from bongsu.sharing.keeping.kept import Kept, read_kept
from bongsu.sharing.keeping.keys import reason_of
from bongsu.sharing.keeping.rows import Deed, SuspensionDeed
from bongsu.sharing.keeping.store import add
from bongsu.sharing.rules import Reason


async def suspend(work: Work, agreement_id: str, reason: str, actor: str, now: datetime) -> int:
    """Answers how many lendings it ended. Raises `UnknownAgreement`, `AlreadyDone`."""
    kept = await _note(work, agreement_id, Deed.SUSPEND, reason, actor, now)
    one = next(
        one.agreement for one in kept.standings if one.agreement.agreement_id == agreement_id
    )
    return await end_all_under(work, one, Reason.SUSPENDED, actor, now)


async def resume(work: Work, agreement_id: str, reason: str, actor: str, now: datetime) -> None:
    """What ended stays ended; running calls are judged again and may be lent anew."""
    await _note(work, agreement_id, Deed.RESUME, reason, actor, now)


async def _note(
    work: Work, agreement_id: str, deed: Deed, reason: str, actor: str, now: datetime
) -> Kept:
    said = reason_of(reason)
    kept = await read_kept(work.connection)
    if all(one.agreement.agreement_id != agreement_id for one in kept.standings):
        raise UnknownAgreement("No such agreement")
    history = [one for one in kept.deeds if one.agreement_id == agreement_id]
    is_suspended = bool(history) and history[-1].deed is Deed.SUSPEND
    if is_suspended == (deed is Deed.SUSPEND):
        raise AlreadyDone("The agreement stands like that already")
    await add(
        work.connection,
        SuspensionDeed(agreement_id, len(history) + 1, deed, now, actor, said),
    )
    kind = TrailKind.SUSPEND_AGREEMENT if deed is Deed.SUSPEND else TrailKind.RESUME_AGREEMENT
    body = {"agreement_id": agreement_id, "reason": said}
    await record(work, now, Entry(kind=kind, actor=actor, body=body))
    work.tell(AgreementChanged(agreement_id=agreement_id, why=deed.value))
    return kept
