"""Purses and their lines. Lines are only added to: what was wrong is taken back by a line of its own."""

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    ForeignKey,
    Integer,
    String,
    Table,
    UniqueConstraint,
)

from bongsu.kernel.tables import metadata

purses = Table(
    "purses",
    metadata,
    Column("purse_id", String(40), primary_key=True),
    Column("year", Integer, nullable=False),
    Column("code", String(60), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("won", BigInteger, nullable=False),
    Column("earmark", String(200), nullable=False),
    Column("made_by", String(40), nullable=False),
    Column("made_at", String(40), nullable=False),
    UniqueConstraint("year", "code", name="purses_once"),
)

purse_lines = Table(
    "purse_lines",
    metadata,
    Column("line_id", String(40), primary_key=True),
    Column("purse_id", String(40), ForeignKey("purses.purse_id"), nullable=False, index=True),
    Column("kind", String(16), nullable=False),
    Column("won", BigInteger, nullable=False),
    Column("happened_on", Date, nullable=False),
    Column("item", String(200), nullable=False),
    # of a planned site; empty: freight, signs and the like
    Column("site_id", String(40), nullable=False),
    # the line that this one takes back
    Column("counters", String(40), nullable=False),
    # of a carry-over: where it goes, or where it came from
    Column("other_purse_id", String(40), nullable=False),
    # written when this plan was chosen
    Column("plan_id", String(40), nullable=False),
    Column("made_by", String(40), nullable=False),
    Column("made_at", String(40), nullable=False),
)
