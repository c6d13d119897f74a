"""Devices and alarms of residents. Times as the trail writes them; what names a place lies sealed."""

from sqlalchemy import Column, Index, Integer, String, Table, Text, UniqueConstraint

from bongsu.kernel.tables import metadata

resident_devices = Table(
    "resident_devices",
    metadata,
    Column("partner", String(60), primary_key=True),
    Column("device_id", String(80), primary_key=True),
    Column("service", String(40), nullable=False),
    Column("registered_at", String(40), nullable=False),
    Column("heard_at", String(40), nullable=False),
    Column("sender_org", String(60), nullable=False),
    Column("site_id", String(80), nullable=False),
    Column("sealed", Text),
    Column("asked_at", String(40)),
)

resident_alarms = Table(
    "resident_alarms",
    metadata,
    Column("alarm_id", String(40), primary_key=True),
    Column("partner", String(60), nullable=False),
    Column("number", String(80), nullable=False),
    Column("service", String(40), nullable=False),
    Column("stands", String(20), nullable=False),
    Column("received_at", String(40), nullable=False),
    Column("device_id", String(80)),
    Column("due_at", String(40)),
    Column("cancelled_at", String(40)),
    Column("sealed", Text),
    Column("incident_id", String(40)),
    Column("drill_id", String(40)),
    Column("presses", Integer, nullable=False),
    Column("verdict", String(20)),
    Column("verdict_at", String(40)),
    Column("verdict_by", String(40)),
    UniqueConstraint("partner", "number", name="one_alarm_per_number"),
    Index("resident_alarms_by_stand", "stands"),
    Index("resident_alarms_by_incident", "incident_id"),
    Index("resident_alarms_by_time", "received_at"),
)
