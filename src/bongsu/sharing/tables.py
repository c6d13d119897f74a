"""Tables of sharing: grants and the cameras each of them holds. Times are ISO 8601 UTC text, to the microsecond."""

from sqlalchemy import Boolean, Column, Float, ForeignKey, Index, Integer, String, Table

from bongsu.kernel.tables import metadata

grants = Table(
    "grants",
    metadata,
    Column("grant_id", String(40), primary_key=True),
    Column("incident_id", String(40), nullable=False),
    Column("organisation", String(60), nullable=False),
    Column("state", String(20), nullable=False),
    Column("clause", String(20)),
    Column("reason", String(40)),
    Column("reason_ko", String(200), nullable=False, default=""),
    Column("reason_en", String(200), nullable=False, default=""),
    Column("waits", String(20)),
    Column("options", String(400), nullable=False, default=""),
    Column("deadline", String(40)),
    Column("decided_at", String(40), nullable=False),
    Column("ends_at", String(40)),
    Column("renewals_left", Integer, nullable=False, default=0),
    Column("ttl_s", Integer, nullable=False, default=0),
    Column("to_vehicles", Boolean, nullable=False, default=False),
    Column("recommended", String(10)),
    Column("undo_until", String(40)),
    Column("cut_reason", String(20)),
    Column("agreement_id", String(40)),
    Column("agreement_version", Integer),
    Column("opened_at", String(40)),
    Column("owner", String(40)),
    Column("owner_grant_id", String(40)),
    Column("owner_state", String(20)),
    Column("owner_clause_ko", String(200), nullable=False, server_default=""),
    Column("owner_clause_en", String(200), nullable=False, server_default=""),
    Column("owner_wish", String(10)),
    Column("own_ends_at", String(40)),
    Index("grants_of_incident", "incident_id"),
    Index("grants_by_state", "state"),
    Index("grants_by_agreement", "agreement_id", "opened_at"),
)

grant_cameras = Table(
    "grant_cameras",
    metadata,
    Column("grant_id", String(40), ForeignKey("grants.grant_id"), primary_key=True),
    Column("camera_id", String(40), primary_key=True),
    Column("rank", Integer, nullable=False),
    Column("chance", Float, nullable=False),
    Column("distance_m", Float, nullable=False),
    Column("direction_deg", Float, nullable=False),
    Column("why_ko", String(200), nullable=False),
    Column("why_en", String(200), nullable=False),
    Column("lent_at", String(40), nullable=False),
    Column("withdrawn_at", String(40)),
    Column("withdrawn_reason", String(40)),
)
