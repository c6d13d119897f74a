"""What every use case about peers works with, handed over as one."""

from dataclasses import dataclass

from bongsu.federation.peers.link_keys import LinkKeys
from bongsu.federation.peers.own import OwnCentre
from bongsu.federation.peers.tries import Tries
from bongsu.identity.secret_box import SecretBox
from bongsu.kernel.clock import Clock
from bongsu.kernel.database import Database


@dataclass(frozen=True, slots=True)
class PeersDesk:
    """The node's database and clock, who it is, the files of its link, its key and the tries at its door."""

    database: Database
    clock: Clock
    own: OwnCentre
    keys: LinkKeys
    box: SecretBox
    tries: Tries
