"""The table of requests for cameras. What people wrote and how to reach them lies sealed, and goes by its day."""

from sqlalchemy import Boolean, Column, Float, Index, Integer, String, Table, Text

from bongsu.kernel.tables import metadata

camera_requests = Table(
    "camera_requests",
    metadata,
    Column("request_id", String(40), primary_key=True),
    Column("number", String(24), nullable=False, unique=True),
    Column("letters", String(8), nullable=False),
    Column("origin", String(12), nullable=False),
    Column("channel", String(20), nullable=False),
    Column("channel_no", String(40), nullable=False),
    Column("reason", String(20), nullable=False),
    Column("lat", Float, nullable=False),
    Column("lon", Float, nullable=False),
    Column("dong_code", String(10), nullable=False),
    Column("dong_name", String(40), nullable=False),
    Column("count", Integer, nullable=False),
    Column("repeats", Integer, nullable=False),
    Column("state", String(16), nullable=False),
    Column("is_announced", Boolean, nullable=False),
    Column("shown_state", String(16), nullable=False),
    Column("shown_at", String(27), nullable=False),
    Column("merged_into", String(40)),
    Column("received_at", String(27), nullable=False),
    Column("changed_at", String(27), nullable=False),
    Column("organisation", String(60)),
    Column("by", String(40)),
    # keyed hashes of the address and of the wish: for a day, against floods and double presses
    Column("sender_mark", String(64)),
    Column("wish_mark", String(64)),
    # None once destroyed
    Column("sealed_said", Text),
    Column("sealed_contact", Text),
    Column("contact_until", String(27)),
    Column("said_until", String(27), nullable=False),
    Column("ground", String(16)),
    Column("note", Text, nullable=False),
    Column("decided_at", String(27)),
    Column("decided_by", String(40)),
    Column("sent_at", String(27)),
    Index("camera_requests_by_received", "received_at"),
    Index("camera_requests_by_merged", "merged_into"),
    Index("camera_requests_by_sender", "sender_mark"),
)
