"""The node process: database, API, console, incidents, sharing, trail. The only process that opens the database."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any  # Any: what the application's routes stand on

from bongsu.audit.checkpoint import AuditKey
from bongsu.audit.group import GroupRecorder
from bongsu.audit.head import HEAD_FILE, HeadKeeper
from bongsu.audit.listen import JournalListener
from bongsu.audit.proofs.routes import proof_routes
from bongsu.audit.review.desk import ReviewDesk
from bongsu.audit.review.keeper import ReviewKeeper
from bongsu.audit.review.routes import review_router
from bongsu.audit.review.settings import ReviewSettings
from bongsu.audit.routes import audit_router
from bongsu.audit.trail_file.routes import trail_file_router
from bongsu.audit.tree import TreeKeeper
from bongsu.audit.witnessing.ask import CosignatureSeeker
from bongsu.audit.witnessing.witness import WitnessDesk
from bongsu.federation.crossing.neighbours import LinkedCentres
from bongsu.identity.devices.routes import device_router
from bongsu.identity.duties.routes import duty_routes
from bongsu.identity.duties.settings import DutySettings
from bongsu.identity.duties.status import DutyDesk
from bongsu.identity.factors.routes import factor_routers
from bongsu.identity.names.routes import EXAMINER, names_router
from bongsu.identity.names.settings import NamesSettings
from bongsu.identity.oidc.routes import oidc_router
from bongsu.identity.own.routes import own_router
from bongsu.identity.people import Role
from bongsu.identity.rights.routes import rights_routers
from bongsu.identity.routes import identity_router, require
from bongsu.identity.service import IdentityService
from bongsu.incidents.by_registry import RegistryChooser
from bongsu.incidents.desk import Desk
from bongsu.incidents.feed import Feed
from bongsu.incidents.listen import Listening
from bongsu.incidents.routes import incident_routes
from bongsu.incidents.tickets import TicketDesk
from bongsu.incidents.timers import Timers
from bongsu.kernel.clock import Clock, SystemClock
from bongsu.kernel.database import Database
from bongsu.kernel.keys import load_or_create_key
from bongsu.kernel.migrate import upgrade
from bongsu.kernel.nats_bus import NatsBus
from bongsu.kernel.nats_work_queue import NatsWorkQueue
from bongsu.kernel.outbox import OutboxRelay
from bongsu.kernel.parts import Part
from bongsu.kernel.settings import load
from bongsu.kernel.tls import CertificateWatch
from bongsu.kernel.trusted_proxies import TrustedProxies
from bongsu.maintenance.desk import MaintenanceDesk
from bongsu.maintenance.listen import FenceHeard, MaintenanceListening
from bongsu.maintenance.routes import maintenance_router
from bongsu.media.placement import Placement
from bongsu.media.placing import Placing
from bongsu.media.tickets import TicketSigner
from bongsu.monitoring.alarms.board import AlarmBoard
from bongsu.monitoring.alarms.desk import AlarmDesk
from bongsu.monitoring.alarms.keeper import AlarmKeeper
from bongsu.monitoring.alarms.listen import AlarmListening
from bongsu.monitoring.alarms.routes import alarm_routes
from bongsu.monitoring.watch.answers import WatchAnswers
from bongsu.monitoring.watch.desk import WatchDesk
from bongsu.monitoring.watch.keeper import watch_keeper
from bongsu.monitoring.watch.routes import watch_router
from bongsu.monitoring.worker.messages import JOB_SUBJECT, JOB_TAKERS, JOBS, Fence
from bongsu.planning.layers.routes import layers_router
from bongsu.planning.money.routes import money_router
from bongsu.planning.papers.routes import papers_router
from bongsu.planning.plans.parts import planning_state
from bongsu.planning.plans.routes import plans_router
from bongsu.planning.replacement.routes import replacement_router
from bongsu.planning.requests.desk import RequestDesk
from bongsu.planning.requests.keeper import RequestKeeper
from bongsu.planning.requests.routes import request_routers
from bongsu.registry.catalogue import Catalogue
from bongsu.registry.listen import RegistryListening
from bongsu.registry.refresh import CatalogueRefresh
from bongsu.roles.audit_key import audit_key_of
from bongsu.roles.bus import bus_client
from bongsu.roles.centres import centre_of, names_of
from bongsu.roles.federation_parts import federation_parts, federation_routes, federation_state
from bongsu.roles.identity import identity_settings, sealed_box
from bongsu.roles.listening import tls_of
from bongsu.roles.settings import NodeSettings
from bongsu.services.catalogue.readings import Readings
from bongsu.services.catalogue.routes import catalogue_routers
from bongsu.services.drills.desk import DrillDesk
from bongsu.services.drills.keeper import DrillKeeper
from bongsu.services.drills.routes import drills_router
from bongsu.services.folder import Services
from bongsu.services.intake.routes import link_router
from bongsu.services.overview.routes import services_router
from bongsu.services.plugins import find_services
from bongsu.services.scenarios.routes import scenario_routes
from bongsu.services.shared.running_areas import RunningAreas
from bongsu.sharing.alive import AliveAnswers, lasts_of
from bongsu.sharing.book import AgreementBook
from bongsu.sharing.clock_check import check_clock
from bongsu.sharing.ledger.routes import ledger_router
from bongsu.sharing.operating_policy.desk import PolicyDesk
from bongsu.sharing.operating_policy.facts import Said
from bongsu.sharing.operating_policy.routes import policy_router
from bongsu.sharing.routes import agreement_routes
from bongsu.web.app import build_app
from bongsu.web.server import WebServer

_FENCE = Fence.__struct_fields__
# not the head of the centre: who grants rights knows whose id is whose, and the trail is pseudonymous
_READS_TRAIL = (Role.CPO, Role.AUDITOR)


class OpenDatabase:
    """A part: closed last."""

    name = "database"

    def __init__(self, database: Database) -> None:
        self._database = database

    async def start(self) -> None:
        """It opened when the node was put together."""

    async def stop(self) -> None:
        await self._database.close()


def application_state(
    settings: NodeSettings,
    database: Database,
    catalogue: Catalogue,
    clock: Clock,
    found: Services | None = None,
) -> Mapping[str, Any]:
    """Everything the routes stand on. `found`: the linked services, where somebody has looked for them already."""
    book, recorder = AgreementBook(), GroupRecorder(database, clock)
    services, linked = found or find_services(settings.profile), LinkedCentres(catalogue)
    centre = centre_of(settings.profile, catalogue, book, services.linked)
    identity, sealed = identity_settings(settings), sealed_box(settings)
    chooser = RegistryChooser(catalogue)
    desk = Desk(database, clock, centre, chooser, recorder, linked, sealed.seal)
    ticket_key = load_or_create_key(settings.ticket_key)
    placement, audit_key = Placement(settings.live_sources), audit_key_of(settings)
    state: dict[str, Any] = {
        "database": database,
        "clock": clock,
        "audit_key": audit_key,
        "recorder": recorder,
        "names": load(NamesSettings, "names"),
        "sealed": sealed,
        "catalogue": catalogue,
        "desk": desk,
        "agreements": book,
        "agreement_names": names_of(desk.centre.services),
        "agreement_key": load_or_create_key(settings.agreement_key),
        "feed": Feed(desk),
        "placement": placement,
        "ticket_key": ticket_key.public_key(),
        "ticket_signer": TicketSigner(ticket_key),
        "tickets": TicketDesk(TicketSigner(ticket_key), placement),
        "linked_centres": linked,
        "services": services,
        "identity": IdentityService(database, clock, identity, recorder),
    }
    state |= _offices(desk, book, recorder, audit_key) | _monitoring(settings, state)
    planning = planning_state(state, desk.centre.districts, desk.centre.name_ko)
    return _with_services({**state, **planning, **federation_state(settings, state)})


def _offices(
    desk: Desk, book: AgreementBook, recorder: GroupRecorder, audit_key: AuditKey
) -> dict[str, Any]:
    """Who answers for the trail and for what the law wants written down."""
    database, clock = desk.database, desk.clock
    return {
        "witness": WitnessDesk(database, clock, audit_key),
        "readings": Readings(recorder, clock),
        "reviews": ReviewDesk(database, clock, load(ReviewSettings, "review"), desk.centre.name_ko),
        "duties": DutyDesk(database, clock, load(DutySettings, "duties")),
        "operating_policy": _policy_desk(desk, book),
    }


def _monitoring(settings: NodeSettings, state: Mapping[str, Any]) -> dict[str, Any]:
    """What is watched by machine, what came of it, and what ails cameras."""
    feed: Feed = state["feed"]
    watch = WatchDesk.of(state, feed.quiet.holds, feed.quiet.is_told)
    alarms = AlarmDesk.of(state, settings.folder, WatchAnswers(watch))
    feed.queue.board = AlarmBoard(alarms)
    maintenance = MaintenanceDesk.of(state, feed.quiet.holds)
    return {"watch": watch, "alarms": alarms, "maintenance": maintenance}


def _with_services(state: Mapping[str, Any]) -> Mapping[str, Any]:
    """What the linked services' own routes and parts stand on beside the rest."""
    drills = DrillDesk(state["desk"], state["feed"])
    shared = {**state, "drill_desk": drills, "running_areas": RunningAreas()}
    wished = {"camera_requests": RequestDesk.of(state)}
    return {**shared, **wished, **state["services"].state(shared)}


def _policy_desk(desk: Desk, book: AgreementBook) -> PolicyDesk:
    centre = desk.centre
    said = Said(centre.name_ko, centre.name_en)
    return PolicyDesk(desk.database, desk.clock, centre.code, said, book)


async def read_agreements(state: Mapping[str, Any]) -> None:
    """What is agreed, and whether the clock may be believed. A fresh node has no agreement: it lends nothing."""
    book: AgreementBook = state["agreements"]
    async with state["database"].read() as connection:
        await book.load(connection)
    await check_clock(state["database"], book, state["clock"].now())


def node_routes(services: Services | None = None) -> list[Any]:
    """Routes of every context."""
    return [
        identity_router(),
        *factor_routers(),
        own_router(),
        *rights_routers(),
        oidc_router(),
        device_router(),
        *duty_routes(),
        ledger_router(),
        policy_router(),
        audit_router([require(*_READS_TRAIL)]),
        *proof_routes([require(*_READS_TRAIL)]),
        trail_file_router([require(*_READS_TRAIL)], EXAMINER),
        review_router([require(*_READS_TRAIL)], EXAMINER),
        names_router(),
        link_router(),
        *catalogue_routers(),
        *agreement_routes(),
        *incident_routes(),
        *federation_routes(),
        plans_router(),
        papers_router(),
        layers_router(),
        money_router(),
        replacement_router(),
        *request_routers(),
        watch_router(),
        *alarm_routes(),
        maintenance_router(),
        services_router(),
        drills_router(),
        *scenario_routes(),
        *(services or find_services()).routers(),
    ]


def _trail_parts(state: Mapping[str, Any], clock: Clock) -> list[Part]:
    """Stopped after everything that writes to the trail, so that its last rows are signed."""
    keeper = TreeKeeper(state["database"], clock, state["audit_key"])
    seeker = CosignatureSeeker(state["database"], state["audit_key"], keeper)
    return [keeper, state["recorder"], seeker]


def _job_queue(state: Mapping[str, Any], bus: NatsBus) -> NatsWorkQueue:
    desk: WatchDesk = state["watch"]
    return NatsWorkQueue(bus, JOBS, JOB_SUBJECT, JOB_TAKERS, desk.settings.lease_s)


def _counts(watch: WatchDesk) -> Callable[[FenceHeard], bool]:
    """Whether a worker speaks of its present job: `maintenance` does not know of jobs."""

    def counts(heard: FenceHeard) -> bool:
        return watch.fences.admit(Fence(**{one: getattr(heard, one) for one in _FENCE}))

    return counts


def _listeners(state: Mapping[str, Any], bus: NatsBus, clock: Clock) -> list[Part]:
    database, desk = state["database"], state["desk"]
    return [
        JournalListener(database, clock, bus),
        ReviewKeeper(state["reviews"]),
        AliveAnswers(database, bus, clock),
        state["identity"].alive_answers(bus),
        RegistryListening(database, bus, state["catalogue"], state["feed"].quiet.holds),
        CatalogueRefresh(database, state["catalogue"]),
        Listening(desk, state["feed"], bus),
        Placing(
            state["placement"],
            bus,
            state["ticket_key"],
            state["directly_linked"],
            lasts_of(database, clock),
        ),
        Timers(desk, bus),
        state["identity"].idle_watch(),
        *federation_parts(state, bus),
        RequestKeeper(state["camera_requests"]),
        DrillKeeper(state["drill_desk"]),
        state["plan_desk"].runs,
        watch_keeper(state, bus, _job_queue(state, bus)),
        AlarmKeeper(state["alarms"]),
        AlarmListening(state["alarms"], bus),
        MaintenanceListening(state["maintenance"], bus, _counts(state["watch"])),
        *state["services"].parts(state, bus),
        OutboxRelay(database, bus),
    ]


async def parts(settings: NodeSettings) -> Sequence[Part]:
    """Brings the database up to date, reads the catalogue, and lists the parts in the order of their start."""
    settings.folder.mkdir(parents=True, exist_ok=True)
    await upgrade(settings.database)
    database = Database(settings.database)
    catalogue, clock = Catalogue(), SystemClock()
    async with database.read() as connection:
        await catalogue.load(connection)
    state = application_state(settings, database, catalogue, clock)
    await read_agreements(state)
    bus = bus_client(settings, "node")
    tls = tls_of(settings)
    app = build_app(
        node_routes(state["services"]),
        state,
        live=settings.live_source,
        proxies=TrustedProxies(settings.trusted_proxies),
        is_plain=tls is None,
    )
    return [
        OpenDatabase(database),
        bus,
        HeadKeeper(database, settings.folder / HEAD_FILE),
        *_trail_parts(state, clock),
        *_listeners(state, bus, clock),
        *([CertificateWatch(tls)] if tls else []),
        WebServer(app, settings.host_names, settings.port, tls),
    ]
