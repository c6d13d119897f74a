"""Organisations, people, sessions, wrong sign-ins, partners. Secrets are kept only as hashes."""

from sqlalchemy import Boolean, Column, ForeignKey, Integer, String, Table, Text

from bongsu.kernel.tables import metadata

organisations = Table(
    "organisations",
    metadata,
    Column("code", String(80), primary_key=True),
    Column("name_ko", String(120), nullable=False),
    Column("name_en", String(120), nullable=False),
    Column("kind", String(20), nullable=False),
)

people = Table(
    "people",
    metadata,
    Column("person_id", String(40), primary_key=True),
    Column("name", String(80), nullable=False, unique=True),
    Column("display_name", String(120), nullable=False),
    Column("role", String(20), nullable=False),
    Column("organisation", String(80), ForeignKey("organisations.code"), nullable=False),
    Column("unit_id", String(40)),
    Column("password_hash", String(200), nullable=False),
    Column("added_at", String(27), nullable=False),
    Column("disabled_at", String(27)),
    # the password was made by the node or set by somebody else: its person chooses one
    Column("must_change", Boolean),
)

sessions = Table(
    "sessions",
    metadata,
    Column("session_id", String(40), primary_key=True),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("person_id", String(40), ForeignKey("people.person_id"), nullable=False, index=True),
    Column("started_at", String(27), nullable=False),
    Column("seen_at", String(27), nullable=False),
    Column("ended_at", String(27)),
    Column("active_at", String(27)),
    Column("locked_at", String(27)),
    Column("proven_until", String(27)),
    Column("must_change", Boolean),
    # a keyed hash of the address it was opened from, never the address
    Column("source", String(32)),
)

# by the hash of the name as typed, so that a password typed into the wrong box is not kept
wrong_sign_ins = Table(
    "wrong_sign_ins",
    metadata,
    Column("name_hash", String(64), primary_key=True),
    Column("failures", Integer, nullable=False),
    Column("last_at", String(27), nullable=False),
    Column("locked_until", String(27)),
)

partners = Table(
    "partners",
    metadata,
    Column("partner_id", String(40), primary_key=True),
    Column("name", String(80), nullable=False, unique=True),
    Column("organisation", String(80), nullable=False),
    Column("system", String(10), nullable=False),
    Column("services", Text, nullable=False),
    # none: added before there was a choice, so it may send calls and nothing else
    Column("rights", Text),
    Column("token_hash", String(64), nullable=False, unique=True),
    Column("added_at", String(27), nullable=False),
    Column("disabled_at", String(27)),
)

devices = Table(
    "devices",
    metadata,
    Column("device_id", String(40), primary_key=True),
    Column("person_id", String(40), ForeignKey("people.person_id"), nullable=False, index=True),
    Column("label", String(80), nullable=False),
    Column("spki", String(200), nullable=False),
    # unique for ever: the key of a removed device never comes back
    Column("thumbprint", String(64), nullable=False, unique=True),
    Column("added_at", String(27), nullable=False),
    Column("added_by", String(40), nullable=False),
    Column("proven_at", String(27)),
    Column("removed_at", String(27)),
    Column("removed_by", String(40)),
    Column("removed_reason", String(200)),
)

# one open code per account; used up, tried five times or replaced, it is gone
device_codes = Table(
    "device_codes",
    metadata,
    Column("person_id", String(40), ForeignKey("people.person_id"), primary_key=True),
    Column("code_hash", String(200), nullable=False),
    Column("made_by", String(40), nullable=False),
    Column("ends_at", String(27), nullable=False),
    Column("tries", Integer, nullable=False),
)

device_sessions = Table(
    "device_sessions",
    metadata,
    Column("session_id", String(40), ForeignKey("sessions.session_id"), primary_key=True),
    Column("device_id", String(40), ForeignKey("devices.device_id"), nullable=False, index=True),
)
