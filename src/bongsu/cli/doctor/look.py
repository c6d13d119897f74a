"""Reads what the controls look at: the settings of the last start, the database, the application's headers."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any  # Any: ASGI messages

from bongsu.audit.head import HEAD_FILE
from bongsu.audit.verify import Verdict, verify_node
from bongsu.audit.verify_since import verify_newest
from bongsu.cli.doctor.control import Facts
from bongsu.cli.doctor.server import asked_of_the_server
from bongsu.cli.trust import trust_of
from bongsu.federation.peers.peer import TO_CONFIRM
from bongsu.identity.people import OWN_ROLES
from bongsu.identity.settings import IdentitySettings
from bongsu.kernel.database import Database
from bongsu.kernel.migrate import known_revisions
from bongsu.kernel.settings import load
from bongsu.media.settings import MediaSettings
from bongsu.roles.node import node_routes
from bongsu.roles.settings import NodeSettings
from bongsu.roles.started import read_started, settings_in
from bongsu.web.app import build_app

_PRAGMAS = ("journal_mode", "synchronous", "foreign_keys")
_OWN = ", ".join(f"'{role.value}'" for role in sorted(OWN_ROLES))
_PEOPLE = "FROM people WHERE disabled_at IS NULL"
# what is not there in an older database counts as nothing
_QUESTIONS = {
    "revision": "SELECT version_num FROM alembic_version",
    "quick_check": "PRAGMA quick_check(1)",
    "people": f"SELECT count(*) {_PEOPLE}",
    "own_people": f"SELECT count(*) {_PEOPLE} AND role IN ({_OWN})",
    "own_people_without_factor": f"SELECT count(*) {_PEOPLE} AND role IN ({_OWN}) AND person_id "
    "NOT IN (SELECT person_id FROM factors)",
    "trail_rows": "SELECT coalesce(max(sequence), 0) FROM trail",
    "trail_at": "SELECT at FROM trail ORDER BY sequence DESC LIMIT 1",
    "backup_at": "SELECT at FROM trail WHERE kind = 'backup' ORDER BY sequence DESC LIMIT 1",
    "checkpoint_size": "SELECT coalesce(max(size), 0) FROM trail_checkpoints",
    "checkpoint_at": "SELECT at FROM trail_checkpoints ORDER BY size DESC LIMIT 1",
    "peers_linked": "SELECT count(*) FROM peers WHERE revoked_at IS NULL AND route = 'direct'",
    "peers_revoked": "SELECT count(*) FROM peers WHERE revoked_at IS NOT NULL AND route = 'direct' "
    f"AND revoked_why <> '{TO_CONFIRM}'",
    "peers_to_confirm": "SELECT count(*) FROM peers WHERE revoked_at IS NOT NULL "
    f"AND revoked_why = '{TO_CONFIRM}'",
    "witnesses": "SELECT count(*) FROM witnesses",
    # of each agreement the newest version that both sides have signed
    "agreement_ends": "SELECT min(json_extract(text, '$.ends')) FROM agreements AS one WHERE version = "
    "(SELECT max(version) FROM agreements AS other WHERE other.agreement_id = one.agreement_id AND 2 <= "
    "(SELECT count(DISTINCT organisation) FROM agreement_signatures AS signed WHERE "
    "signed.agreement_id = other.agreement_id AND signed.version = other.version))",
}


async def look(folder: Path, given: NodeSettings, *, whole: bool = False) -> Facts:
    """As the node was last started in this folder, else as it would start now. `whole`: every row of the trail."""
    started = read_started(folder)
    node = started.node if started else given
    books: Mapping[str, object] = {}
    verdict: Verdict | None = None
    now = datetime.now(UTC)
    # the password is in the environment only
    beside = settings_in(str(folder))
    if beside.database_url:
        books = await asked_of_the_server(beside.database_url, _QUESTIONS)
        verdict = await _verified(beside, now, whole=whole) if "trail_rows" in books else None
    elif (folder / "node.db").is_file():
        books = {**await _opened_by_the_node(folder), **_asked(folder / "node.db")}
        verdict = await _verified(beside, now, whole=whole)
    return Facts(
        folder=folder,
        now=now,
        node=node,
        identity=started.identity if started else load(IdentitySettings, "identity"),
        media=started.media if started else load(MediaSettings, "media"),
        started=started,
        books=books,
        verdict=verdict,
        headers=await _headers(node),
    )


async def _opened_by_the_node(folder: Path) -> dict[str, object]:
    database = Database(f"sqlite+aiosqlite:///{folder / 'node.db'}")
    try:
        async with database.read() as connection:
            return {
                name: (await connection.exec_driver_sql(f"PRAGMA {name}")).scalar_one()
                for name in _PRAGMAS
            }
    finally:
        await database.close()


def _asked(file: Path) -> dict[str, object]:
    with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as books:
        answers = {name: _one(books, question) for name, question in _QUESTIONS.items()}
    return {**answers, "newest_revision": max(known_revisions())}


def _one(books: sqlite3.Connection, question: str) -> object:
    try:
        row = books.execute(question).fetchone()
    except sqlite3.OperationalError:
        return None
    except sqlite3.DatabaseError as damage:
        return str(damage)
    return row[0] if row else None


async def _verified(settings: NodeSettings, now: datetime, *, whole: bool) -> Verdict:
    database, folder = Database(settings.database), settings.folder
    try:
        trust = await trust_of(settings, database)
        if whole:
            return await verify_node(database, folder / HEAD_FILE, trust)
        return await verify_newest(database, folder / HEAD_FILE, trust, now)
    finally:
        await database.close()


async def _headers(node: NodeSettings) -> Mapping[str, str]:
    """What the node's application answers by TLS, asked without a server."""
    app: Any = build_app(node_routes(), {}, live=node.live_source)
    said: list[Any] = []

    async def send(message: Any) -> None:
        said.append(message)

    async def receive() -> Any:
        return {"type": "http.request", "body": b"", "more_body": False}

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "https",
        "path": "/health",
        "raw_path": b"/health",
        "query_string": b"",
        "root_path": "",
        "headers": [],
        "client": ("127.0.0.1", 1),
        "server": ("localhost", node.port),
    }
    await app(scope, receive, send)
    return {name.decode().lower(): value.decode() for name, value in said[0]["headers"]}
