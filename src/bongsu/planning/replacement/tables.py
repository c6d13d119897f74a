"""Replacement lists as they were drawn. A list never changes; the newest is the one that counts."""

from sqlalchemy import Column, String, Table, Text

from bongsu.kernel.tables import metadata

replacement_lists = Table(
    "replacement_lists",
    metadata,
    Column("list_id", String(40), primary_key=True),
    # a Replacement
    Column("config", Text, nullable=False),
    # SHA-256 of the fleet as the child read it
    Column("inputs_digest", String(64), nullable=False),
    # a DrawnList
    Column("drawn", Text, nullable=False),
    # a ListSummary: what a list of lists shows without reading the whole
    Column("summary", Text, nullable=False),
    Column("made_by", String(40), nullable=False),
    Column("made_at", String(40), nullable=False),
)
