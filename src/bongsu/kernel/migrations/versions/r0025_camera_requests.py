"""설치 계획: police requests and residents' complaints."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """One row a request; what people wrote and how to reach them lies sealed."""
    op.create_table(
        "camera_requests",
        sa.Column("request_id", sa.String(40), primary_key=True),
        sa.Column("number", sa.String(24), nullable=False, unique=True),
        sa.Column("letters", sa.String(8), nullable=False),
        sa.Column("origin", sa.String(12), nullable=False),
        sa.Column("channel", sa.String(20), nullable=False),
        sa.Column("channel_no", sa.String(40), nullable=False),
        sa.Column("reason", sa.String(20), nullable=False),
        sa.Column("lat", sa.Float(), nullable=False),
        sa.Column("lon", sa.Float(), nullable=False),
        sa.Column("dong_code", sa.String(10), nullable=False),
        sa.Column("dong_name", sa.String(40), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("repeats", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("is_announced", sa.Boolean(), nullable=False),
        sa.Column("shown_state", sa.String(16), nullable=False),
        sa.Column("shown_at", sa.String(27), nullable=False),
        sa.Column("merged_into", sa.String(40)),
        sa.Column("received_at", sa.String(27), nullable=False),
        sa.Column("changed_at", sa.String(27), nullable=False),
        sa.Column("organisation", sa.String(60)),
        sa.Column("by", sa.String(40)),
        sa.Column("sender_mark", sa.String(64)),
        sa.Column("wish_mark", sa.String(64)),
        sa.Column("sealed_said", sa.Text()),
        sa.Column("sealed_contact", sa.Text()),
        sa.Column("contact_until", sa.String(27)),
        sa.Column("said_until", sa.String(27), nullable=False),
        sa.Column("ground", sa.String(16)),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.String(27)),
        sa.Column("decided_by", sa.String(40)),
        sa.Column("sent_at", sa.String(27)),
    )
    for name, column in (("received", "received_at"), ("merged", "merged_into")):
        op.create_index(f"camera_requests_by_{name}", "camera_requests", [column])
    op.create_index("camera_requests_by_sender", "camera_requests", ["sender_mark"])


def downgrade() -> None:
    op.drop_table("camera_requests")
