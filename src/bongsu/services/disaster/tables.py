"""Tables of the disaster service: alerts heard, refused and sent; water-level sensors. Times as the trail writes them."""

from sqlalchemy import Column, Float, Index, Integer, String, Table, Text, UniqueConstraint

from bongsu.kernel.tables import metadata

alerts = Table(
    "cap_alerts",
    metadata,
    Column("alert_id", String(40), primary_key=True),
    Column("partner", String(60), nullable=False),
    Column("sender", String(200), nullable=False),
    Column("identifier", String(200), nullable=False),
    Column("sent", String(40), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("status", String(12), nullable=False),
    Column("msg_type", String(12), nullable=False),
    # the first of those that follow one another
    Column("chain", String(40), nullable=False),
    Column("incident_id", String(40)),
    Column("outcome", String(24), nullable=False),
    Column("heard_at", String(40), nullable=False),
    Column("body", Text, nullable=False),
    Column("answer", Text, nullable=False),
    UniqueConstraint("partner", "sender", "identifier", "sent", name="one_alert_per_key"),
    Index("cap_alerts_by_chain", "chain"),
)

references = Table(
    "cap_references",
    metadata,
    Column("alert_id", String(40), primary_key=True),
    Column("sender", String(200), primary_key=True),
    Column("identifier", String(200), primary_key=True),
    Column("sent", String(40), primary_key=True),
    Index("cap_references_by_key", "identifier", "sender"),
)

# what was wrong with an alert, never what it said
refused_alerts = Table(
    "cap_refused",
    metadata,
    Column("partner", String(60), primary_key=True),
    Column("digest", String(64), primary_key=True),
    Column("heard_at", String(40), nullable=False),
    Column("code", String(60), nullable=False),
    Column("field", String(200), nullable=False),
    Column("detail", String(400), nullable=False),
    Column("times", Integer, nullable=False),
    Index("cap_refused_by_time", "heard_at"),
)

sent_alerts = Table(
    "cap_sent_alerts",
    metadata,
    Column("alert_id", String(40), primary_key=True),
    Column("chain", String(40), nullable=False),
    Column("sent", String(40), nullable=False),
    Column("msg_type", String(12), nullable=False),
    Column("body", Text, nullable=False),
    Index("cap_sent_by_chain", "chain"),
)

sensors = Table(
    "water_sensors",
    metadata,
    Column("sensor_id", String(60), primary_key=True),
    Column("name", String(120), nullable=False),
    Column("lat", Float, nullable=False),
    Column("lon", Float, nullable=False),
    Column("radius_m", Float, nullable=False),
    Column("warn_cm", Float, nullable=False),
    Column("alarm_cm", Float, nullable=False),
    Column("level_cm", Float),
    Column("at", String(40)),
    Column("heard_at", String(40)),
    Column("below_since", String(40)),
    Column("proposed_at", String(40)),
    Column("incident_id", String(40)),
)
