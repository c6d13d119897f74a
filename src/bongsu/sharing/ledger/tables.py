"""The provision ledger. What was so at the opening is never changed; only how long it ran and how it ended is filled in."""

from sqlalchemy import DDL, Boolean, Column, Index, Integer, String, Table, Text, event

from bongsu.kernel.tables import metadata

provision_ledger = Table(
    "provision_ledger",
    metadata,
    Column("ledger_id", String(40), primary_key=True),
    Column("kind", String(10), nullable=False),
    Column("at", String(27), nullable=False),
    Column("grant_id", String(40)),
    Column("incident_id", String(40)),
    Column("incident_no", String(120), nullable=False),
    Column("organisation", String(80), nullable=False),
    Column("recipient_ko", String(120), nullable=False),
    Column("recipient_en", String(120), nullable=False),
    Column("purpose_ko", String(200), nullable=False),
    Column("purpose_en", String(200), nullable=False),
    Column("legal_bases", String(200), nullable=False),
    Column("agreement_id", String(80)),
    Column("agreement_version", Integer),
    Column("clause", String(20)),
    Column("form", String(10), nullable=False),
    Column("camera_ids", Text, nullable=False),
    Column("planned_until", String(27)),
    Column("approver", String(40)),
    Column("exercise", Boolean, nullable=False),
    Column("details", Text, nullable=False),
    Column("camera_ids_added", Text, nullable=False),
    Column("until", String(27)),
    Column("renewals", Integer, nullable=False),
    Column("ended_at", String(27)),
    Column("end_reason", String(40)),
    Column("end_reason_ko", String(200), nullable=False),
    Column("end_reason_en", String(200), nullable=False),
    Index("provision_ledger_by_time", "at", "ledger_id"),
    Index("provision_ledger_by_grant", "grant_id"),
)

FOLLOWS = frozenset(
    {
        "camera_ids_added",
        "until",
        "renewals",
        "ended_at",
        "end_reason",
        "end_reason_ko",
        "end_reason_en",
    }
)
_OPENING = ", ".join(
    f'"{column.name}"' for column in provision_ledger.columns if column.name not in FOLLOWS
)

LEDGER_DDL_SQLITE = (
    f"CREATE TRIGGER ledger_keeps_its_opening BEFORE UPDATE OF {_OPENING} ON provision_ledger "
    "BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END",
    "CREATE TRIGGER ledger_is_not_deleted BEFORE DELETE ON provision_ledger "
    "BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END",
)
LEDGER_DDL_POSTGRESQL = (
    "CREATE FUNCTION ledger_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'the ledger is append-only'; END $$",
    f"CREATE TRIGGER ledger_is_append_only BEFORE UPDATE OF {_OPENING} OR DELETE OR TRUNCATE "
    "ON provision_ledger FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only()",
)

for _dialect, _statements in (
    ("sqlite", LEDGER_DDL_SQLITE),
    ("postgresql", LEDGER_DDL_POSTGRESQL),
):
    for _statement in _statements:
        _rule = DDL(_statement)  # type: ignore[no-untyped-call] # SQLAlchemy left this one without types
        event.listen(provision_ledger, "after_create", _rule.execute_if(dialect=_dialect))
