"""Table of the home cameras that police have set for a protected person; sealed, found by a keyed mark alone."""

from sqlalchemy import Column, Index, String, Table, Text

from bongsu.kernel.tables import metadata

homes = Table(
    "stalking_homes",
    metadata,
    Column("subject_mark", String(64), primary_key=True),
    Column("organisation", String(60), nullable=False),
    Column("sealed", Text, nullable=False),
    Column("set_at", String(40), nullable=False),
    Column("ends_at", String(40), nullable=False),
    Index("stalking_homes_by_end", "ends_at"),
)
