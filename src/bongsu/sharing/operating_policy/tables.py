"""What no table knows of the operating policy, and every text of it that was published."""

from sqlalchemy import Column, Integer, String, Table, Text

from bongsu.kernel.tables import metadata

centre_facts = Table(
    "centre_facts",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("body", Text, nullable=False),
    Column("changed_at", String(27), nullable=False),
    Column("changed_by", String(40), nullable=False),
)

policy_texts = Table(
    "policy_texts",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("published_at", String(27), nullable=False),
    Column("body", Text, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("note", String(300), nullable=False),
    Column("published_by", String(40), nullable=False),
)
