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
from bongsu.monitoring.worker.messages import (
    ASK_CLIP,
    ASK_TAPS,
    ASK_WORKER,
    JOB_TAKERS,
    JOBS,
    Attention,
    ClothingSeen,
    HealthSeen,
    JobEnded,
    RaisedAt,
)

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
_SEEN = (ClothingSeen, HealthSeen, RaisedAt)
# it takes jobs and says what became of them; it makes, lists and ends none
ANALYTICS = BusUser(
    "analytics",
    says=(
        ASK_CLIP,
        ASK_TAPS,
        ASK_WORKER,
        f"$JS.API.CONSUMER.MSG.NEXT.{JOBS}.{JOB_TAKERS}",
        f"$JS.ACK.{JOBS}.{JOB_TAKERS}.>",
        *(subject_on_bus(event.subject) for event in _SEEN),
    ),
    hears=tuple(subject_on_bus(event.subject) for event in (Attention, JobEnded)),
)
BUS_USERS = (MEDIA, FEDERATION, ANALYTICS)
NAMES = frozenset(user.name for user in BUS_USERS)
