"""The table of hydrants."""

from sqlalchemy import Boolean, Column, Float, Index, String, Table

from bongsu.kernel.tables import metadata

hydrants = Table(
    "hydrants",
    metadata,
    Column("hydrant_id", String(60), primary_key=True),
    Column("kind", String(40), nullable=False),
    Column("lat", Float, nullable=False),
    Column("lon", Float, nullable=False),
    Column("address", String(200), nullable=False),
    Column("is_usable", Boolean, nullable=False),
    Index("hydrants_by_lat", "lat"),
)
