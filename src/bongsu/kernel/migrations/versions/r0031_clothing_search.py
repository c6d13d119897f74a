"""실종아동등: orders to look for colours of clothes, and the index made under them."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "missing_clothing_orders",
        sa.Column("order_id", sa.String(40), primary_key=True),
        sa.Column("incident_id", sa.String(40), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("asked_by", sa.String(40), nullable=False),
        sa.Column("asked_at", sa.String(40), nullable=False),
        sa.Column("reason", sa.String(200), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("cameras", sa.Integer(), nullable=False),
        sa.Column("answered_by", sa.String(40)),
        sa.Column("answered_at", sa.String(40)),
        sa.Column("refusal", sa.String(200), nullable=False),
        sa.Column("ends_at", sa.String(40)),
        sa.Column("ended_at", sa.String(40)),
    )
    op.create_index("missing_clothing_orders_of", "missing_clothing_orders", ["incident_id"])
    op.create_table(
        "missing_clothing_seen",
        sa.Column("seen_id", sa.String(40), primary_key=True),
        sa.Column("incident_id", sa.String(40), nullable=False),
        sa.Column("order_id", sa.String(40), nullable=False),
        sa.Column("camera_id", sa.String(40), nullable=False),
        sa.Column("track", sa.String(60), nullable=False),
        sa.Column("last_at", sa.String(40), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("picture", sa.Text()),
        sa.Column("verdict", sa.String(10)),
        sa.Column("verdict_by", sa.String(40)),
        sa.UniqueConstraint("order_id", "camera_id", "track", name="missing_clothing_seen_once"),
    )
    op.create_index("missing_clothing_seen_of", "missing_clothing_seen", ["incident_id"])


def downgrade() -> None:
    op.drop_table("missing_clothing_seen")
    op.drop_table("missing_clothing_orders")
