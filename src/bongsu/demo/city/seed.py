"""Fills each centre's registry: published rows where they lie beside us, invented and labelled ones for the rest."""

import asyncio
import tempfile
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from pathlib import Path

from bongsu.demo.city.fill import AS_PUBLISHED, IN_ALL, filled_up
from bongsu.demo.city.published import FILE, published_file, standard_files
from bongsu.demo.seed import Say, cameras_in_service, survey_bearings
from bongsu.federation.catalogue.published import take_published
from bongsu.kernel.clock import Clock
from bongsu.kernel.database import Database
from bongsu.registry.areas import Areas
from bongsu.registry.centres import CentreProfile, centre_of_district
from bongsu.registry.districts import BY_CODE
from bongsu.registry.import_cameras import import_cameras
from bongsu.registry.peer_camera import PeerCamera
from bongsu.registry.peers.store import own_records, peer_owners, peer_records
from bongsu.registry.register_areas import register_areas
from bongsu.registry.store import all_positions
from bongsu.registry.synthetic import register_synthetic, synthetic_by_district

# above every number that an import gives
_FIRST_INVENTED = 5_001
_SEED = 20
LINKED_DISTRICTS = frozenset(AS_PUBLISHED)


async def seed_centre(
    database: Database,
    centre: CentreProfile,
    areas: Areas,
    shared: Path | None,
    clock: Clock,
    say: Say,
    in_all: int = IN_ALL,
) -> str:
    """Answers in one line where its cameras came from. A second time changes nothing. `in_all`: of the whole city."""
    # of the whole city: which neighbours a call's circle touches is read from the dongs
    await register_areas(database, areas)
    known = await _known(database)
    if known:
        return f"{known} cameras of an earlier start"
    if centre.is_hub:
        return await _seed_hub(database, areas, shared, clock, say, in_all)
    return await _seed_district(database, centre, areas, shared, clock, say)


async def _known(database: Database) -> int:
    """Its own, and at the hub those of others."""
    own = len(await cameras_in_service(database))
    async with database.read() as connection:
        owners = await peer_owners(connection)
        others = [len(await peer_records(connection, owner)) for owner in owners]
    return own + sum(others)


async def _seed_district(
    database: Database,
    centre: CentreProfile,
    areas: Areas,
    shared: Path | None,
    clock: Clock,
    say: Say,
) -> str:
    published = await _publish(database, areas, shared, centre.districts, clock, say)
    if published:
        await survey_bearings(database, clock, say)
        return f"{published} cameras as published; bearings simulated"
    counts = {letters: AS_PUBLISHED.get(letters, 1_000) for letters in centre.districts}
    return f"synthetic: {await _invent(database, areas, counts, say)} cameras"


async def _seed_hub(
    database: Database, areas: Areas, shared: Path | None, clock: Clock, say: Say, in_all: int
) -> str:
    """The catalogues of the districts that have no node here; those that have one send theirs over the link. The hub owns
    no camera, so its own registry stays empty: they are read in a database beside it."""
    others = sorted(set(BY_CODE) - LINKED_DISTRICTS)
    with tempfile.TemporaryDirectory(prefix="bongsu-catalogues-") as folder:
        beside = Database(f"sqlite+aiosqlite:///{Path(folder) / 'catalogues.db'}")
        try:
            await beside.create_all()
            published = await _publish(beside, areas, shared, others, clock, say)
            held = await _held(beside)
            count = in_all - sum(AS_PUBLISHED.values()) - published
            more = filled_up({letters: held[letters] for letters in others}, count)
            invented = await _invent(beside, areas, more, say)
            sources = {
                letters: source_of(held[letters], more.get(letters, 0)) for letters in others
            }
            await _hand_over(beside, database, sources, say)
        finally:
            await beside.close()
    return _catalogues(published, len(held), invented)


def source_of(published: int, invented: int) -> str:
    """The label that a catalogue keeps for as long as no node of its own speaks."""
    said = (FILE if published else "", f"synthetic: {invented}" if invented else "")
    return ", ".join(filter(None, said))


def _catalogues(published: int, districts: int, invented: int) -> str:
    if not published:
        return f"synthetic: catalogues of the other districts, {invented} cameras"
    known = f"{published} cameras of {districts} other districts as published"
    return f"{known}, {invented} synthetic"


async def _hand_over(beside: Database, hub: Database, sources: Mapping[str, str], say: Say) -> None:
    async with beside.read() as connection:
        records = await own_records(connection)
    by_district: dict[str, list[PeerCamera]] = defaultdict(list)
    for one in records:
        by_district[one.district].append(one)
    for letters, theirs in by_district.items():
        owner = centre_of_district(letters).code
        refused = await take_published(hub, owner, theirs, sources[letters])
        if refused:
            say(f"{owner}: {len(refused)} cameras not taken, the last: {refused[-1]}")


async def _held(database: Database) -> Counter[str]:
    async with database.read() as connection:
        return Counter(row.district for row in await all_positions(connection))


async def _publish(
    database: Database,
    areas: Areas,
    shared: Path | None,
    districts: Collection[str],
    clock: Clock,
    say: Say,
) -> int:
    source = published_file(shared)
    if source is None:
        return 0
    with tempfile.TemporaryDirectory(prefix="bongsu-published-") as folder:
        files = standard_files(source, Path(folder), districts)
        say(f"cameras: reading {len(files)} published files")
        report = await import_cameras(database, files, areas=areas, clock=clock)
    return report.cameras


async def _invent(database: Database, areas: Areas, counts: dict[str, int], say: Say) -> int:
    say(f"cameras: making {sum(counts.values())} synthetic ones in {len(counts)} districts")
    made = await asyncio.to_thread(synthetic_by_district, counts, _SEED, areas, _FIRST_INVENTED)
    await register_synthetic(database, made)
    return len(made.cameras)
