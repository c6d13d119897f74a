"""재난: alerts that were heard and sent, sensors, hydrants."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "cap_alerts",
        sa.Column("alert_id", sa.String(40), primary_key=True),
        sa.Column("partner", sa.String(60), nullable=False),
        sa.Column("sender", sa.String(200), nullable=False),
        sa.Column("identifier", sa.String(200), nullable=False),
        sa.Column("sent", sa.String(40), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("msg_type", sa.String(12), nullable=False),
        sa.Column("chain", sa.String(40), nullable=False),
        sa.Column("incident_id", sa.String(40)),
        sa.Column("outcome", sa.String(24), nullable=False),
        sa.Column("heard_at", sa.String(40), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.UniqueConstraint("partner", "sender", "identifier", "sent", name="one_alert_per_key"),
    )
    op.create_index("cap_alerts_by_chain", "cap_alerts", ["chain"])
    op.create_table(
        "cap_references",
        sa.Column("alert_id", sa.String(40), primary_key=True),
        sa.Column("sender", sa.String(200), primary_key=True),
        sa.Column("identifier", sa.String(200), primary_key=True),
        sa.Column("sent", sa.String(40), primary_key=True),
    )
    op.create_index("cap_references_by_key", "cap_references", ["identifier", "sender"])
    op.create_table(
        "cap_sent_alerts",
        sa.Column("alert_id", sa.String(40), primary_key=True),
        sa.Column("chain", sa.String(40), nullable=False),
        sa.Column("sent", sa.String(40), nullable=False),
        sa.Column("msg_type", sa.String(12), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
    )
    op.create_index("cap_sent_by_chain", "cap_sent_alerts", ["chain"])
    _sensors()
    _hydrants()


def _sensors() -> None:
    op.create_table(
        "water_sensors",
        sa.Column("sensor_id", sa.String(60), primary_key=True),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("lat", sa.Float(), nullable=False),
        sa.Column("lon", sa.Float(), nullable=False),
        sa.Column("radius_m", sa.Float(), nullable=False),
        sa.Column("warn_cm", sa.Float(), nullable=False),
        sa.Column("alarm_cm", sa.Float(), nullable=False),
        sa.Column("level_cm", sa.Float()),
        sa.Column("at", sa.String(40)),
        sa.Column("heard_at", sa.String(40)),
        sa.Column("below_since", sa.String(40)),
        sa.Column("proposed_at", sa.String(40)),
        sa.Column("incident_id", sa.String(40)),
    )


def _hydrants() -> None:
    op.create_table(
        "hydrants",
        sa.Column("hydrant_id", sa.String(60), primary_key=True),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("lat", sa.Float(), nullable=False),
        sa.Column("lon", sa.Float(), nullable=False),
        sa.Column("address", sa.String(200), nullable=False),
        sa.Column("is_usable", sa.Boolean(), nullable=False),
    )
    op.create_index("hydrants_by_lat", "hydrants", ["lat"])


def downgrade() -> None:
    for name in ("hydrants", "water_sensors", "cap_sent_alerts", "cap_references", "cap_alerts"):
        op.drop_table(name)
