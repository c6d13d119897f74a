"""Monthly reviews of the access log, and names opened by two roles."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_SQLITE = (
    "CREATE TRIGGER log_reviews_are_not_deleted BEFORE DELETE ON log_reviews BEGIN SELECT RAISE(ABORT, 'a log review is kept'); END",
    "CREATE TRIGGER log_reviews_stay_as_made BEFORE UPDATE OF month, made_at, first_sequence, last_sequence, rows_read ON log_reviews BEGIN SELECT RAISE(ABORT, 'a log review stays as it was made'); END",
    "CREATE TRIGGER log_reviews_stay_as_signed BEFORE UPDATE ON log_reviews WHEN OLD.signed_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'a signed log review is not changed'); END",
    "CREATE TRIGGER log_reviews_are_not_replaced BEFORE INSERT ON log_reviews WHEN EXISTS (SELECT 1 FROM log_reviews WHERE month = NEW.month) BEGIN SELECT RAISE(ABORT, 'a log review is kept'); END",
    "CREATE TRIGGER log_findings_are_not_deleted BEFORE DELETE ON log_findings BEGIN SELECT RAISE(ABORT, 'a finding is kept'); END",
    "CREATE TRIGGER log_findings_stay_as_found BEFORE UPDATE OF finding_id, month, number, kind, severity, who, role, organisation, camera_id, first_at, last_at, count, rows, facts ON log_findings BEGIN SELECT RAISE(ABORT, 'a finding stays as it was found'); END",
    "CREATE TRIGGER log_findings_stay_as_signed BEFORE UPDATE ON log_findings WHEN (SELECT signed_at FROM log_reviews WHERE month = OLD.month) IS NOT NULL BEGIN SELECT RAISE(ABORT, 'a signed log review is not changed'); END",
    "CREATE TRIGGER log_findings_are_not_added BEFORE INSERT ON log_findings WHEN (SELECT signed_at FROM log_reviews WHERE month = NEW.month) IS NOT NULL OR EXISTS (SELECT 1 FROM log_findings WHERE finding_id = NEW.finding_id) BEGIN SELECT RAISE(ABORT, 'a signed log review is not changed'); END",
)
_POSTGRESQL = (
    "CREATE FUNCTION log_reviews_are_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TG_OP <> 'UPDATE' THEN RAISE EXCEPTION 'a log review is kept'; END IF; IF OLD.signed_at IS NOT NULL THEN RAISE EXCEPTION 'a signed log review is not changed'; END IF; IF (OLD.month, OLD.made_at, OLD.first_sequence, OLD.last_sequence, OLD.rows_read) IS DISTINCT FROM (NEW.month, NEW.made_at, NEW.first_sequence, NEW.last_sequence, NEW.rows_read) THEN RAISE EXCEPTION 'a log review stays as it was made'; END IF; RETURN NEW; END $$",
    "CREATE TRIGGER log_reviews_are_kept BEFORE UPDATE OR DELETE ON log_reviews FOR EACH ROW EXECUTE FUNCTION log_reviews_are_kept()",
    "CREATE TRIGGER log_reviews_are_not_emptied BEFORE TRUNCATE ON log_reviews FOR EACH STATEMENT EXECUTE FUNCTION log_reviews_are_kept()",
    "CREATE FUNCTION log_findings_are_kept() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF TG_OP IN ('DELETE', 'TRUNCATE') THEN RAISE EXCEPTION 'a finding is kept'; END IF; IF (SELECT signed_at FROM log_reviews WHERE month = NEW.month) IS NOT NULL THEN RAISE EXCEPTION 'a signed log review is not changed'; END IF; IF TG_OP = 'UPDATE' THEN IF (OLD.finding_id, OLD.month, OLD.number, OLD.kind, OLD.severity, OLD.who, OLD.role, OLD.organisation, OLD.camera_id, OLD.first_at, OLD.last_at, OLD.count, OLD.rows, OLD.facts) IS DISTINCT FROM (NEW.finding_id, NEW.month, NEW.number, NEW.kind, NEW.severity, NEW.who, NEW.role, NEW.organisation, NEW.camera_id, NEW.first_at, NEW.last_at, NEW.count, NEW.rows, NEW.facts) THEN RAISE EXCEPTION 'a finding stays as it was found'; END IF; END IF; RETURN NEW; END $$",
    "CREATE TRIGGER log_findings_are_kept BEFORE INSERT OR UPDATE OR DELETE ON log_findings FOR EACH ROW EXECUTE FUNCTION log_findings_are_kept()",
    "CREATE TRIGGER log_findings_are_not_emptied BEFORE TRUNCATE ON log_findings FOR EACH STATEMENT EXECUTE FUNCTION log_findings_are_kept()",
)


def upgrade() -> None:
    op.create_table(
        "log_reviews",
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("made_at", sa.String(length=27), nullable=False),
        sa.Column("first_sequence", sa.Integer(), nullable=False),
        sa.Column("last_sequence", sa.Integer(), nullable=False),
        sa.Column("rows_read", sa.Integer(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=False),
        sa.Column("signed_at", sa.String(length=27), nullable=True),
        sa.Column("signed_by", sa.String(length=40), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=True),
        sa.Column("trail_sequence", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("month"),
    )
    op.create_table(
        "log_findings",
        sa.Column("finding_id", sa.String(length=40), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("severity", sa.String(length=10), nullable=False),
        sa.Column("who", sa.String(length=120), nullable=True),
        sa.Column("role", sa.String(length=40), nullable=True),
        sa.Column("organisation", sa.String(length=80), nullable=True),
        sa.Column("camera_id", sa.String(length=80), nullable=True),
        sa.Column("first_at", sa.String(length=27), nullable=False),
        sa.Column("last_at", sa.String(length=27), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("rows", sa.Text(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("explanation", sa.Text(), nullable=False),
        sa.Column("explained_by", sa.String(length=40), nullable=True),
        sa.Column("explained_at", sa.String(length=27), nullable=True),
        sa.ForeignKeyConstraint(["month"], ["log_reviews.month"]),
        sa.PrimaryKeyConstraint("finding_id"),
    )
    op.create_index("findings_of_month", "log_findings", ["month", "number"], unique=True)
    op.create_table(
        "name_openings",
        sa.Column("opening_id", sa.String(length=40), nullable=False),
        sa.Column("asked_by", sa.String(length=40), nullable=False),
        sa.Column("asked_role", sa.String(length=20), nullable=False),
        sa.Column("session_id", sa.String(length=40), nullable=False),
        sa.Column("asked_at", sa.String(length=27), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("person_ids", sa.Text(), nullable=False),
        sa.Column("agreed_by", sa.String(length=40), nullable=True),
        sa.Column("agreed_role", sa.String(length=20), nullable=True),
        sa.Column("agreed_at", sa.String(length=27), nullable=True),
        sa.ForeignKeyConstraint(["agreed_by"], ["people.person_id"]),
        sa.ForeignKeyConstraint(["asked_by"], ["people.person_id"]),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.session_id"]),
        sa.PrimaryKeyConstraint("opening_id"),
    )
    op.create_index("ix_name_openings_asked_at", "name_openings", ["asked_at"], unique=False)
    for statement in _SQLITE if op.get_bind().dialect.name == "sqlite" else _POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    op.drop_table("name_openings")
    op.drop_table("log_findings")
    op.drop_table("log_reviews")
    if op.get_context().dialect.name == "postgresql":
        op.execute("DROP FUNCTION log_findings_are_kept()")
        op.execute("DROP FUNCTION log_reviews_are_kept()")
