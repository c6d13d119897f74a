"""One centre of a demo: its book, its people and its processes, and the cameras' simulator beside it."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from bongsu.demo.accounts import SEONGBUK, Credentials, House, credentials
from bongsu.identity.service import IdentityService
from bongsu.kernel.clock import Clock
from bongsu.kernel.database import Database
from bongsu.kernel.migrate import upgrade
from bongsu.roles.identity import identity_settings
from bongsu.roles.settings import NodeSettings
from bongsu.roles.supervise import ChildProcess, Supervisor
from bongsu.sharing.agreement import Agreement
from bongsu.sharing.simulated_signatures import sign_for_everybody

KEPT = "demo-credentials.json"
# whoever looks at the demo has no device of a police station at hand
EASIER = {
    "BONGSU_IDENTITY_SECOND_FACTOR_OUTSIDE": "false",
    "BONGSU_IDENTITY_DEVICE_KEY_VEHICLES": "false",
}
# its passwords stand in a file for whoever looks on; nobody chooses one
DEMO = {"BONGSU_IDENTITY_FIRST_PASSWORD_MUST_CHANGE": "false"}


@asynccontextmanager
async def book_of(settings: NodeSettings) -> AsyncIterator[Database]:
    """The node's database, up to date, before the node opens it."""
    settings.folder.mkdir(parents=True, exist_ok=True)
    await upgrade(settings.database)
    database = Database(settings.database)
    try:
        yield database
    finally:
        await database.close()


async def agree_and_name(
    database: Database,
    settings: NodeSettings,
    clock: Clock,
    texts: Sequence[Agreement],
    house: House = SEONGBUK,
) -> Credentials:
    """Signs with simulated keys of every party, and makes the accounts."""
    for text in texts:
        await sign_for_everybody(database, clock, text, settings.folder / "keys" / "simulated")
    identity = IdentityService(database, clock, identity_settings(settings))
    return await credentials(identity, settings.folder / KEPT, house)


def supervisor(
    settings: NodeSettings, *, second_factors: bool, more: Mapping[str, str] | None = None
) -> Supervisor:
    """The node's processes with a demo's settings."""
    given = DEMO | ({} if second_factors else EASIER) | dict(more or {})
    return Supervisor(settings, given=given)


def simulator(count: int, clips: Path | None) -> ChildProcess:
    """Drawn scenes where no clips lie beside us."""
    arguments = ["simulate", "cameras", "--count", str(max(1, count)), "--port", "0"]
    if clips is not None and clips.is_dir():
        arguments += ["--clips", str(clips)]
    return ChildProcess("simulator", arguments, {})


def port_of(simulator: ChildProcess) -> int:
    """Once it has started."""
    port = simulator.said.get("port")
    assert isinstance(port, int)
    return port
