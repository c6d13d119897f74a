"""The provision ledger, facts of the operating policy, and the centre's statutory duties."""

import sqlalchemy as sa
from alembic import op

# the ledger keeps its openings by itself (sharing/ledger/tables.py says why)
_SQLITE = (
    'CREATE TRIGGER ledger_keeps_its_opening BEFORE UPDATE OF "ledger_id", "kind", "at", "grant_id", "incident_id", "incident_no", "organisation", "recipient_ko", "recipient_en", "purpose_ko", "purpose_en", "legal_bases", "agreement_id", "agreement_version", "clause", "form", "camera_ids", "planned_until", "approver", "exercise", "details" ON provision_ledger BEGIN SELECT RAISE(ABORT, \'the ledger is append-only\'); END',
    "CREATE TRIGGER ledger_is_not_deleted BEFORE DELETE ON provision_ledger BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END",
)
_POSTGRESQL = (
    "CREATE FUNCTION ledger_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the ledger is append-only'; END $$",
    'CREATE TRIGGER ledger_is_append_only BEFORE UPDATE OF "ledger_id", "kind", "at", "grant_id", "incident_id", "incident_no", "organisation", "recipient_ko", "recipient_en", "purpose_ko", "purpose_en", "legal_bases", "agreement_id", "agreement_version", "clause", "form", "camera_ids", "planned_until", "approver", "exercise", "details" OR DELETE OR TRUNCATE ON provision_ledger FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only()',
)

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "provision_ledger",
        sa.Column("ledger_id", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("at", sa.String(length=27), nullable=False),
        sa.Column("grant_id", sa.String(length=40), nullable=True),
        sa.Column("incident_id", sa.String(length=40), nullable=True),
        sa.Column("incident_no", sa.String(length=120), nullable=False),
        sa.Column("organisation", sa.String(length=80), nullable=False),
        sa.Column("recipient_ko", sa.String(length=120), nullable=False),
        sa.Column("recipient_en", sa.String(length=120), nullable=False),
        sa.Column("purpose_ko", sa.String(length=200), nullable=False),
        sa.Column("purpose_en", sa.String(length=200), nullable=False),
        sa.Column("legal_bases", sa.String(length=200), nullable=False),
        sa.Column("agreement_id", sa.String(length=80), nullable=True),
        sa.Column("agreement_version", sa.Integer(), nullable=True),
        sa.Column("clause", sa.String(length=20), nullable=True),
        sa.Column("form", sa.String(length=10), nullable=False),
        sa.Column("camera_ids", sa.Text(), nullable=False),
        sa.Column("planned_until", sa.String(length=27), nullable=True),
        sa.Column("approver", sa.String(length=40), nullable=True),
        sa.Column("exercise", sa.Boolean(), nullable=False),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("camera_ids_added", sa.Text(), nullable=False),
        sa.Column("until", sa.String(length=27), nullable=True),
        sa.Column("renewals", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.String(length=27), nullable=True),
        sa.Column("end_reason", sa.String(length=40), nullable=True),
        sa.Column("end_reason_ko", sa.String(length=200), nullable=False),
        sa.Column("end_reason_en", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("ledger_id"),
    )
    op.create_index("provision_ledger_by_grant", "provision_ledger", ["grant_id"])
    op.create_index("provision_ledger_by_time", "provision_ledger", ["at", "ledger_id"])
    op.create_table(
        "duty_officers",
        sa.Column("officer_id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("office", sa.String(length=120), nullable=False),
        sa.Column("phone", sa.String(length=40), nullable=False),
        sa.Column("starts", sa.String(length=10), nullable=False),
        sa.Column("ends", sa.String(length=10), nullable=True),
        sa.Column("added_at", sa.String(length=27), nullable=False),
        sa.Column("added_by", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("officer_id"),
    )
    op.create_table(
        "committee_minutes",
        sa.Column("minutes_id", sa.String(length=40), nullable=False),
        sa.Column("held_on", sa.String(length=10), nullable=False),
        sa.Column("subjects", sa.String(length=60), nullable=False),
        sa.Column("decisions", sa.Text(), nullable=False),
        sa.Column("attendance", sa.Integer(), nullable=False),
        sa.Column("document_sha256", sa.String(length=64), nullable=True),
        sa.Column("added_at", sa.String(length=27), nullable=False),
        sa.Column("added_by", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("minutes_id"),
    )
    op.create_table(
        "trainings",
        sa.Column("training_id", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.String(length=40), nullable=False),
        sa.Column("course", sa.String(length=120), nullable=False),
        sa.Column("held_on", sa.String(length=10), nullable=False),
        sa.Column("hours", sa.Float(), nullable=False),
        sa.Column("valid_until", sa.String(length=10), nullable=False),
        sa.Column("added_at", sa.String(length=27), nullable=False),
        sa.Column("added_by", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.person_id"]),
        sa.PrimaryKeyConstraint("training_id"),
    )
    op.create_index("ix_trainings_person_id", "trainings", ["person_id"])
    op.create_table(
        "pledges",
        sa.Column("person_id", sa.String(length=40), nullable=False),
        sa.Column("version", sa.String(length=20), nullable=False),
        sa.Column("text_sha256", sa.String(length=64), nullable=False),
        sa.Column("signed_at", sa.String(length=27), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.person_id"]),
        sa.PrimaryKeyConstraint("person_id", "version"),
    )
    op.create_table(
        "ai_uses",
        sa.Column("ai_id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("version", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("purpose", sa.String(length=300), nullable=False),
        sa.Column("since", sa.String(length=10), nullable=False),
        sa.Column("ended_on", sa.String(length=10), nullable=True),
        sa.Column("decided_by", sa.String(length=120), nullable=False),
        sa.Column("added_at", sa.String(length=27), nullable=False),
        sa.Column("added_by", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("ai_id"),
    )
    op.create_table(
        "ai_verdicts",
        sa.Column("ai_id", sa.String(length=40), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("confirmed", sa.Integer(), nullable=False),
        sa.Column("false_alarms", sa.Integer(), nullable=False),
        sa.Column("missed", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["ai_id"], ["ai_uses.ai_id"]),
        sa.PrimaryKeyConstraint("ai_id", "day"),
    )
    op.create_table(
        "centre_facts",
        sa.Column("id", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.String(length=27), nullable=False),
        sa.Column("changed_by", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "policy_texts",
        sa.Column("number", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("published_at", sa.String(length=27), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("published_by", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("number"),
    )
    for statement in _POSTGRESQL if _is_postgresql() else _SQLITE:
        op.execute(statement)


def downgrade() -> None:
    op.drop_table("policy_texts")
    op.drop_table("centre_facts")
    op.drop_table("ai_verdicts")
    op.drop_table("ai_uses")
    op.drop_table("pledges")
    op.drop_index("ix_trainings_person_id", "trainings")
    op.drop_table("trainings")
    op.drop_table("committee_minutes")
    op.drop_table("duty_officers")
    op.drop_index("provision_ledger_by_grant", "provision_ledger")
    op.drop_index("provision_ledger_by_time", "provision_ledger")
    op.drop_table("provision_ledger")
    if _is_postgresql():
        op.execute("DROP FUNCTION ledger_is_append_only()")


def _is_postgresql() -> bool:
    return op.get_context().dialect.name == "postgresql"
