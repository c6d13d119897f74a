"""Reviews by month and their findings, with the triggers that let nobody change what was found, nor what was signed."""

from sqlalchemy import DDL, Column, ForeignKey, Index, Integer, String, Table, Text, event

from bongsu.kernel.tables import metadata

log_reviews = Table(
    "log_reviews",
    metadata,
    Column("month", String(7), primary_key=True),
    Column("made_at", String(27), nullable=False),
    Column("first_sequence", Integer, nullable=False),
    Column("last_sequence", Integer, nullable=False),
    Column("rows_read", Integer, nullable=False),
    Column("remark", Text, nullable=False),
    Column("signed_at", String(27)),
    Column("signed_by", String(40)),
    Column("sha256", String(64)),
    Column("trail_sequence", Integer),
)

log_findings = Table(
    "log_findings",
    metadata,
    Column("finding_id", String(40), primary_key=True),
    Column("month", String(7), ForeignKey("log_reviews.month"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("kind", String(40), nullable=False),
    Column("severity", String(10), nullable=False),
    Column("who", String(120)),
    Column("role", String(40)),
    Column("organisation", String(80)),
    Column("camera_id", String(80)),
    Column("first_at", String(27), nullable=False),
    Column("last_at", String(27), nullable=False),
    Column("count", Integer, nullable=False),
    Column("rows", Text, nullable=False),
    Column("facts", Text, nullable=False),
    Column("outcome", String(20)),
    Column("explanation", Text, nullable=False),
    Column("explained_by", String(40)),
    Column("explained_at", String(27)),
    Index("findings_of_month", "month", "number", unique=True),
)

_FOUND = (
    "finding_id, month, number, kind, severity, who, role, organisation, camera_id, "
    "first_at, last_at, count, rows, facts"
)
_MADE = "month, made_at, first_sequence, last_sequence, rows_read"
_SIGNED = "(SELECT signed_at FROM log_reviews WHERE month = {row}.month) IS NOT NULL"

REVIEWS_DDL_SQLITE = (
    "CREATE TRIGGER log_reviews_are_not_deleted BEFORE DELETE ON log_reviews "
    "BEGIN SELECT RAISE(ABORT, 'a log review is kept'); END",
    f"CREATE TRIGGER log_reviews_stay_as_made BEFORE UPDATE OF {_MADE} ON log_reviews "
    "BEGIN SELECT RAISE(ABORT, 'a log review stays as it was made'); END",
    "CREATE TRIGGER log_reviews_stay_as_signed BEFORE UPDATE ON log_reviews "
    "WHEN OLD.signed_at IS NOT NULL "
    "BEGIN SELECT RAISE(ABORT, 'a signed log review is not changed'); END",
    # INSERT OR REPLACE fires no delete trigger
    "CREATE TRIGGER log_reviews_are_not_replaced BEFORE INSERT ON log_reviews "
    "WHEN EXISTS (SELECT 1 FROM log_reviews WHERE month = NEW.month) "
    "BEGIN SELECT RAISE(ABORT, 'a log review is kept'); END",
)
FINDINGS_DDL_SQLITE = (
    "CREATE TRIGGER log_findings_are_not_deleted BEFORE DELETE ON log_findings "
    "BEGIN SELECT RAISE(ABORT, 'a finding is kept'); END",
    f"CREATE TRIGGER log_findings_stay_as_found BEFORE UPDATE OF {_FOUND} ON log_findings "
    "BEGIN SELECT RAISE(ABORT, 'a finding stays as it was found'); END",
    "CREATE TRIGGER log_findings_stay_as_signed BEFORE UPDATE ON log_findings "
    f"WHEN {_SIGNED.format(row='OLD')} "
    "BEGIN SELECT RAISE(ABORT, 'a signed log review is not changed'); END",
    "CREATE TRIGGER log_findings_are_not_added BEFORE INSERT ON log_findings "
    f"WHEN {_SIGNED.format(row='NEW')} OR EXISTS "
    "(SELECT 1 FROM log_findings WHERE finding_id = NEW.finding_id) "
    "BEGIN SELECT RAISE(ABORT, 'a signed log review is not changed'); END",
)
REVIEWS_DDL_POSTGRESQL = (
    "CREATE FUNCTION log_reviews_are_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "IF TG_OP <> 'UPDATE' THEN RAISE EXCEPTION 'a log review is kept'; END IF; "
    "IF OLD.signed_at IS NOT NULL THEN RAISE EXCEPTION 'a signed log review is not changed'; END IF; "
    "IF (OLD.month, OLD.made_at, OLD.first_sequence, OLD.last_sequence, OLD.rows_read) "
    "IS DISTINCT FROM (NEW.month, NEW.made_at, NEW.first_sequence, NEW.last_sequence, NEW.rows_read) "
    "THEN RAISE EXCEPTION 'a log review stays as it was made'; END IF; RETURN NEW; END $$",
    "CREATE TRIGGER log_reviews_are_kept BEFORE UPDATE OR DELETE ON log_reviews "
    "FOR EACH ROW EXECUTE FUNCTION log_reviews_are_kept()",
    "CREATE TRIGGER log_reviews_are_not_emptied BEFORE TRUNCATE ON log_reviews "
    "FOR EACH STATEMENT EXECUTE FUNCTION log_reviews_are_kept()",
)
_OLD_FOUND = ", ".join(f"OLD.{name}" for name in _FOUND.split(", "))
_NEW_FOUND = ", ".join(f"NEW.{name}" for name in _FOUND.split(", "))
FINDINGS_DDL_POSTGRESQL = (
    "CREATE FUNCTION log_findings_are_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "IF TG_OP IN ('DELETE', 'TRUNCATE') THEN RAISE EXCEPTION 'a finding is kept'; END IF; "
    f"IF {_SIGNED.format(row='NEW')} "
    "THEN RAISE EXCEPTION 'a signed log review is not changed'; END IF; "
    f"IF TG_OP = 'UPDATE' THEN IF ({_OLD_FOUND}) IS DISTINCT FROM ({_NEW_FOUND}) "
    "THEN RAISE EXCEPTION 'a finding stays as it was found'; END IF; END IF; RETURN NEW; END $$",
    "CREATE TRIGGER log_findings_are_kept BEFORE INSERT OR UPDATE OR DELETE ON log_findings "
    "FOR EACH ROW EXECUTE FUNCTION log_findings_are_kept()",
    "CREATE TRIGGER log_findings_are_not_emptied BEFORE TRUNCATE ON log_findings "
    "FOR EACH STATEMENT EXECUTE FUNCTION log_findings_are_kept()",
)

for _table, _dialect, _statements in (
    (log_reviews, "sqlite", REVIEWS_DDL_SQLITE),
    (log_findings, "sqlite", FINDINGS_DDL_SQLITE),
    (log_reviews, "postgresql", REVIEWS_DDL_POSTGRESQL),
    (log_findings, "postgresql", FINDINGS_DDL_POSTGRESQL),
):
    for _statement in _statements:
        _rule = DDL(_statement)  # type: ignore[no-untyped-call] # SQLAlchemy left this one without types
        event.listen(_table, "after_create", _rule.execute_if(dialect=_dialect))
