"""Openings of names: who asked for whose, why, and which other role agreed."""

from sqlalchemy import Column, ForeignKey, String, Table, Text

from bongsu.kernel.tables import metadata

name_openings = Table(
    "name_openings",
    metadata,
    Column("opening_id", String(40), primary_key=True),
    Column("asked_by", String(40), ForeignKey("people.person_id"), nullable=False),
    Column("asked_role", String(20), nullable=False),
    Column("session_id", String(40), ForeignKey("sessions.session_id"), nullable=False),
    Column("asked_at", String(27), nullable=False, index=True),
    Column("reason", Text, nullable=False),
    Column("person_ids", Text, nullable=False),
    Column("agreed_by", String(40), ForeignKey("people.person_id")),
    Column("agreed_role", String(20)),
    Column("agreed_at", String(27)),
    Column("sealed_rows", Text),
)
