"""The register, its consents, searches with their seats and sectors, and what was provided. Personal words lie sealed."""

from sqlalchemy import Column, Float, Index, Integer, String, Table, Text

from bongsu.kernel.tables import metadata

people = Table(
    "missing_people",
    metadata,
    Column("person_id", String(40), primary_key=True),
    Column("organisation", String(60), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("sealed", Text, nullable=False),
    Column("photo", Text),
    Column("guardian_id", String(40)),
    Column("consented_on", String(10), nullable=False),
    Column("registered_at", String(40), nullable=False),
    Column("registered_by", String(40), nullable=False),
    Column("checked_at", String(40), nullable=False),
    Column("check_due", String(40), nullable=False),
    Index("missing_people_of_guardian", "guardian_id"),
)

consents = Table(
    "missing_consents",
    metadata,
    Column("consent_id", String(40), primary_key=True),
    Column("person_id", String(40), nullable=False),
    Column("guardian_id", String(40), nullable=False),
    Column("given_at", String(40), nullable=False),
    Column("until", String(40), nullable=False),
    Column("withdrawn_at", String(40)),
    Index("missing_consents_of_person", "person_id"),
)

searches = Table(
    "missing_searches",
    metadata,
    Column("incident_id", String(40), primary_key=True),
    Column("ext_incident_no", String(80), nullable=False),
    Column("police_no", String(40)),
    Column("register_id", String(40)),
    Column("organisation", String(60), nullable=False),
    Column("opened_at", String(40), nullable=False),
    Column("ended_at", String(40)),
    Column("found", Integer, nullable=False, default=0),
    Column("destroyed_at", String(40)),
    Column("destroyed", String(400), nullable=False, default=""),
    Column("receipt_no", String(60)),
    Column("receipt_at", String(40)),
    Column("receipt_by", String(40)),
    Index("missing_searches_of_register", "register_id"),
)

seats = Table(
    "missing_seats",
    metadata,
    Column("incident_id", String(40), primary_key=True),
    Column("person_id", String(40), primary_key=True),
    Column("session_id", String(60), nullable=False),
    Column("joined_at", String(40), nullable=False),
)

sectors = Table(
    "missing_sectors",
    metadata,
    Column("incident_id", String(40), primary_key=True),
    Column("camera_id", String(40), primary_key=True),
    Column("person_id", String(40)),
    Column("ring", Integer, nullable=False),
    Column("place", Integer, nullable=False),
    Column("verdict", String(10)),
    Column("verdict_at", String(40)),
    Column("verdict_by", String(40)),
)

copies = Table(
    "missing_copies",
    metadata,
    Column("copy_id", String(40), primary_key=True),
    Column("incident_id", String(40), nullable=False),
    Column("kind", String(10), nullable=False),
    Column("camera_id", String(40)),
    Column("lat", Float),
    Column("lon", Float),
    Column("at", String(40), nullable=False),
    Column("by", String(60), nullable=False),
    Column("sealed", Text),
    Index("missing_copies_of_incident", "incident_id"),
)
