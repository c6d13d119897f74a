"""What the processes beside the node may say and hear on its bus (docs/architecture.md); everything else is refused them."""

from bongsu.federation.link import messages as link
from bongsu.federation.link.messages import LinkState
from bongsu.kernel.bus_users import BusUser
from bongsu.kernel.events import subject_on_bus
from bongsu.media.events import (
    ASK_ALIVE,
    ASK_JOURNAL,
    ASK_SESSIONS,
    ASK_STREAM,
    CameraStateChanged,
    ViewingsNow,
    WatchingChanged,
)
from bongsu.media.listen import HEARD
from bongsu.media.peers.events import ASK_ROUTE, ASK_TICKET
from bongsu.media.present import ASK_PRESENT, ASK_TICKET_KEY

_TOLD = (CameraStateChanged, ViewingsNow, WatchingChanged)

MEDIA = BusUser(
    "media",
    says=(
        ASK_ALIVE,
        ASK_JOURNAL,
        ASK_PRESENT,
        ASK_ROUTE,
        ASK_SESSIONS,
        ASK_STREAM,
        ASK_TICKET,
        ASK_TICKET_KEY,
        *(subject_on_bus(event.subject) for event in _TOLD),
    ),
    hears=tuple(subject_on_bus(subject) for subject in HEARD),
)
FEDERATION = BusUser(
    "federation",
    says=(link.ASK_PLAN, link.HEARD, subject_on_bus(LinkState.subject)),
    hears=(link.PEERS_CHANGED, link.SEND),
    answers=True,
)
BUS_USERS = (MEDIA, FEDERATION)
NAMES = frozenset(user.name for user in BUS_USERS)
