"""Trips and their positions. Times as the trail writes them; ways and positions lie sealed."""

from sqlalchemy import Column, Index, String, Table, Text

from bongsu.kernel.tables import metadata

safe_trips = Table(
    "safe_trips",
    metadata,
    Column("partner", String(60), primary_key=True),
    Column("number", String(80), primary_key=True),
    Column("stands", String(20), nullable=False),
    Column("started_at", String(40), nullable=False),
    Column("heard_at", String(40), nullable=False),
    Column("sender_org", String(60), nullable=False),
    Column("device_id", String(80)),
    Column("eta_at", String(40)),
    Column("ended_at", String(40)),
    Column("sealed", Text),
    Column("drill_id", String(40)),
    Index("safe_trips_by_stand", "stands"),
)

safe_positions = Table(
    "safe_positions",
    metadata,
    Column("partner", String(60), primary_key=True),
    Column("number", String(80), primary_key=True),
    Column("at", String(40), primary_key=True),
    Column("sealed", Text, nullable=False),
)
