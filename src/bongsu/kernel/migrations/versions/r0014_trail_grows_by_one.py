"""PostgreSQL lets the trail grow by one row at a time without a gap, as SQLite has done from the first."""

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_UP = (
    "CREATE FUNCTION trail_grows_by_one() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    "IF NEW.sequence IS DISTINCT FROM (SELECT coalesce(max(sequence), 0) + 1 FROM trail) "
    "THEN RAISE EXCEPTION 'the trail grows by one'; END IF; RETURN NEW; END $$",
    "CREATE TRIGGER trail_grows_by_one BEFORE INSERT ON trail "
    "FOR EACH ROW EXECUTE FUNCTION trail_grows_by_one()",
)
_DOWN = (
    "DROP TRIGGER trail_grows_by_one ON trail",
    "DROP FUNCTION trail_grows_by_one()",
)


def upgrade() -> None:
    _on_postgresql(_UP)


def downgrade() -> None:
    _on_postgresql(_DOWN)


def _on_postgresql(statements: tuple[str, ...]) -> None:
    if op.get_context().dialect.name == "postgresql":
        for statement in statements:
            op.execute(statement)
