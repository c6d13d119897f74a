"""안심귀가, 1인가구, 비상벨: devices, trips and alarms."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "resident_devices",
        sa.Column("partner", sa.String(60), primary_key=True),
        sa.Column("device_id", sa.String(80), primary_key=True),
        sa.Column("service", sa.String(40), nullable=False),
        sa.Column("registered_at", sa.String(40), nullable=False),
        sa.Column("heard_at", sa.String(40), nullable=False),
        sa.Column("sender_org", sa.String(60), nullable=False),
        sa.Column("site_id", sa.String(80), nullable=False),
        sa.Column("sealed", sa.Text),
        sa.Column("asked_at", sa.String(40)),
    )
    _alarms()
    _trips()


def _alarms() -> None:
    op.create_table(
        "resident_alarms",
        sa.Column("alarm_id", sa.String(40), primary_key=True),
        sa.Column("partner", sa.String(60), nullable=False),
        sa.Column("number", sa.String(80), nullable=False),
        sa.Column("service", sa.String(40), nullable=False),
        sa.Column("stands", sa.String(20), nullable=False),
        sa.Column("received_at", sa.String(40), nullable=False),
        sa.Column("device_id", sa.String(80)),
        sa.Column("due_at", sa.String(40)),
        sa.Column("cancelled_at", sa.String(40)),
        sa.Column("sealed", sa.Text),
        sa.Column("incident_id", sa.String(40)),
        sa.Column("drill_id", sa.String(40)),
        sa.Column("presses", sa.Integer, nullable=False),
        sa.Column("verdict", sa.String(20)),
        sa.Column("verdict_at", sa.String(40)),
        sa.Column("verdict_by", sa.String(40)),
        sa.UniqueConstraint("partner", "number", name="one_alarm_per_number"),
    )
    op.create_index("resident_alarms_by_stand", "resident_alarms", ["stands"])
    op.create_index("resident_alarms_by_incident", "resident_alarms", ["incident_id"])
    op.create_index("resident_alarms_by_time", "resident_alarms", ["received_at"])


def _trips() -> None:
    op.create_table(
        "safe_trips",
        sa.Column("partner", sa.String(60), primary_key=True),
        sa.Column("number", sa.String(80), primary_key=True),
        sa.Column("stands", sa.String(20), nullable=False),
        sa.Column("started_at", sa.String(40), nullable=False),
        sa.Column("heard_at", sa.String(40), nullable=False),
        sa.Column("sender_org", sa.String(60), nullable=False),
        sa.Column("device_id", sa.String(80)),
        sa.Column("eta_at", sa.String(40)),
        sa.Column("ended_at", sa.String(40)),
        sa.Column("sealed", sa.Text),
        sa.Column("drill_id", sa.String(40)),
    )
    op.create_index("safe_trips_by_stand", "safe_trips", ["stands"])
    op.create_table(
        "safe_positions",
        sa.Column("partner", sa.String(60), primary_key=True),
        sa.Column("number", sa.String(80), primary_key=True),
        sa.Column("at", sa.String(40), primary_key=True),
        sa.Column("sealed", sa.Text, nullable=False),
    )


def downgrade() -> None:
    for table in ("safe_positions", "safe_trips", "resident_alarms", "resident_devices"):
        op.drop_table(table)
