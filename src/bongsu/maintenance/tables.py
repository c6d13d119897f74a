"""Tables of faults, their steps, and the log of outages."""

from sqlalchemy import Column, Float, Index, Integer, String, Table, Text

from bongsu.kernel.tables import metadata

camera_faults = Table(
    "camera_faults",
    metadata,
    Column("fault_id", String(40), primary_key=True),
    Column("camera_id", String(40), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("state", String(12), nullable=False),
    Column("opened_at", String(27), nullable=False),
    Column("opened_by", String(40), nullable=False),
    Column("changed_at", String(27), nullable=False),
    Column("confirmed_at", String(27)),
    Column("confirmed_by", String(40)),
    Column("closed_at", String(27)),
    Column("closed_by", String(40)),
    Column("remedy", String(16)),
    Column("note", Text, nullable=False),
    Column("figure", Float),
    Column("limit", Float),
    Column("again", Integer, nullable=False),
    Column("gone_at", String(27)),
    Index("camera_faults_by_camera", "camera_id", "kind", "opened_at"),
    Index("camera_faults_by_state", "state", "fault_id"),
)

fault_steps = Table(
    "fault_steps",
    metadata,
    Column("fault_id", String(40), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("at", String(27), nullable=False),
    Column("step", String(12), nullable=False),
    Column("by", String(40), nullable=False),
    Column("note", Text, nullable=False),
    Column("figure", Float),
)

# no end: it lasts
camera_outages = Table(
    "camera_outages",
    metadata,
    Column("camera_id", String(40), primary_key=True),
    Column("began_at", String(27), primary_key=True),
    Column("ended_at", String(27)),
    Column("state", String(16), nullable=False),
    Column("reason", Text, nullable=False),
)
