"""What the centre's own people see of the same place: their own monitoring (관제), no lending to anybody."""

from datetime import timedelta

from bongsu.incidents.follow import follow, wanted_by
from bongsu.incidents.own_view import View
from bongsu.incidents.settling import Settling
from bongsu.sharing.carry import last_longer
from bongsu.sharing.grants import Grant, State
from bongsu.sharing.lend import open_grant


async def settle_own(settling: Settling, view: View, grant: Grant | None) -> None:
    """Once ended it begins anew by a person's word (계속 보기), or of a service that lends for one term at a time."""
    begins_anew = settling.resumed == settling.centre.code
    if grant is None or begins_anew or settling.is_term_over(grant):
        await _open(settling, view)
    elif grant.state is State.ACTIVE:
        kept = await _as_long(settling, grant)
        if settling.follows:
            await follow(settling, kept, view.clause, view.nearest)


async def _open(settling: Settling, view: View) -> None:
    incident, now = settling.incident, settling.now
    wanted = wanted_by(incident, view.clause, now, nearest=view.nearest, is_own=True)
    choice = settling.desk.chooser.choose(wanted)
    if not choice.cameras:
        return
    await open_grant(
        settling.work,
        settling.new(settling.centre.code),
        view.clause,
        choice.cameras,
        now,
        under=view.under,
        until=incident.window.ends if incident.window else None,
    )


async def _as_long(settling: Settling, grant: Grant) -> Grant:
    """Nobody agreed to anything: only the window and the view's own time bound it."""
    window = settling.incident.window
    if window is None:
        return grant
    term = grant.decided_at + timedelta(seconds=grant.ttl_s)
    return await last_longer(settling.work, grant, min(term, window.ends), settling.now)
