"""Agreements with versions, signatures, keys and suspensions; remarks of a pilot; which agreement a grant stands on."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_SQLITE = (
    "CREATE TRIGGER agreements_are_not_updated BEFORE UPDATE ON agreements BEGIN SELECT "
    "RAISE(ABORT, 'agreements are append-only'); END",
    "CREATE TRIGGER agreements_are_not_deleted BEFORE DELETE ON agreements BEGIN SELECT "
    "RAISE(ABORT, 'agreements are append-only'); END",
    "CREATE TRIGGER agreements_are_not_replaced BEFORE INSERT ON agreements WHEN EXISTS "
    "(SELECT 1 FROM agreements AS kept WHERE kept.agreement_id = NEW.agreement_id AND "
    "kept.version = NEW.version) BEGIN SELECT RAISE(ABORT, 'agreements are "
    "append-only'); END",
    "CREATE TRIGGER agreement_signatures_are_not_updated BEFORE UPDATE ON "
    "agreement_signatures BEGIN SELECT RAISE(ABORT, 'agreement_signatures are "
    "append-only'); END",
    "CREATE TRIGGER agreement_signatures_are_not_deleted BEFORE DELETE ON "
    "agreement_signatures BEGIN SELECT RAISE(ABORT, 'agreement_signatures are "
    "append-only'); END",
    "CREATE TRIGGER agreement_signatures_are_not_replaced BEFORE INSERT ON "
    "agreement_signatures WHEN EXISTS (SELECT 1 FROM agreement_signatures AS kept WHERE "
    "kept.agreement_id = NEW.agreement_id AND kept.version = NEW.version AND kept.key_id "
    "= NEW.key_id) BEGIN SELECT RAISE(ABORT, 'agreement_signatures are append-only'); "
    "END",
    "CREATE TRIGGER agreement_suspensions_are_not_updated BEFORE UPDATE ON "
    "agreement_suspensions BEGIN SELECT RAISE(ABORT, 'agreement_suspensions are "
    "append-only'); END",
    "CREATE TRIGGER agreement_suspensions_are_not_deleted BEFORE DELETE ON "
    "agreement_suspensions BEGIN SELECT RAISE(ABORT, 'agreement_suspensions are "
    "append-only'); END",
    "CREATE TRIGGER agreement_suspensions_are_not_replaced BEFORE INSERT ON "
    "agreement_suspensions WHEN EXISTS (SELECT 1 FROM agreement_suspensions AS kept "
    "WHERE kept.agreement_id = NEW.agreement_id AND kept.number = NEW.number) BEGIN "
    "SELECT RAISE(ABORT, 'agreement_suspensions are append-only'); END",
    "CREATE TRIGGER party_keys_are_only_withdrawn BEFORE UPDATE ON party_keys WHEN "
    "OLD.withdrawn_at IS NOT NULL OR (NEW.key_id, NEW.organisation, NEW.public_key, "
    "NEW.note, NEW.added_at, NEW.added_by) IS NOT (OLD.key_id, OLD.organisation, "
    "OLD.public_key, OLD.note, OLD.added_at, OLD.added_by) BEGIN SELECT RAISE(ABORT, 'a "
    "key may only be withdrawn'); END",
    "CREATE TRIGGER party_keys_are_not_deleted BEFORE DELETE ON party_keys BEGIN SELECT "
    "RAISE(ABORT, 'a key may only be withdrawn'); END",
    "CREATE TRIGGER party_keys_are_not_replaced BEFORE INSERT ON party_keys WHEN EXISTS "
    "(SELECT 1 FROM party_keys AS kept WHERE kept.key_id = NEW.key_id) BEGIN SELECT "
    "RAISE(ABORT, 'party_keys are append-only'); END",
)
_POSTGRESQL = (
    "CREATE OR REPLACE FUNCTION agreements_are_append_only() RETURNS trigger LANGUAGE "
    "plpgsql AS $$ BEGIN RAISE EXCEPTION 'agreements are append-only'; END $$",
    "CREATE TRIGGER agreements_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON "
    "agreements FOR EACH STATEMENT EXECUTE FUNCTION agreements_are_append_only()",
    "CREATE TRIGGER agreement_signatures_are_append_only BEFORE UPDATE OR DELETE OR "
    "TRUNCATE ON agreement_signatures FOR EACH STATEMENT EXECUTE FUNCTION "
    "agreements_are_append_only()",
    "CREATE TRIGGER agreement_suspensions_are_append_only BEFORE UPDATE OR DELETE OR "
    "TRUNCATE ON agreement_suspensions FOR EACH STATEMENT EXECUTE FUNCTION "
    "agreements_are_append_only()",
    "CREATE FUNCTION party_keys_are_only_withdrawn() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN IF OLD.withdrawn_at IS NOT NULL OR (NEW.key_id, NEW.organisation, "
    "NEW.public_key, NEW.note, NEW.added_at, NEW.added_by) IS DISTINCT FROM (OLD.key_id, "
    "OLD.organisation, OLD.public_key, OLD.note, OLD.added_at, OLD.added_by) THEN RAISE "
    "EXCEPTION 'a key may only be withdrawn'; END IF; RETURN NEW; END $$",
    "CREATE FUNCTION party_keys_are_not_deleted() RETURNS trigger LANGUAGE plpgsql AS $$ "
    "BEGIN RAISE EXCEPTION 'a key may only be withdrawn'; END $$",
    "CREATE TRIGGER party_keys_are_only_withdrawn BEFORE UPDATE ON party_keys FOR EACH "
    "ROW EXECUTE FUNCTION party_keys_are_only_withdrawn()",
    "CREATE TRIGGER party_keys_are_not_deleted BEFORE DELETE OR TRUNCATE ON party_keys "
    "FOR EACH STATEMENT EXECUTE FUNCTION party_keys_are_not_deleted()",
)
_FUNCTIONS = (
    "agreements_are_append_only",
    "party_keys_are_only_withdrawn",
    "party_keys_are_not_deleted",
)


def upgrade() -> None:
    _agreements()
    _remarks()
    with op.batch_alter_table("grants", schema=None) as batch_op:
        batch_op.add_column(sa.Column("agreement_id", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("agreement_version", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("opened_at", sa.String(length=40), nullable=True))
        batch_op.create_index("grants_by_agreement", ["agreement_id", "opened_at"], unique=False)
    # the release before knew one agreement, built in; whoever lent under a clause lent under that one
    op.execute(
        "UPDATE grants SET agreement_id = 'SB-2023-08', agreement_version = 1 "
        "WHERE clause IS NOT NULL"
    )
    op.execute("UPDATE grants SET opened_at = decided_at WHERE ends_at IS NOT NULL")
    dialect = op.get_context().dialect.name
    for statement in _SQLITE if dialect == "sqlite" else _POSTGRESQL:
        op.execute(statement)


def _agreements() -> None:
    op.create_table(
        "agreements",
        sa.Column("agreement_id", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("added_at", sa.String(length=40), nullable=False),
        sa.Column("added_by", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("agreement_id", "version"),
    )
    op.create_table(
        "party_keys",
        sa.Column("key_id", sa.String(length=40), nullable=False),
        sa.Column("organisation", sa.String(length=60), nullable=False),
        sa.Column("public_key", sa.String(length=60), nullable=False),
        sa.Column("note", sa.String(length=200), nullable=False),
        sa.Column("added_at", sa.String(length=40), nullable=False),
        sa.Column("added_by", sa.String(length=120), nullable=False),
        sa.Column("withdrawn_at", sa.String(length=40), nullable=True),
        sa.Column("withdrawn_by", sa.String(length=120), nullable=True),
        sa.Column("withdrawn_reason", sa.String(length=200), nullable=True),
        sa.PrimaryKeyConstraint("key_id"),
    )
    op.create_index("party_keys_of", "party_keys", ["organisation"], unique=False)
    op.create_table(
        "agreement_signatures",
        sa.Column("agreement_id", sa.String(length=40), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key_id", sa.String(length=40), nullable=False),
        sa.Column("organisation", sa.String(length=60), nullable=False),
        sa.Column("signature", sa.String(length=100), nullable=False),
        sa.Column("signed_at", sa.String(length=40), nullable=False),
        sa.Column("added_by", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(["key_id"], ["party_keys.key_id"]),
        sa.ForeignKeyConstraint(
            ["agreement_id", "version"], ["agreements.agreement_id", "agreements.version"]
        ),
        sa.PrimaryKeyConstraint("agreement_id", "version", "key_id"),
    )
    op.create_table(
        "agreement_suspensions",
        sa.Column("agreement_id", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("deed", sa.String(length=10), nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.Column("by", sa.String(length=120), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("agreement_id", "number"),
    )


def _remarks() -> None:
    op.create_table(
        "remarks",
        sa.Column("remark_id", sa.String(length=40), nullable=False),
        sa.Column("incident_id", sa.String(length=40), nullable=False),
        sa.Column("grant_id", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.String(length=40), nullable=False),
        sa.Column("organisation", sa.String(length=60), nullable=False),
        sa.Column("unit_kind", sa.String(length=10), nullable=False),
        sa.Column("agreement_id", sa.String(length=40), nullable=False),
        sa.Column("agreement_version", sa.Integer(), nullable=False),
        sa.Column("rating", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("remark_id"),
        sa.UniqueConstraint("incident_id", "person_id", name="one_remark_per_person"),
    )
    op.create_index("remarks_on_agreement", "remarks", ["agreement_id", "agreement_version"])


def downgrade() -> None:
    op.drop_index("remarks_on_agreement", table_name="remarks")
    op.drop_table("remarks")
    with op.batch_alter_table("grants", schema=None) as batch_op:
        batch_op.drop_index("grants_by_agreement")
        batch_op.drop_column("opened_at")
        batch_op.drop_column("agreement_version")
        batch_op.drop_column("agreement_id")
    op.drop_table("agreement_suspensions")
    op.drop_table("agreement_signatures")
    op.drop_index("party_keys_of", table_name="party_keys")
    op.drop_table("party_keys")
    op.drop_table("agreements")
    if op.get_context().dialect.name == "postgresql":
        for function in _FUNCTIONS:
            op.execute(f"DROP FUNCTION {function}()")
