"""Tables of the wanted cars: keyed marks of plates, hits for a day, and how many there were. No plate lies anywhere."""

from sqlalchemy import Column, Float, Index, Integer, String, Table

from bongsu.kernel.tables import metadata

wanted_plates = Table(
    "wanted_plates",
    metadata,
    Column("plate_mark", String(64), primary_key=True),
    Column("organisation", String(60), nullable=False),
    Column("added_at", String(40), nullable=False),
    Column("ends_at", String(40), nullable=False),
    Index("wanted_plates_by_end", "ends_at"),
)

plate_hits = Table(
    "plate_hits",
    metadata,
    Column("hit_id", String(40), primary_key=True),
    Column("plate_mark", String(64), nullable=False),
    Column("organisation", String(60), nullable=False),
    Column("camera_id", String(60), nullable=False),
    Column("lat", Float, nullable=False),
    Column("lon", Float, nullable=False),
    Column("at", String(40), nullable=False),
    Column("heard_at", String(40), nullable=False),
    Index("plate_hits_by_time", "heard_at"),
)

plate_hit_counts = Table(
    "plate_hit_counts",
    metadata,
    # Seoul's day
    Column("day", String(10), primary_key=True),
    Column("hits", Integer, nullable=False),
)
