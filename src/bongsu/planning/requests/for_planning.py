"""What a plan may know of requests: place, origin and count of open heads. No words, no contact, no number."""

from collections import Counter

from bongsu.planning.inputs.values import Request
from bongsu.planning.requests.store import Connection, open_requests
from bongsu.planning.requests.words import OPEN_STATES, RequestState

# a wish that came in counts before anybody has looked at it: a plan that is drawn in the afternoon shall know it
_WISHED = tuple(state for state in RequestState if state in OPEN_STATES)


async def for_planning(connection: Connection) -> tuple[Request, ...]:
    """Merged ones are one request with their counts added up; rejected and built ones are none."""
    rows = await open_requests(connection, _WISHED)
    merged: Counter[str] = Counter()
    for one in rows:
        if one.merged_into is not None:
            merged[one.merged_into] += one.count
    return tuple(
        Request(one.request_id, one.origin, one.lat, one.lon, one.count + merged[one.request_id])
        for one in rows
        if one.merged_into is None
    )
