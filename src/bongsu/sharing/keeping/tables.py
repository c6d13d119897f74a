"""Tables of agreements. Texts, signatures and suspensions are only ever added to; a key may only be withdrawn."""

from sqlalchemy import (
    DDL,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    Text,
    event,
)

from bongsu.kernel.tables import metadata

agreements = Table(
    "agreements",
    metadata,
    Column("agreement_id", String(40), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("text", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("added_at", String(40), nullable=False),
    Column("added_by", String(120), nullable=False),
)

party_keys = Table(
    "party_keys",
    metadata,
    Column("key_id", String(40), primary_key=True),
    Column("organisation", String(60), nullable=False),
    Column("public_key", String(60), nullable=False),
    Column("note", String(200), nullable=False, default=""),
    Column("added_at", String(40), nullable=False),
    Column("added_by", String(120), nullable=False),
    Column("withdrawn_at", String(40)),
    Column("withdrawn_by", String(120)),
    Column("withdrawn_reason", String(200)),
    Index("party_keys_of", "organisation"),
)

agreement_signatures = Table(
    "agreement_signatures",
    metadata,
    Column("agreement_id", String(40), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("key_id", String(40), ForeignKey("party_keys.key_id"), primary_key=True),
    Column("organisation", String(60), nullable=False),
    Column("signature", String(100), nullable=False),
    Column("signed_at", String(40), nullable=False),
    Column("added_by", String(120), nullable=False),
    ForeignKeyConstraint(
        ["agreement_id", "version"], ["agreements.agreement_id", "agreements.version"]
    ),
)

agreement_suspensions = Table(
    "agreement_suspensions",
    metadata,
    Column("agreement_id", String(40), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("deed", String(10), nullable=False),
    Column("at", String(40), nullable=False),
    Column("by", String(120), nullable=False),
    Column("reason", String(200), nullable=False),
)

_ONLY_ADDED = ("agreements", "agreement_signatures", "agreement_suspensions")
_KEPT = "(NEW.key_id, NEW.organisation, NEW.public_key, NEW.note, NEW.added_at, NEW.added_by)"
_WERE = "(OLD.key_id, OLD.organisation, OLD.public_key, OLD.note, OLD.added_at, OLD.added_by)"


def _sqlite(table: str) -> tuple[str, ...]:
    return (
        f"CREATE TRIGGER {table}_are_not_updated BEFORE UPDATE ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} are append-only'); END",
        f"CREATE TRIGGER {table}_are_not_deleted BEFORE DELETE ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} are append-only'); END",
    )


def _replaced(table: str, same: str) -> str:
    """INSERT OR REPLACE fires no delete trigger on SQLite."""
    return (
        f"CREATE TRIGGER {table}_are_not_replaced BEFORE INSERT ON {table} "
        f"WHEN EXISTS (SELECT 1 FROM {table} AS kept WHERE {same}) "
        f"BEGIN SELECT RAISE(ABORT, '{table} are append-only'); END"
    )


_SAME_VERSION = "kept.agreement_id = NEW.agreement_id AND kept.version = NEW.version"
KEEPING_DDL_SQLITE = {
    "agreements": (*_sqlite("agreements"), _replaced("agreements", _SAME_VERSION)),
    "agreement_signatures": (
        *_sqlite("agreement_signatures"),
        _replaced("agreement_signatures", f"{_SAME_VERSION} AND kept.key_id = NEW.key_id"),
    ),
    "agreement_suspensions": (
        *_sqlite("agreement_suspensions"),
        _replaced(
            "agreement_suspensions",
            "kept.agreement_id = NEW.agreement_id AND kept.number = NEW.number",
        ),
    ),
    "party_keys": (
        "CREATE TRIGGER party_keys_are_only_withdrawn BEFORE UPDATE ON party_keys "
        f"WHEN OLD.withdrawn_at IS NOT NULL OR {_KEPT} IS NOT {_WERE} "
        "BEGIN SELECT RAISE(ABORT, 'a key may only be withdrawn'); END",
        "CREATE TRIGGER party_keys_are_not_deleted BEFORE DELETE ON party_keys "
        "BEGIN SELECT RAISE(ABORT, 'a key may only be withdrawn'); END",
        _replaced("party_keys", "kept.key_id = NEW.key_id"),
    ),
}
# each table brings the function: nothing says which of them is made first
_APPEND_ONLY = (
    "CREATE OR REPLACE FUNCTION agreements_are_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'agreements are append-only'; END $$"
)
KEEPING_DDL_POSTGRESQL: dict[str, tuple[str, ...]] = {
    "party_keys": (
        "CREATE FUNCTION party_keys_are_only_withdrawn() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN IF OLD.withdrawn_at IS NOT NULL OR {_KEPT} IS DISTINCT FROM {_WERE} "
        "THEN RAISE EXCEPTION 'a key may only be withdrawn'; END IF; RETURN NEW; END $$",
        "CREATE FUNCTION party_keys_are_not_deleted() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'a key may only be withdrawn'; END $$",
        "CREATE TRIGGER party_keys_are_only_withdrawn BEFORE UPDATE ON party_keys "
        "FOR EACH ROW EXECUTE FUNCTION party_keys_are_only_withdrawn()",
        "CREATE TRIGGER party_keys_are_not_deleted BEFORE DELETE OR TRUNCATE ON party_keys "
        "FOR EACH STATEMENT EXECUTE FUNCTION party_keys_are_not_deleted()",
    ),
}
for _name in _ONLY_ADDED:
    KEEPING_DDL_POSTGRESQL[_name] = (
        _APPEND_ONLY,
        f"CREATE TRIGGER {_name}_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {_name} "
        "FOR EACH STATEMENT EXECUTE FUNCTION agreements_are_append_only()",
    )

for _dialect, _rules in (("sqlite", KEEPING_DDL_SQLITE), ("postgresql", KEEPING_DDL_POSTGRESQL)):
    for _name, _statements in _rules.items():
        for _statement in _statements:
            _rule = DDL(_statement)  # type: ignore[no-untyped-call] # SQLAlchemy left this one without types
            event.listen(metadata.tables[_name], "after_create", _rule.execute_if(dialect=_dialect))
