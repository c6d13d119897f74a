"""Openings of names may also name rows of the trail whose sealed part is shown."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("name_openings", schema=None) as batch_op:
        batch_op.add_column(sa.Column("sealed_rows", sa.Text(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("name_openings", schema=None) as batch_op:
        batch_op.drop_column("sealed_rows")
