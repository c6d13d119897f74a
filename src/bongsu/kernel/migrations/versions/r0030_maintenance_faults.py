"""유지관리: camera faults, their steps, and the log of outages."""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "camera_faults",
        sa.Column("fault_id", sa.String(40), primary_key=True),
        sa.Column("camera_id", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("opened_at", sa.String(27), nullable=False),
        sa.Column("opened_by", sa.String(40), nullable=False),
        sa.Column("changed_at", sa.String(27), nullable=False),
        sa.Column("confirmed_at", sa.String(27)),
        sa.Column("confirmed_by", sa.String(40)),
        sa.Column("closed_at", sa.String(27)),
        sa.Column("closed_by", sa.String(40)),
        sa.Column("remedy", sa.String(16)),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("figure", sa.Float()),
        sa.Column("limit", sa.Float()),
        sa.Column("again", sa.Integer(), nullable=False),
        sa.Column("gone_at", sa.String(27)),
    )
    op.create_index("camera_faults_by_camera", "camera_faults", ["camera_id", "kind", "opened_at"])
    op.create_index("camera_faults_by_state", "camera_faults", ["state", "fault_id"])
    op.create_table(
        "fault_steps",
        sa.Column("fault_id", sa.String(40), primary_key=True),
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("step", sa.String(12), nullable=False),
        sa.Column("by", sa.String(40), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("figure", sa.Float()),
    )
    op.create_table(
        "camera_outages",
        sa.Column("camera_id", sa.String(40), primary_key=True),
        sa.Column("began_at", sa.String(27), primary_key=True),
        sa.Column("ended_at", sa.String(27)),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("camera_outages")
    op.drop_table("fault_steps")
    op.drop_table("camera_faults")
