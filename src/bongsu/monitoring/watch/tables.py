"""Tables of what is watched by machine, on whose word, by which rules, and by what right a worker speaks of it."""

from sqlalchemy import Boolean, Column, Float, Integer, String, Table, Text

from bongsu.kernel.tables import metadata

watched_cameras = Table(
    "watched_cameras",
    metadata,
    Column("camera_id", String(40), primary_key=True),
    Column("is_on", Boolean, nullable=False),
    Column("since", String(27), nullable=False),
    Column("by", String(40), nullable=False),
    Column("reason", Text, nullable=False),
    Column("weight", Float, nullable=False),
    # none: the setting's longest interval
    Column("interval_s", Float),
    Column("stream", String(8), nullable=False),
    Column("shows_clock", Boolean, nullable=False),
    Column("rules_version", Integer, nullable=False),
)

# every version stays: an alarm of last month is understood by the rules of last month
camera_rules = Table(
    "camera_rules",
    metadata,
    Column("camera_id", String(40), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("rules", Text, nullable=False),
    Column("at", String(27), nullable=False),
    Column("by", String(40), nullable=False),
)

watch_fences = Table(
    "watch_fences",
    metadata,
    Column("camera_id", String(40), primary_key=True),
    Column("job", Integer, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("delivery", Integer, nullable=False),
    Column("worker", String(40), nullable=False),
)
