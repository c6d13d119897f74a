"""What this node's use cases about peers work with; also for commands beside a running node."""

from bongsu.federation.link.settings import LinkSettings
from bongsu.federation.peers.desk import PeersDesk
from bongsu.federation.peers.link_keys import LinkKeys
from bongsu.federation.peers.own import own_centre
from bongsu.federation.peers.tries import Tries
from bongsu.identity.secret_box import SecretBox
from bongsu.kernel.clock import Clock
from bongsu.kernel.database import Database
from bongsu.kernel.settings import load
from bongsu.roles.identity import identity_settings
from bongsu.roles.settings import NodeSettings


def peers_desk(settings: NodeSettings, database: Database, clock: Clock) -> PeersDesk:
    identity = identity_settings(settings)
    return PeersDesk(
        database,
        clock,
        own_centre(settings.profile),
        LinkKeys(load(LinkSettings, "federation").keys(settings.folder)),
        SecretBox(identity.key_file),
        Tries(identity),
    )
