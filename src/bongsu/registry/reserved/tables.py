"""The list of reserved cameras. Whoever reads `cameras` for others leaves these out (`store.py`, `is_shown`)."""

from sqlalchemy import Column, String, Table, Text

from bongsu.kernel.tables import metadata
from bongsu.registry.tables import UtcText

camera_reserved = Table(
    "camera_reserved",
    metadata,
    # no foreign key: a camera that an import takes away stays reserved, should it come back
    Column("camera_id", String(32), primary_key=True),
    Column("service", String(40), nullable=False),
    Column("organisation", String(80), nullable=False),
    Column("reason", Text, nullable=False),
    Column("since", UtcText, nullable=False),
)
