"""Tables of the peers and of the invitations to join. Times are ISO 8601 UTC text, to the microsecond."""

from sqlalchemy import BigInteger, Column, Integer, String, Table, Text

from bongsu.kernel.tables import metadata

peers = Table(
    "peers",
    metadata,
    Column("code", String(40), primary_key=True),
    Column("name_ko", String(80), nullable=False),
    Column("name_en", String(80), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("route", String(20), nullable=False),
    Column("joined_at", String(40), nullable=False),
    # letters, separated by commas
    Column("districts", String(120), nullable=False),
    Column("nkey", String(60), nullable=False),
    Column("certificate", String(64), nullable=False),
    Column("certificate_ends", String(40)),
    Column("revoked_at", String(40)),
    Column("revoked_why", String(200), nullable=False),
    Column("stage", String(20), nullable=False),
    Column("stage_on", String(10)),
    # JSON: media process → address
    Column("media", Text, nullable=False),
    Column("ticket_key", String(60), nullable=False),
    Column("release", String(40), nullable=False),
    Column("about_version", BigInteger().with_variant(Integer, "sqlite"), nullable=False),
    Column("link", String(260), nullable=False),
)

# an invitation's secret is derived from its row and the node's key: no copy of the database lets anybody in
peer_invitations = Table(
    "peer_invitations",
    metadata,
    Column("invitation_id", String(40), primary_key=True),
    Column("peer", String(40), nullable=False),
    Column("link", String(260), nullable=False),
    Column("made_at", String(40), nullable=False),
    Column("made_by", String(60), nullable=False),
    Column("expires_at", String(40), nullable=False),
    Column("used_at", String(40)),
)
