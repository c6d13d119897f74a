"""Ends every lending that stands on an agreement, in the transaction that takes its ground away."""

from datetime import datetime

from bongsu.kernel.database import Work
from bongsu.sharing.agreement import Agreement
from bongsu.sharing.grants import State
from bongsu.sharing.lend import end_grant
from bongsu.sharing.rules import Reason
from bongsu.sharing.store import open_grants_under
from bongsu.sharing.withdraw import make_final


async def end_all_under(
    work: Work,
    agreement: Agreement,
    reason: Reason,
    actor: str,
    now: datetime,
    version: int | None = None,
) -> int:
    """Active and waiting ones, of one version or of all; the centre's own monitoring stands on no agreement."""
    ended = 0
    for grant in await open_grants_under(work.connection, agreement.agreement_id):
        is_meant = version in (None, grant.agreement_version)
        if grant.organisation == agreement.centre or not is_meant:
            continue
        if not grant.is_open:
            await make_final(work, grant)
            continue
        await end_grant(work, grant, State.CLOSED, reason, now, actor=actor)
        ended += 1
    return ended
