"""What the controls ask of a PostgreSQL server: how it keeps rows, and the same questions as of a SQLite file."""

from collections.abc import Mapping

from bongsu.kernel.database import Database
from bongsu.kernel.migrate import known_revisions

_SETTINGS = ("fsync", "full_page_writes", "synchronous_commit", "data_checksums", "server_version")
_OTHERWISE = {
    "quick_check": None,
    "agreement_ends": ("json_extract(text, '$.ends')", "(text::json ->> 'ends')"),
}


async def asked_of_the_server(url: str, questions: Mapping[str, str]) -> dict[str, object]:
    """As the node would open it; nothing where no node has stood. Of another release's tables only which one's."""
    database, newest = Database(url), max(known_revisions())
    try:
        if await _one(database, "SELECT to_regclass('alembic_version')") is None:
            return {}
        answers = {name: await _one(database, f"SHOW {name}") for name in _SETTINGS}
        answers["revision"] = await _one(database, questions["revision"])
        if answers["revision"] == newest:
            for name, question in questions.items():
                other = _OTHERWISE.get(name, ("", ""))
                if other is not None:
                    answers[name] = await _one(database, question.replace(*other))
    finally:
        await database.close()
    return {**answers, "newest_revision": newest}


async def _one(database: Database, question: str) -> object:
    async with database.read() as connection:
        return (await connection.exec_driver_sql(question)).scalar()
