"""선별관제: cameras watched, their rules and who changed them."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """No camera is watched by a machine until somebody switches it on."""
    op.create_table(
        "watched_cameras",
        sa.Column("camera_id", sa.String(40), primary_key=True),
        sa.Column("is_on", sa.Boolean(), nullable=False),
        sa.Column("since", sa.String(27), nullable=False),
        sa.Column("by", sa.String(40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("weight", sa.Float(), nullable=False),
        sa.Column("interval_s", sa.Float()),
        sa.Column("stream", sa.String(8), nullable=False),
        sa.Column("shows_clock", sa.Boolean(), nullable=False),
        sa.Column("rules_version", sa.Integer(), nullable=False),
    )
    op.create_table(
        "camera_rules",
        sa.Column("camera_id", sa.String(40), primary_key=True),
        sa.Column("version", sa.Integer(), primary_key=True),
        sa.Column("rules", sa.Text(), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("by", sa.String(40), nullable=False),
    )
    op.create_table(
        "watch_fences",
        sa.Column("camera_id", sa.String(40), primary_key=True),
        sa.Column("job", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("delivery", sa.Integer(), nullable=False),
        sa.Column("worker", sa.String(40), nullable=False),
    )


def downgrade() -> None:
    for name in ("watch_fences", "camera_rules", "watched_cameras"):
        op.drop_table(name)
