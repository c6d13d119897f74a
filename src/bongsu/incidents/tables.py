"""Tables of incidents. Values that are only ever read whole lie as JSON text; times as the trail writes them."""

from sqlalchemy import Column, Index, Integer, String, Table, Text, UniqueConstraint

from bongsu.kernel.tables import metadata

incidents = Table(
    "incidents",
    metadata,
    Column("incident_id", String(40), primary_key=True),
    Column("partner", String(60), nullable=False),
    Column("ext_incident_no", String(80), nullable=False),
    Column("state", String(20), nullable=False),
    Column("received_at", String(40), nullable=False),
    Column("body", Text, nullable=False),
    UniqueConstraint("partner", "ext_incident_no", name="one_incident_per_call"),
    Index("incidents_by_state", "state"),
    Index("incidents_by_time", "received_at"),
)

messages = Table(
    "incident_messages",
    metadata,
    Column("partner", String(60), primary_key=True),
    Column("ext_incident_no", String(80), primary_key=True),
    Column("msg_id", String(80), primary_key=True),
    Column("status", Integer, nullable=False),
    Column("answer", Text, nullable=False),
    Column("at", String(40), nullable=False),
)

LONGEST_LINE = 300
timeline = Table(
    "incident_timeline",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("incident_id", String(40), nullable=False),
    Column("at", String(40), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("text_ko", String(LONGEST_LINE), nullable=False),
    Column("text_en", String(LONGEST_LINE), nullable=False),
    Column("about", String(60)),
    Index("timeline_of_incident", "incident_id"),
)
