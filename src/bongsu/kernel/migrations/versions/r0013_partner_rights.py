"""What a linked system may read."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("partners", sa.Column("rights", sa.Text(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("partners") as partners:
        partners.drop_column("rights")
