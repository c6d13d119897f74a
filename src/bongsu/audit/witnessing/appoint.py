"""An operator says whose trails this node witnesses, and who witnesses its own; each change is a row of the trail."""

from urllib.parse import urlsplit

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.note import COSIGNS, SIGNS, VerifierKey
from bongsu.audit.record import record
from bongsu.audit.stamp import stamp
from bongsu.audit.witnessing.store import (
    WatchedLog,
    Witness,
    drop_watched,
    drop_witness,
    put_watched,
    put_witness,
)
from bongsu.kernel.clock import Clock
from bongsu.kernel.database import Database, Work
from bongsu.kernel.failures import Failure, Invalid, Kind

_LONGEST_NAME, _LONGEST_ORIGIN, _LONGEST_URL = 80, 120, 400


class NoSuchWitness(Failure):
    """Nothing of that name was added."""

    kind = Kind.NOT_FOUND
    code = "no_such_witness"


async def watch_log(database: Database, clock: Clock, vkey: str, by: str) -> WatchedLog:
    """From now on that trail's checkpoints are cosigned here. Raises `BadKey`."""
    key = VerifierKey.read(vkey, SIGNS)
    if len(key.name) > _LONGEST_ORIGIN:
        raise Invalid(f"an origin has at most {_LONGEST_ORIGIN} letters", field="vkey")
    log = WatchedLog(key.name, str(key), stamp(clock.now()))
    async with database.work() as work:
        await put_watched(work.connection, log)
        await _keep(work, clock, by, "watch", log.origin)
    return log


async def unwatch_log(database: Database, clock: Clock, origin: str, by: str) -> None:
    """What was known of that trail is forgotten with it. Raises `NoSuchWitness`."""
    async with database.work() as work:
        if not await drop_watched(work.connection, origin):
            raise NoSuchWitness("this trail is not watched here", field="origin")
        await _keep(work, clock, by, "unwatch", origin)


async def add_witness(
    database: Database, clock: Clock, *, name: str, url: str, vkey: str, by: str
) -> Witness:
    """Takes the place of one of the same name. Raises `BadKey`, `Invalid`."""
    key = VerifierKey.read(vkey, COSIGNS)
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or len(url) > _LONGEST_URL:
        raise Invalid("a witness is reached at http(s)://…", field="url")
    if not 1 <= len(name) <= _LONGEST_NAME:
        raise Invalid(f"a name has 1 to {_LONGEST_NAME} letters", field="name")
    witness = Witness(name, url, str(key), stamp(clock.now()))
    async with database.work() as work:
        await put_witness(work.connection, witness)
        await _keep(work, clock, by, "add_witness", key.name)
    return witness


async def remove_witness(database: Database, clock: Clock, name: str, by: str) -> None:
    """Its cosignatures stay. Raises `NoSuchWitness`."""
    async with database.work() as work:
        if not await drop_witness(work.connection, name):
            raise NoSuchWitness("no witness of this name", field="name")
        await _keep(work, clock, by, "remove_witness", name)


async def _keep(work: Work, clock: Clock, by: str, what: str, about: str) -> None:
    entry = Entry(kind=TrailKind.WITNESS, actor=by, body={"what": what, "about": about})
    await record(work, clock.now(), entry)
