"""Layers with their rows. A later import of the same code puts the former out of use; nothing is overwritten."""

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, String, Table, Text

from bongsu.kernel.tables import metadata

planning_layers = Table(
    "planning_layers",
    metadata,
    Column("layer_id", String(40), primary_key=True),
    Column("code", String(40), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("title", String(120), nullable=False),
    Column("source", String(300), nullable=False),
    Column("licence", String(300), nullable=False),
    Column("as_of", Date),
    Column("content_sha256", String(64), nullable=False),
    Column("row_count", Integer, nullable=False),
    # JSON: what was left out of the file, by reason
    Column("left_out", Text, nullable=False),
    Column("imported_at", String(27), nullable=False),
    Column("imported_by", String(40), nullable=False),
    # when the next edition came, or it was taken out of use
    Column("ended_at", String(27)),
    Index("planning_layers_by_code", "code", "ended_at"),
)

planning_layer_rows = Table(
    "planning_layer_rows",
    metadata,
    Column("layer_id", String(40), ForeignKey("planning_layers.layer_id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    # JSON: a value of `inputs/values.py`, or a dong's figures
    Column("content", Text, nullable=False),
)
