"""The history of rights (안전성 확보조치 기준 art. 5: kept at least three years), never rewritten; links to a provider."""

from sqlalchemy import DDL, BigInteger, Column, ForeignKey, Integer, String, Table, Text, event

from bongsu.kernel.tables import metadata

rights_history = Table(
    "rights_history",
    metadata,
    Column(
        "sequence",
        BigInteger().with_variant(Integer, "sqlite"),
        primary_key=True,
        autoincrement=False,
    ),
    Column("at", String(27), nullable=False),
    Column("actor", String(120), nullable=False),
    Column("about_kind", String(20), nullable=False),
    Column("about", String(80), nullable=False, index=True),
    Column("change", String(40), nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    Column("reason", String(400), nullable=False),
)

oidc_links = Table(
    "oidc_links",
    metadata,
    Column("issuer", String(255), primary_key=True),
    Column("subject", String(255), primary_key=True),
    Column("person_id", String(40), ForeignKey("people.person_id"), nullable=False, unique=True),
    Column("linked_at", String(27), nullable=False),
)

RIGHTS_DDL_SQLITE = (
    "CREATE TRIGGER rights_history_is_not_updated BEFORE UPDATE ON rights_history "
    "BEGIN SELECT RAISE(ABORT, 'the history of rights is append-only'); END",
    "CREATE TRIGGER rights_history_is_not_deleted BEFORE DELETE ON rights_history "
    "BEGIN SELECT RAISE(ABORT, 'the history of rights is append-only'); END",
    # INSERT OR REPLACE fires no delete trigger; this also keeps the sequence without gaps
    "CREATE TRIGGER rights_history_grows_by_one BEFORE INSERT ON rights_history "
    "WHEN NEW.sequence IS NOT (SELECT coalesce(max(sequence), 0) + 1 FROM rights_history) "
    "BEGIN SELECT RAISE(ABORT, 'the history of rights grows by one'); END",
)
RIGHTS_DDL_POSTGRESQL = (
    "CREATE FUNCTION rights_history_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'the history of rights is append-only'; END $$",
    "CREATE TRIGGER rights_history_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE "
    "ON rights_history FOR EACH STATEMENT EXECUTE FUNCTION rights_history_is_append_only()",
)

for _dialect, _statements in (
    ("sqlite", RIGHTS_DDL_SQLITE),
    ("postgresql", RIGHTS_DDL_POSTGRESQL),
):
    for _statement in _statements:
        _rule = DDL(_statement)  # type: ignore[no-untyped-call] # SQLAlchemy left this one without types
        event.listen(rights_history, "after_create", _rule.execute_if(dialect=_dialect))
