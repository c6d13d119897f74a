"""The node's side of the federation, put together in one place: what the routes stand on, the routes, the parts."""

from base64 import b64encode
from collections.abc import Callable, Mapping
from typing import Any  # Any: what the application's routes stand on

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from bongsu.federation.bus_line import BusLine
from bongsu.federation.catalogue.entitled import by_agreements
from bongsu.federation.catalogue.follow import Follow
from bongsu.federation.catalogue.holdings import Holdings
from bongsu.federation.catalogue.just_changed import JustChanged
from bongsu.federation.catalogue.listen import LineListening
from bongsu.federation.catalogue.push import Push
from bongsu.federation.catalogue.serve import Serving
from bongsu.federation.catalogue.standings import catalogue_standings
from bongsu.federation.catalogue.versions import Versions
from bongsu.federation.city.outlines import Outlines
from bongsu.federation.city.routes import city_router
from bongsu.federation.crossing.next_hop import NextHops
from bongsu.federation.crossing.part import Crossings
from bongsu.federation.crossing.tickets import OwnerTickets
from bongsu.federation.exchange.courier import Courier
from bongsu.federation.exchange.held_mail import HeldMail
from bongsu.federation.exchange.mailroom import Handler, Mailroom
from bongsu.federation.line import Line
from bongsu.federation.peers import about, renew
from bongsu.federation.peers.about import Stands, stage_of
from bongsu.federation.peers.hear_about import AboutAnswers
from bongsu.federation.peers.link_states import LinkStateHearing, LinkStates
from bongsu.federation.peers.links import Links
from bongsu.federation.peers.plan import PlanAnswers
from bongsu.federation.peers.renew import CertificateRenewal, RenewAnswers
from bongsu.federation.peers.routes import peer_routes
from bongsu.federation.peers.standings import StandingsTeller
from bongsu.federation.peers.store import linked_peers
from bongsu.federation.peers.tell_about import AboutTeller, OwnAbout
from bongsu.kernel.bus import Bus
from bongsu.kernel.database import Database
from bongsu.kernel.parts import Part
from bongsu.media.placement import Placement
from bongsu.media.placing import Linked
from bongsu.roles.peers import peers_desk
from bongsu.roles.settings import NodeSettings
from bongsu.sharing.book import AgreementBook


def federation_state(settings: NodeSettings, state: Mapping[str, Any]) -> Mapping[str, Any]:
    """What federation adds to the application's state; `state` holds what the other contexts put there."""
    desk = peers_desk(settings, state["database"], state["clock"])
    states = LinkStates(state["clock"])
    own = OwnAbout(desk, _stands(state), _media(state["placement"]), _raw_text(state["ticket_key"]))
    catalogues = catalogue_standings(state["database"], state["catalogue"])
    handlers: dict[str, Handler] = {}
    held = HeldMail(state["clock"])
    return {
        "peers": desk,
        "link_states": states,
        "own_about": own,
        "links": Links(desk, states, catalogues, held),
        "held_mail": held,
        "directly_linked": _directly_linked(state["database"]),
        "exchange_handlers": handlers,
        "outlines": Outlines(),
    }


def federation_routes() -> list[Any]:
    """Routes of the federation's contexts."""
    return [*peer_routes(), city_router()]


def federation_parts(state: Mapping[str, Any], bus: Bus) -> list[Part]:
    """Parts that hear and answer over the bus, in the order of their start. The line is last: every topic has its
    handler by then."""
    line = BusLine(bus)
    crossings = Crossings(state["desk"], bus, state["linked_centres"])
    return [
        *_peer_parts(state, bus, line),
        *_crossing_parts(state, bus, line, crossings),
        *_exchange_parts(state, bus, line, crossings),
        line,
    ]


def _peer_parts(state: Mapping[str, Any], bus: Bus, line: Line) -> list[Part]:
    desk, states = state["peers"], state["link_states"]
    line.answer(about.TOPIC, AboutAnswers(desk).answer)
    line.answer(renew.TOPIC, RenewAnswers(desk).answer)
    return [
        LinkStateHearing(states, bus),
        PlanAnswers(desk, bus),
        AboutTeller(desk, state["own_about"], line, states, bus),
        StandingsTeller(desk, states, state["feed"], bus),
        CertificateRenewal(desk, line),
    ]


def _exchange_parts(
    state: Mapping[str, Any], bus: Bus, line: Line, crossings: Crossings
) -> list[Part]:
    """Ordered messages and catalogues. Who has messages of a kind puts a handler into `exchange_handlers`."""
    database, clock, catalogue = state["database"], state["clock"], state["catalogue"]
    entitled = by_agreements(state["agreements"], clock)
    just_changed = JustChanged()
    push = Push(database, line, entitled, just_changed)
    Serving(database, line, entitled, push.asked)
    follow = Follow(line, clock, Holdings(database, catalogue))
    courier = Courier(database, line, clock)
    handlers, held = state["exchange_handlers"], state["held_mail"]
    Mailroom(database, line, clock, handlers, crossings.begin, crossings.finish, held)
    return [
        Versions(database, catalogue, state["peers"].own.code, just_changed),
        push,
        follow,
        courier,
        LineListening(database, bus, state["link_states"], courier, follow, push),
    ]


def _crossing_parts(
    state: Mapping[str, Any], bus: Bus, line: Line, crossings: Crossings
) -> list[Part]:
    """Calls near a border, and tickets for the pictures that are lent across it."""
    desk = state["desk"]
    state["exchange_handlers"].update(crossings.handlers)
    OwnerTickets(desk, state["ticket_signer"], _process(state["placement"])).serve(line)
    return [crossings, NextHops(desk, bus, line)]


def _process(placement: Placement) -> Callable[[str], str | None]:
    """Which of our media processes shows a camera."""

    def process(camera_id: str) -> str | None:
        found = placement.place(camera_id)
        return found.name if found else None

    return process


def _directly_linked(database: Database) -> Linked:
    """Whose media processes may come to ours: a district's neighbours come by the hub."""

    async def linked() -> frozenset[str]:
        async with database.read() as connection:
            return frozenset(one.code for one in await linked_peers(connection) if one.is_direct)

    return linked


def _stands(state: Mapping[str, Any]) -> Callable[[], Stands]:
    book: AgreementBook = state["agreements"]
    return lambda: stage_of(book.living(state["clock"].now()))


def _media(placement: Placement) -> Callable[[], Mapping[str, str]]:
    """Live media processes that other centres can reach."""
    return lambda: {one.name: one.peer_url for one in placement.processes() if one.peer_url}


def _raw_text(key: Ed25519PublicKey) -> str:
    """As `ticket_key` travels: 32 bytes in base 64."""
    return b64encode(key.public_bytes_raw()).decode()
