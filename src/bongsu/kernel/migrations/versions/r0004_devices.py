"""Devices of vehicles, the codes that enrol them, and the sessions bound to their keys."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "devices",
        sa.Column("device_id", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.String(length=40), nullable=False),
        sa.Column("label", sa.String(length=80), nullable=False),
        sa.Column("spki", sa.String(length=200), nullable=False),
        sa.Column("thumbprint", sa.String(length=64), nullable=False),
        sa.Column("added_at", sa.String(length=27), nullable=False),
        sa.Column("added_by", sa.String(length=40), nullable=False),
        sa.Column("proven_at", sa.String(length=27), nullable=True),
        sa.Column("removed_at", sa.String(length=27), nullable=True),
        sa.Column("removed_by", sa.String(length=40), nullable=True),
        sa.Column("removed_reason", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.person_id"]),
        sa.PrimaryKeyConstraint("device_id"),
        sa.UniqueConstraint("thumbprint"),
    )
    op.create_index("ix_devices_person_id", "devices", ["person_id"])
    op.create_table(
        "device_codes",
        sa.Column("person_id", sa.String(length=40), nullable=False),
        sa.Column("code_hash", sa.String(length=200), nullable=False),
        sa.Column("made_by", sa.String(length=40), nullable=False),
        sa.Column("ends_at", sa.String(length=27), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.person_id"]),
        sa.PrimaryKeyConstraint("person_id"),
    )
    op.create_table(
        "device_sessions",
        sa.Column("session_id", sa.String(length=40), nullable=False),
        sa.Column("device_id", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["device_id"], ["devices.device_id"]),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.session_id"]),
        sa.PrimaryKeyConstraint("session_id"),
    )
    op.create_index("ix_device_sessions_device_id", "device_sessions", ["device_id"])


def downgrade() -> None:
    op.drop_index("ix_device_sessions_device_id", "device_sessions")
    op.drop_table("device_sessions")
    op.drop_table("device_codes")
    op.drop_index("ix_devices_person_id", "devices")
    op.drop_table("devices")
