"""What was last said to and heard of another centre about a call: it is told again only when it differs."""

from sqlalchemy import Boolean, Column, LargeBinary, String, Table

from bongsu.kernel.tables import metadata

crossings = Table(
    "crossings",
    metadata,
    # our own: of the call that we ask for, or of the one that was asked of us
    Column("incident_id", String(40), primary_key=True),
    Column("peer", String(40), primary_key=True),
    Column("said", LargeBinary),
    Column("heard", LargeBinary),
    # the other has been told that it is over
    Column("is_over", Boolean, nullable=False),
)
