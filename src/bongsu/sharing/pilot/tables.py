"""The table of officers' remarks. Who said it is kept to have each speak once; no report names them."""

from sqlalchemy import Column, Index, Integer, String, Table, UniqueConstraint

from bongsu.kernel.tables import metadata

remarks = Table(
    "remarks",
    metadata,
    Column("remark_id", String(40), primary_key=True),
    Column("incident_id", String(40), nullable=False),
    Column("grant_id", String(40), nullable=False),
    Column("person_id", String(40), nullable=False),
    Column("organisation", String(60), nullable=False),
    Column("unit_kind", String(10), nullable=False),
    Column("agreement_id", String(40), nullable=False),
    Column("agreement_version", Integer, nullable=False),
    Column("rating", Integer, nullable=False),
    Column("text", String(300), nullable=False),
    Column("at", String(40), nullable=False),
    UniqueConstraint("incident_id", "person_id", name="one_remark_per_person"),
    Index("remarks_on_agreement", "agreement_id", "agreement_version"),
)
