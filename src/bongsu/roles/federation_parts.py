"""The node's side of the federation, put together in one place: what the routes stand on, the routes, the parts."""

from base64 import b64encode
from collections.abc import Callable, Mapping
from typing import Any  # Any: what the application's routes stand on

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from bongsu.federation.bus_line import BusLine
from bongsu.federation.line import Line
from bongsu.federation.peers import about, renew
from bongsu.federation.peers.about import Stands, stage_of
from bongsu.federation.peers.hear_about import AboutAnswers
from bongsu.federation.peers.link_states import LinkStateHearing, LinkStates
from bongsu.federation.peers.links import Links
from bongsu.federation.peers.plan import PlanAnswers
from bongsu.federation.peers.renew import CertificateRenewal, RenewAnswers
from bongsu.federation.peers.routes import peer_routes
from bongsu.federation.peers.tell_about import AboutTeller, OwnAbout
from bongsu.kernel.bus import Bus
from bongsu.kernel.parts import Part
from bongsu.media.placement import Placement
from bongsu.roles.peers import peers_desk
from bongsu.roles.settings import NodeSettings
from bongsu.sharing.book import AgreementBook


def federation_state(settings: NodeSettings, state: Mapping[str, Any]) -> Mapping[str, Any]:
    """What federation adds to the application's state; `state` holds what the other contexts put there."""
    desk = peers_desk(settings, state["database"], state["clock"])
    states = LinkStates(state["clock"])
    own = OwnAbout(desk, _stands(state), _media(state["placement"]), _raw_text(state["ticket_key"]))
    return {
        "peers": desk,
        "link_states": states,
        "own_about": own,
        "links": Links(desk, states),
    }


def federation_routes() -> list[Any]:
    """Routes of the federation's contexts."""
    return [*peer_routes()]


def federation_parts(state: Mapping[str, Any], bus: Bus) -> list[Part]:
    """Parts that hear and answer over the bus, in the order of their start. The line is last: every topic has its
    handler by then."""
    line = BusLine(bus)
    return [*_peer_parts(state, bus, line), line]


def _peer_parts(state: Mapping[str, Any], bus: Bus, line: Line) -> list[Part]:
    desk, states = state["peers"], state["link_states"]
    line.answer(about.TOPIC, AboutAnswers(desk).answer)
    line.answer(renew.TOPIC, RenewAnswers(desk).answer)
    return [
        LinkStateHearing(states, bus),
        PlanAnswers(desk, bus),
        AboutTeller(desk, state["own_about"], line, states, bus),
        CertificateRenewal(desk, line),
    ]


def _stands(state: Mapping[str, Any]) -> Callable[[], Stands]:
    book: AgreementBook = state["agreements"]
    return lambda: stage_of(book.living(state["clock"].now()))


def _media(placement: Placement) -> Callable[[], Mapping[str, str]]:
    """Live media processes that other centres can reach."""
    return lambda: {one.name: one.peer_url for one in placement.processes() if one.peer_url}


def _raw_text(key: Ed25519PublicKey) -> str:
    """As `ticket_key` travels: 32 bytes in base 64."""
    return b64encode(key.public_bytes_raw()).decode()
