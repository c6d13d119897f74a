"""The database: whole, durable, this release's."""

from bongsu.cli.doctor.control import Control, Facts, Finding, fails, not_applicable, passes

_DURABLE = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
_DURABLE_SERVER = ("fsync", "full_page_writes", "synchronous_commit")


def database_durable(facts: Facts) -> Finding:
    if not facts.books:
        return not_applicable("no database yet")
    if _on_server(facts):
        return _server_durable(facts)
    wrong = {name: facts.books.get(name) for name in _DURABLE}
    wrong = {name: value for name, value in wrong.items() if value != _DURABLE[name]}
    if wrong:
        return fails(f"the node opens it with {wrong}", "report it: this release is at fault")
    return passes("WAL, synchronous FULL, foreign keys")


def database_whole(facts: Facts) -> Finding:
    if not facts.books:
        return not_applicable("no database yet")
    if _on_server(facts):
        return _server_checks(facts)
    said = str(facts.books.get("quick_check"))
    if said != "ok":
        return fails(said, "stop the node, keep the folder, restore the last backup")
    return passes("every page is as it should be")


def _on_server(facts: Facts) -> bool:
    return "server_version" in facts.books


def _server_durable(facts: Facts) -> Finding:
    found = {name: facts.books.get(name) for name in _DURABLE_SERVER}
    # `remote_apply` and the like wait for more than the own disk
    wrong = {name: value for name, value in found.items() if value in {"off", "local", None}}
    if wrong:
        return fails(f"the server says {wrong}", "set them to on in postgresql.conf")
    return passes(f"PostgreSQL {facts.books['server_version']}: fsync, synchronous_commit")


def _server_checks(facts: Facts) -> Finding:
    if facts.books.get("data_checksums") == "on":
        return passes("the server proves each page that it reads (data_checksums)")
    return not_applicable("the server keeps no checksums of its pages (initdb --data-checksums)")


def database_current(facts: Facts) -> Finding:
    if not facts.books:
        return not_applicable("no database yet")
    revision, newest = facts.books.get("revision"), facts.books.get("newest_revision")
    if revision != newest:
        return fails(f"tables {revision}, this release has {newest}", "start the node once")
    return passes(f"tables {revision}")


CONTROLS = (
    Control(
        "database-durable",
        "The node opens its database with WAL, synchronous FULL and foreign keys",
        "what was answered could be lost with the power",
        database_durable,
    ),
    Control(
        "database-whole",
        "No page of the database is damaged",
        "a damaged page is found when it is needed",
        database_whole,
        is_basic=True,
    ),
    Control(
        "database-current",
        "The tables are this release's",
        "this release does not know other tables",
        database_current,
        is_basic=True,
    ),
)
