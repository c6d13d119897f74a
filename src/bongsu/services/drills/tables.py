"""Exercises, who has joined them, and who saw which of their incidents when."""

from sqlalchemy import Column, ForeignKey, String, Table, Text

from bongsu.kernel.tables import metadata

drills = Table(
    "drills",
    metadata,
    Column("drill_id", String(40), primary_key=True),
    Column("title", String(120), nullable=False),
    Column("reason", String(400), nullable=False),
    Column("services", Text, nullable=False),
    Column("organisations", Text, nullable=False),
    Column("starts", String(40), nullable=False),
    Column("ends", String(40), nullable=False),
    Column("begun_by", String(40), nullable=False),
    Column("ended_at", String(40)),
    Column("ended_by", String(40)),
    Column("score", Text),
)

drill_people = Table(
    "drill_people",
    metadata,
    Column("drill_id", String(40), ForeignKey("drills.drill_id"), primary_key=True),
    Column("person_id", String(40), primary_key=True),
    Column("organisation", String(60), nullable=False),
    Column("joined_at", String(40), nullable=False),
)

drill_seen = Table(
    "drill_seen",
    metadata,
    Column("drill_id", String(40), ForeignKey("drills.drill_id"), primary_key=True),
    Column("incident_id", String(40), primary_key=True),
    Column("person_id", String(40), primary_key=True),
    Column("at", String(40), nullable=False),
)
