"""The trail, its head and the ledger of journal rows, with the triggers that let none of them be rewritten."""

from sqlalchemy import (
    DDL,
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    event,
)

from bongsu.kernel.tables import metadata

# SQLite makes a rowid alias, which costs no second index, only of INTEGER
_Sequence = BigInteger().with_variant(Integer, "sqlite")

trail = Table(
    "trail",
    metadata,
    Column("sequence", _Sequence, primary_key=True, autoincrement=False),
    Column("at", String(27), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("actor", String(120), nullable=False),
    Column("organisation", String(80)),
    Column("incident_id", String(40)),
    Column("grant_id", String(40)),
    Column("camera_id", String(80)),
    Column("body", Text, nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Index("trail_by_kind", "kind", "sequence"),
    Index("trail_by_incident", "incident_id", "sequence"),
)

trail_head = Table(
    "trail_head",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("sequence", _Sequence, nullable=False),
    Column("hash", String(64), nullable=False),
)

journals = Table(
    "journals",
    metadata,
    Column("process", String(80), primary_key=True),
    Column("sequence", _Sequence, primary_key=True, autoincrement=False),
    Column("hash", String(64), nullable=False),
    Column("trail_sequence", _Sequence, ForeignKey("trail.sequence"), nullable=False, unique=True),
)

TRAIL_DDL_SQLITE = (
    "CREATE TRIGGER trail_is_not_updated BEFORE UPDATE ON trail "
    "BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END",
    "CREATE TRIGGER trail_is_not_deleted BEFORE DELETE ON trail "
    "BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END",
    # INSERT OR REPLACE fires no delete trigger; this also keeps the sequence without gaps
    "CREATE TRIGGER trail_grows_by_one BEFORE INSERT ON trail "
    "WHEN NEW.sequence IS NOT (SELECT coalesce(max(sequence), 0) + 1 FROM trail) "
    "BEGIN SELECT RAISE(ABORT, 'the trail grows by one'); END",
)
JOURNALS_DDL_SQLITE = (
    "CREATE TRIGGER journals_are_not_updated BEFORE UPDATE ON journals "
    "BEGIN SELECT RAISE(ABORT, 'journals are append-only'); END",
    "CREATE TRIGGER journals_are_not_deleted BEFORE DELETE ON journals "
    "BEGIN SELECT RAISE(ABORT, 'journals are append-only'); END",
)
TRAIL_DDL_POSTGRESQL = (
    "CREATE FUNCTION trail_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'the trail is append-only'; END $$",
    "CREATE TRIGGER trail_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON trail "
    "FOR EACH STATEMENT EXECUTE FUNCTION trail_is_append_only()",
    # volatile, as functions are by default: of a statement with many rows each sees those before it
    "CREATE FUNCTION trail_grows_by_one() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "IF NEW.sequence IS DISTINCT FROM (SELECT coalesce(max(sequence), 0) + 1 FROM trail) "
    "THEN RAISE EXCEPTION 'the trail grows by one'; END IF; RETURN NEW; END $$",
    "CREATE TRIGGER trail_grows_by_one BEFORE INSERT ON trail "
    "FOR EACH ROW EXECUTE FUNCTION trail_grows_by_one()",
)
JOURNALS_DDL_POSTGRESQL = (
    "CREATE TRIGGER journals_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON journals "
    "FOR EACH STATEMENT EXECUTE FUNCTION trail_is_append_only()",
)

for _table, _dialect, _statements in (
    (trail, "sqlite", TRAIL_DDL_SQLITE),
    (journals, "sqlite", JOURNALS_DDL_SQLITE),
    (trail, "postgresql", TRAIL_DDL_POSTGRESQL),
    (journals, "postgresql", JOURNALS_DDL_POSTGRESQL),
):
    for _statement in _statements:
        _rule = DDL(_statement)  # type: ignore[no-untyped-call] # SQLAlchemy left this one without types
        event.listen(_table, "after_create", _rule.execute_if(dialect=_dialect))
