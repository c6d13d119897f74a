"""How many calls another centre may open here: whoever opens and closes without end would fill trail and ledger, which
nobody empties."""

from collections.abc import Sequence

from bongsu.federation.crossing.hear import partner_of
from bongsu.federation.crossing.messages import IncidentAsked
from bongsu.federation.exchange.held_mail import HeldBack
from bongsu.federation.quota import Quota
from bongsu.incidents.store import incident_of_call
from bongsu.kernel.database import Work

# a centre logs up to 90 actions a day (dossier §12): 5,000 is what all 25 of them make in two days, so the outage of a
# week-end comes through at once; then 8,640 a day, four times what a whole city could ask of one neighbour
MOST_AT_ONCE, PER_S = 5_000, 0.1


class TooManyNewCalls(HeldBack):
    """It opens more calls than a whole city makes; what is open goes on, and the rest waits with it."""

    code = "too_many_new_calls"


class NewCalls:
    """One per node. A call that was closed and is opened again is a new one."""

    def __init__(self, quota: Quota | None = None) -> None:
        self._quota = quota or Quota(MOST_AT_ONCE, PER_S)

    async def take(self, work: Work, peer: str, asked: Sequence[IncidentAsked]) -> None:
        """Of a whole batch, before anything of it is applied. Raises `TooManyNewCalls`."""
        is_open: dict[str, bool] = {}
        opened = 0
        for said in asked:
            ref = said.incident_ref
            if ref not in is_open:
                known = await incident_of_call(work.connection, partner_of(peer), ref)
                is_open[ref] = known is not None and known.is_open
            opened += said.state == "open" and not is_open[ref]
            is_open[ref] = said.state == "open"
        if opened and not self._quota.take(peer, opened):
            raise TooManyNewCalls(f"{peer} opens too many calls: later", field="messages")
