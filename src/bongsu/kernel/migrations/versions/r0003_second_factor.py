"""Second factors, federated sign-in, locked sessions, the history of rights."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

# the history of rights refuses changes by itself, as the trail does (identity/rights/tables.py)
_SQLITE = (
    "CREATE TRIGGER rights_history_is_not_updated BEFORE UPDATE ON rights_history BEGIN SELECT RAISE(ABORT, 'the history of rights is append-only'); END",
    "CREATE TRIGGER rights_history_is_not_deleted BEFORE DELETE ON rights_history BEGIN SELECT RAISE(ABORT, 'the history of rights is append-only'); END",
    "CREATE TRIGGER rights_history_grows_by_one BEFORE INSERT ON rights_history WHEN NEW.sequence IS NOT (SELECT coalesce(max(sequence), 0) + 1 FROM rights_history) BEGIN SELECT RAISE(ABORT, 'the history of rights grows by one'); END",
)
_POSTGRESQL = (
    "CREATE FUNCTION rights_history_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the history of rights is append-only'; END $$",
    "CREATE TRIGGER rights_history_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON rights_history FOR EACH STATEMENT EXECUTE FUNCTION rights_history_is_append_only()",
)
# accounts that are older than the history: what they have now, from the day they were added
_BACKFILL = """
INSERT INTO rights_history (sequence, at, actor, about_kind, about, change, before, after, reason)
SELECT row_number() OVER (ORDER BY added_at, person_id), added_at, 'system', 'person', person_id, 'added', '{}',
'{"organisation":"' || organisation || '","role":"' || role || '"}', 'added before the history of rights began'
FROM people ORDER BY added_at, person_id
"""
_SESSION_COLUMNS = ("active_at", "locked_at", "proven_until")


def upgrade() -> None:
    for name in _SESSION_COLUMNS:
        op.add_column("sessions", sa.Column(name, sa.String(length=27), nullable=True))
    _factors()
    _pending()
    _rights()
    op.execute(_BACKFILL)
    dialect = op.get_bind().dialect.name
    for statement in _SQLITE if dialect == "sqlite" else _POSTGRESQL:
        op.execute(statement)


def _factors() -> None:
    op.create_table(
        "factors",
        sa.Column("factor_id", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("label", sa.String(length=80), nullable=False),
        sa.Column("sealed_secret", sa.Text(), nullable=True),
        sa.Column("last_step", sa.BigInteger(), nullable=True),
        sa.Column("credential_id", sa.String(length=1400), nullable=True),
        sa.Column("public_key", sa.Text(), nullable=True),
        sa.Column("sign_count", sa.BigInteger(), nullable=True),
        sa.Column("rp_id", sa.String(length=255), nullable=True),
        sa.Column("added_at", sa.String(length=27), nullable=False),
        sa.Column("used_at", sa.String(length=27), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.person_id"]),
        sa.PrimaryKeyConstraint("factor_id"),
        sa.UniqueConstraint("credential_id"),
    )
    op.create_index("ix_factors_person_id", "factors", ["person_id"])
    op.create_table(
        "recovery_codes",
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.String(length=40), nullable=False),
        sa.Column("used_at", sa.String(length=27), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.person_id"]),
        sa.PrimaryKeyConstraint("code_hash"),
    )
    op.create_index("ix_recovery_codes_person_id", "recovery_codes", ["person_id"])


def _pending() -> None:
    op.create_table(
        "pending_sign_ins",
        sa.Column("pending_hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.String(length=40), nullable=False),
        sa.Column("step", sa.String(length=10), nullable=False),
        sa.Column("way", sa.String(length=20), nullable=False),
        sa.Column("ends_at", sa.String(length=27), nullable=False),
        sa.Column("wrong", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.person_id"]),
        sa.PrimaryKeyConstraint("pending_hash"),
    )
    op.create_index("ix_pending_sign_ins_person_id", "pending_sign_ins", ["person_id"])
    op.create_table(
        "ceremonies",
        sa.Column("holder", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("ends_at", sa.String(length=27), nullable=False),
        sa.PrimaryKeyConstraint("holder", "kind"),
    )


def _rights() -> None:
    op.create_table(
        "oidc_links",
        sa.Column("issuer", sa.String(length=255), nullable=False),
        sa.Column("subject", sa.String(length=255), nullable=False),
        sa.Column("person_id", sa.String(length=40), nullable=False),
        sa.Column("linked_at", sa.String(length=27), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.person_id"]),
        sa.PrimaryKeyConstraint("issuer", "subject"),
        sa.UniqueConstraint("person_id"),
    )
    op.create_table(
        "rights_history",
        sa.Column(
            "sequence",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("at", sa.String(length=27), nullable=False),
        sa.Column("actor", sa.String(length=120), nullable=False),
        sa.Column("about_kind", sa.String(length=20), nullable=False),
        sa.Column("about", sa.String(length=80), nullable=False),
        sa.Column("change", sa.String(length=40), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("reason", sa.String(length=400), nullable=False),
        sa.PrimaryKeyConstraint("sequence"),
    )
    op.create_index("ix_rights_history_about", "rights_history", ["about"])


def downgrade() -> None:
    op.drop_index("ix_rights_history_about", "rights_history")
    op.drop_table("rights_history")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION rights_history_is_append_only()")
    op.drop_table("oidc_links")
    op.drop_table("ceremonies")
    op.drop_index("ix_pending_sign_ins_person_id", "pending_sign_ins")
    op.drop_table("pending_sign_ins")
    op.drop_index("ix_recovery_codes_person_id", "recovery_codes")
    op.drop_table("recovery_codes")
    op.drop_index("ix_factors_person_id", "factors")
    op.drop_table("factors")
    for name in reversed(_SESSION_COLUMNS):
        op.drop_column("sessions", name)
