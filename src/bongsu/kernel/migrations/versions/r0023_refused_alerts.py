"""재난: alerts that were refused."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "cap_refused",
        sa.Column("partner", sa.String(60), primary_key=True),
        sa.Column("digest", sa.String(64), primary_key=True),
        sa.Column("heard_at", sa.String(40), nullable=False),
        sa.Column("code", sa.String(60), nullable=False),
        sa.Column("field", sa.String(200), nullable=False),
        sa.Column("detail", sa.String(400), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
    )
    op.create_index("cap_refused_by_time", "cap_refused", ["heard_at"])


def downgrade() -> None:
    op.drop_table("cap_refused")
