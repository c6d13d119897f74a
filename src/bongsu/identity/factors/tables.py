"""Second factors, recovery codes, sign-ins under way and what each browser was asked. Secrets are hashed or encrypted."""

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, String, Table, Text

from bongsu.kernel.tables import metadata

factors = Table(
    "factors",
    metadata,
    Column("factor_id", String(40), primary_key=True),
    Column("person_id", String(40), ForeignKey("people.person_id"), nullable=False, index=True),
    Column("kind", String(10), nullable=False),
    Column("label", String(80), nullable=False),
    # of a code generator: its secret, encrypted, and the last time step that was used
    Column("sealed_secret", Text),
    Column("last_step", BigInteger),
    # of a passkey
    Column("credential_id", String(1400), unique=True),
    Column("public_key", Text),
    Column("sign_count", BigInteger),
    Column("rp_id", String(255)),
    Column("added_at", String(27), nullable=False),
    Column("used_at", String(27)),
)

recovery_codes = Table(
    "recovery_codes",
    metadata,
    Column("code_hash", String(64), primary_key=True),
    Column("person_id", String(40), ForeignKey("people.person_id"), nullable=False, index=True),
    Column("used_at", String(27)),
)

pending_sign_ins = Table(
    "pending_sign_ins",
    metadata,
    Column("pending_hash", String(64), primary_key=True),
    Column("person_id", String(40), ForeignKey("people.person_id"), nullable=False, index=True),
    Column("step", String(10), nullable=False),
    Column("way", String(20), nullable=False),
    Column("ends_at", String(27), nullable=False),
    Column("wrong", Integer, nullable=False),
)

# what a browser was handed and has to answer: by session or by sign-in under way
ceremonies = Table(
    "ceremonies",
    metadata,
    Column("holder", String(64), primary_key=True),
    Column("kind", String(20), primary_key=True),
    Column("value", Text, nullable=False),
    Column("ends_at", String(27), nullable=False),
)
