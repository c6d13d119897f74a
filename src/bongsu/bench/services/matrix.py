"""service × trigger × code × place × time × agency: what the real pipeline decides, held against a table of its own."""

import asyncio
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import islice, zip_longest
from pathlib import Path
from random import Random
from typing import Any  # Any: the application's state

import msgspec

from bongsu.bench.figures import Beside, Reading, Readings
from bongsu.bench.services.letters import SENDERS, SPOTS, letter
from bongsu.bench.services.oracle import NOTHING, Cell, agencies, cells, expected, triggers_of
from bongsu.bench.services.told import Alerts, OperatorsKey, Plates, Tells
from bongsu.identity.people import LinkSystem, Partner
from bongsu.incidents.desk import Actor, Desk
from bongsu.incidents.hand_over import HandOver, hand_over
from bongsu.incidents.open import open_incident
from bongsu.incidents.store import incident_by_id
from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database
from bongsu.kernel.failures import Failure
from bongsu.kernel.geometry import Point, distance_m
from bongsu.kernel.migrate import upgrade
from bongsu.registry.catalogue import Catalogue
from bongsu.registry.load_areas import load_areas
from bongsu.registry.register_areas import register_areas
from bongsu.registry.synthetic import Synthetic, register_synthetic, synthetic_district
from bongsu.roles.node import application_state, read_agreements
from bongsu.roles.settings import NodeSettings
from bongsu.services.intake.message import CanonicalMessage
from bongsu.services.intake.receive import receive
from bongsu.services.selective.open_up import call_of
from bongsu.services.selective.rules import CODE
from bongsu.sharing.agreements.seongbuk import CENTRE, FIRE_SEONGBUK, POLICE_SEONGBUK
from bongsu.sharing.agreements.texts import own_text, service_texts
from bongsu.sharing.decision import Waits
from bongsu.sharing.grants import Grant, State
from bongsu.sharing.simulated_signatures import sign_for_everybody
from bongsu.sharing.store import grants_of

# before every time of the table, so that the keys are valid at each
_SIGNED = datetime(2018, 1, 1, tzinfo=UTC)
_SEED = 2026
_NEAR_M = 500.0
_ORDER = {"opens": 0, "waits": 1, "asks": 2, NOTHING: 3}
_HANDED_TO = {
    "handed": POLICE_SEONGBUK,
    "handed_fire": FIRE_SEONGBUK,
    "handed_company": "SECURITY.ONE",
}
_BY = Actor("per_bench", "OPERATOR", CENTRE, is_own=True)


@dataclass
class Compared:
    """What was found; `wrong` says cell, agency, what the table says and what was decided."""

    asked: int = 0
    messages: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    wrong: list[tuple[Cell, str, str, str]] = field(default_factory=list)

    def take(self, cell: Cell, found: Mapping[str, str]) -> None:
        self.messages += 1
        for agency in agencies():
            told, decided = expected(cell, agency), found.get(agency, NOTHING)
            self.asked += 1
            self.outcomes[told] += 1
            if told != decided:
                self.wrong.append((cell, agency, told, decided))


class Pipeline:
    """The node's application on a database of its own, with a clock that is set for each cell."""

    def __init__(self, state: Mapping[str, Any], clock: FixedClock) -> None:
        self._state = state
        self._clock = clock
        self._desk: Desk = state["desk"]
        self._number = 0
        self._alerts = Alerts(state)
        self._told: Mapping[str, Tells] = {
            "WANTED_CAR": Plates(state),
            "OUT_REPORT": OperatorsKey(state),
        }

    @property
    def known(self) -> set[str]:
        return set(self._desk.centre.services)

    def unlisted(self) -> list[str]:
        """Triggers that a service takes and the table does not name."""
        return sorted(
            f"{code} {word}"
            for code, one in self._desk.centre.services.items()
            if code in SENDERS
            for word in one.categories.keys() - triggers_of(code)
            if code not in ("DISASTER",)
        )

    async def close(self) -> None:
        await self._desk.database.close()

    async def decide(self, cell: Cell) -> Mapping[str, str]:
        """Agency → outcome."""
        self._number += 1
        self._clock.advance((cell.at - self._clock.now()).total_seconds())
        try:
            if cell.variant.startswith("cap"):
                incident_id = await self._alerts.hear(cell, f"kma-{self._number:07d}")
                return await self._outcomes(cell, incident_id) if incident_id else {}
            if cell.variant != "by_message" and cell.service in self._told:
                return await self._told[cell.service].told(cell)
            heard = self._pressed if _is_by_a_key(cell) else self._heard
            return await self._outcomes(cell, await heard(cell))
        except (Failure, msgspec.ValidationError):
            return {}

    async def _heard(self, cell: Cell) -> str:
        """A canonical message. Raises `Failure`."""
        service, organisation = self._desk.centre.services[cell.service], SENDERS[cell.service][0]
        said = letter(cell, f"{self._number:07d}", service.system)
        codes = frozenset({cell.service})
        partner = Partner("par_bench", "bench", organisation, LinkSystem.OTHER, codes)
        answered = await receive(self._desk, partner, msgspec.convert(said, CanonicalMessage))
        incident_id: str = msgspec.json.decode(answered.body)["incident_id"]
        return incident_id

    async def _pressed(self, cell: Cell) -> str:
        """An operator's key on a confirmed alarm at that place."""
        spot = SPOTS[cell.place]
        call = call_of(f"alm_{self._number}", cell.trigger, spot.lat, spot.lon)
        async with self._desk.database.work() as work:
            incident = await open_incident(work, self._desk, call, self._clock.now())
        return incident.incident_id

    async def _outcomes(self, cell: Cell, incident_id: str) -> Mapping[str, str]:
        if cell.variant in _HANDED_TO:
            # what may not be handed over leaves everything as it is
            with suppress(Failure):
                await self._hand_over(_HANDED_TO[cell.variant], incident_id)
        async with self._desk.database.read() as connection:
            grants = await grants_of(connection, incident_id)
        found: dict[str, str] = {}
        for grant in grants:
            one = min(
                outcome_of(grant), found.get(grant.organisation, NOTHING), key=_ORDER.__getitem__
            )
            found[grant.organisation] = one
        return found

    async def _hand_over(self, organisation: str, incident_id: str) -> None:
        async with self._desk.database.work() as work:
            incident = await incident_by_id(work.connection, incident_id)
            assert incident is not None
            to, now = HandOver(organisation, "인계"), self._clock.now()
            await hand_over(work, self._desk, incident, to, _BY, now)


def _is_by_a_key(cell: Cell) -> bool:
    return cell.service == CODE and cell.variant != "by_message"


def outcome_of(grant: Grant) -> str:
    if grant.state is State.ACTIVE:
        return "opens"
    if grant.state is State.WAITING:
        return "waits" if grant.waits == Waits.START else "asks"
    return NOTHING


async def pipeline(folder: Path) -> Pipeline:
    """Every text of the district signed, cameras around the four places."""
    settings = NodeSettings(data_dir=str(folder))
    await upgrade(settings.database)
    database, catalogue, clock = Database(settings.database), Catalogue(), FixedClock(_SIGNED)
    areas = load_areas(None)
    await register_areas(database, areas, {"SB"})
    await register_synthetic(database, _near(synthetic_district(areas)))
    for text in (own_text(CENTRE), *service_texts(CENTRE)):
        await sign_for_everybody(database, clock, text)
    async with database.read() as connection:
        await catalogue.load(connection)
    state = application_state(settings, database, catalogue, clock)
    await read_agreements(state)
    return Pipeline(state, clock)


def _near(whole: Synthetic) -> Synthetic:
    spots = [Point(one.lat, one.lon) for one in SPOTS.values()]
    sites = [
        one
        for one in whole.sites
        if min(distance_m(Point(one.lat, one.lon), spot) for spot in spots) < _NEAR_M
    ]
    ids = {one.site_id for one in sites}
    return Synthetic(sites, [one for one in whole.cameras if one.site_id in ids])


def sampled(known: set[str], messages: int) -> Sequence[Cell]:
    """So many of the matrix, half of them such that show, ask or tell something, and of each service as many as of another;
    all of it where it is no larger."""
    every = [cell for cell in cells() if cell.service in known]
    if len(every) <= messages:
        return every
    random = Random(_SEED)
    random.shuffle(every)
    told = [one for one in every if any(expected(one, each) != NOTHING for each in agencies())]
    shown = set(told)
    silent = [one for one in every if one not in shown]
    half = min(len(told), messages // 2)
    return [*islice(by_turns(told), half), *islice(by_turns(silent), messages - half)]


def by_turns(some: Sequence[Cell]) -> Iterator[Cell]:
    """One of each service, then another of each, as long as there are any."""
    by_service: dict[str, list[Cell]] = {}
    for one in some:
        by_service.setdefault(one.service, []).append(one)
    for row in zip_longest(*by_service.values()):
        yield from (one for one in row if one is not None)


async def compare(line: Pipeline, asked: Sequence[Cell]) -> Compared:
    compared = Compared()
    for cell in asked:
        compared.take(cell, await line.decide(cell))
        # the loop has other work beside the matrix
        await asyncio.sleep(0)
    return compared


async def measure_matrix(folder: Path, *, messages: int) -> Readings:
    """`messages`: at most so many of the matrix's, each asked about every agency."""
    line = await pipeline(folder)
    try:
        compared = await compare(line, sampled(line.known, messages))
    finally:
        await line.close()
    return {"refusals_correct": reading_of(compared, line.unlisted())}


def reading_of(compared: Compared, unlisted: Sequence[str]) -> Reading:
    right = compared.asked - len(compared.wrong)
    beside: Beside = {"cells": compared.asked, "messages": compared.messages}
    beside |= {name: float(count) for name, count in sorted(compared.outcomes.items())}
    beside["wrong"] = len(compared.wrong)
    why = "; ".join(
        f"{cell.service} {cell.trigger} {cell.code} {cell.variant} {cell.place} {cell.at:%Y-%m-%d}"
        f" {agency}: {told} expected, {decided} decided"
        for cell, agency, told, decided in compared.wrong[:3]
    )
    if unlisted:
        beside["not_in_the_table"] = ", ".join(unlisted)
    return Reading(round(100.0 * right / compared.asked, 3), beside, why=why)
