"""운영책임자, 운영위원회, 관제요원 교육, 보안서약서, and the register of AI use. Days are days of Seoul."""

from sqlalchemy import Column, Float, ForeignKey, Integer, String, Table, Text

from bongsu.kernel.tables import metadata

duty_officers = Table(
    "duty_officers",
    metadata,
    Column("officer_id", String(40), primary_key=True),
    Column("name", String(80), nullable=False),
    Column("office", String(120), nullable=False),
    Column("phone", String(40), nullable=False),
    Column("starts", String(10), nullable=False),
    Column("ends", String(10)),
    Column("added_at", String(27), nullable=False),
    Column("added_by", String(40), nullable=False),
)

committee_minutes = Table(
    "committee_minutes",
    metadata,
    Column("minutes_id", String(40), primary_key=True),
    Column("held_on", String(10), nullable=False),
    Column("subjects", String(60), nullable=False),
    Column("decisions", Text, nullable=False),
    Column("attendance", Integer, nullable=False),
    Column("document_sha256", String(64)),
    Column("added_at", String(27), nullable=False),
    Column("added_by", String(40), nullable=False),
)

trainings = Table(
    "trainings",
    metadata,
    Column("training_id", String(40), primary_key=True),
    Column("person_id", String(40), ForeignKey("people.person_id"), nullable=False, index=True),
    Column("course", String(120), nullable=False),
    Column("held_on", String(10), nullable=False),
    Column("hours", Float, nullable=False),
    Column("valid_until", String(10), nullable=False),
    Column("added_at", String(27), nullable=False),
    Column("added_by", String(40), nullable=False),
)

pledges = Table(
    "pledges",
    metadata,
    Column("person_id", String(40), ForeignKey("people.person_id"), primary_key=True),
    Column("version", String(20), primary_key=True),
    Column("text_sha256", String(64), nullable=False),
    Column("signed_at", String(27), nullable=False),
)

ai_uses = Table(
    "ai_uses",
    metadata,
    Column("ai_id", String(40), primary_key=True),
    Column("name", String(120), nullable=False),
    Column("version", String(60), nullable=False),
    Column("kind", String(10), nullable=False),
    Column("place", String(200), nullable=False),
    Column("purpose", String(300), nullable=False),
    Column("since", String(10), nullable=False),
    Column("ended_on", String(10)),
    Column("decided_by", String(120), nullable=False),
    Column("added_at", String(27), nullable=False),
    Column("added_by", String(40), nullable=False),
)

ai_verdicts = Table(
    "ai_verdicts",
    metadata,
    Column("ai_id", String(40), ForeignKey("ai_uses.ai_id"), primary_key=True),
    Column("day", String(10), primary_key=True),
    Column("confirmed", Integer, nullable=False),
    Column("false_alarms", Integer, nullable=False),
    Column("missed", Integer, nullable=False),
)
