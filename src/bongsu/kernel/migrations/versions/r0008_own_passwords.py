"""Made passwords are changed at the first sign-in; a session says where it was opened from."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("people", sa.Column("must_change", sa.Boolean(), nullable=True))
    op.add_column("sessions", sa.Column("must_change", sa.Boolean(), nullable=True))
    op.add_column("sessions", sa.Column("source", sa.String(length=32), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("sessions") as sessions:
        sessions.drop_column("source")
        sessions.drop_column("must_change")
    with op.batch_alter_table("people") as people:
        people.drop_column("must_change")
