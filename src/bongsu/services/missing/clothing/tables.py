"""Orders to look for colours, and the index made under them. Colours and pictures lie under the search's own key."""

from sqlalchemy import Column, Index, Integer, String, Table, Text, UniqueConstraint

from bongsu.kernel.tables import metadata

clothing_orders = Table(
    "missing_clothing_orders",
    metadata,
    Column("order_id", String(40), primary_key=True),
    Column("incident_id", String(40), nullable=False),
    Column("state", String(10), nullable=False),
    Column("asked_by", String(40), nullable=False),
    Column("asked_at", String(40), nullable=False),
    Column("reason", String(200), nullable=False),
    Column("sealed", Text, nullable=False),
    Column("cameras", Integer, nullable=False),
    Column("answered_by", String(40)),
    Column("answered_at", String(40)),
    Column("refusal", String(200), nullable=False),
    Column("ends_at", String(40)),
    Column("ended_at", String(40)),
    Index("missing_clothing_orders_of", "incident_id"),
)

clothing_seen = Table(
    "missing_clothing_seen",
    metadata,
    Column("seen_id", String(40), primary_key=True),
    Column("incident_id", String(40), nullable=False),
    Column("order_id", String(40), nullable=False),
    Column("camera_id", String(40), nullable=False),
    # the worker's job, its delivery and the track's number in it
    Column("track", String(60), nullable=False),
    Column("last_at", String(40), nullable=False),
    Column("sealed", Text, nullable=False),
    Column("picture", Text),
    Column("verdict", String(10)),
    Column("verdict_by", String(40)),
    UniqueConstraint("order_id", "camera_id", "track", name="missing_clothing_seen_once"),
    Index("missing_clothing_seen_of", "incident_id"),
)
