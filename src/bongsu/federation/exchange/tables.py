"""What was told to each centre and how far it was heard; what was heard of each, and how far. Times are ISO 8601 UTC text.

Rows stay for 30 days, so that "in order, and once" can be shown; bodies go with the acknowledgement."""

from sqlalchemy import BigInteger, Column, Index, LargeBinary, String, Table

from bongsu.kernel.tables import metadata

exchange_outboxes = Table(
    "exchange_outboxes",
    metadata,
    Column("peer", String(40), primary_key=True),
    # made with the row: another one means that the sender's database is another one
    Column("epoch", String(40), nullable=False),
    Column("last", BigInteger, nullable=False),
    Column("acknowledged", BigInteger, nullable=False),
)

exchange_sent = Table(
    "exchange_sent",
    metadata,
    Column("message_id", String(40), primary_key=True),
    Column("peer", String(40), nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("kind", String(40), nullable=False),
    Column("body", LargeBinary),
    Column("at", String(27), nullable=False),
    Column("acknowledged_at", String(27)),
    Index("exchange_sent_by_peer", "peer", "seq"),
    Index("exchange_sent_by_end", "acknowledged_at"),
)

exchange_inboxes = Table(
    "exchange_inboxes",
    metadata,
    Column("peer", String(40), primary_key=True),
    Column("epoch", String(40), nullable=False),
    Column("applied", BigInteger, nullable=False),
    Column("refused", BigInteger, nullable=False),
)

exchange_applied = Table(
    "exchange_applied",
    metadata,
    # by peer as well: a number of one centre says nothing about another's
    Column("peer", String(40), primary_key=True),
    Column("message_id", String(40), primary_key=True),
    Column("epoch", String(40), nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("kind", String(40), nullable=False),
    Column("sent_at", String(27), nullable=False),
    Column("at", String(27), nullable=False),
    # empty = applied; else why it was not, in a sentence
    Column("refusal", String(400), nullable=False),
    Index("exchange_applied_by_peer", "peer", "epoch", "seq"),
    Index("exchange_applied_by_time", "at"),
)
