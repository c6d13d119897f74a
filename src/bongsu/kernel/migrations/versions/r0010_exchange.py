"""What is told to each linked centre, in order, and how far each has been heard."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "exchange_outboxes",
        sa.Column("peer", sa.String(length=40), nullable=False),
        sa.Column("epoch", sa.String(length=40), nullable=False),
        sa.Column("last", sa.BigInteger(), nullable=False),
        sa.Column("acknowledged", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("peer"),
    )
    op.create_table(
        "exchange_sent",
        sa.Column("message_id", sa.String(length=40), nullable=False),
        sa.Column("peer", sa.String(length=40), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("at", sa.String(length=27), nullable=False),
        sa.Column("acknowledged_at", sa.String(length=27), nullable=True),
        sa.PrimaryKeyConstraint("message_id"),
    )
    op.create_index("exchange_sent_by_peer", "exchange_sent", ["peer", "seq"])
    op.create_index("exchange_sent_by_end", "exchange_sent", ["acknowledged_at"])
    op.create_table(
        "exchange_inboxes",
        sa.Column("peer", sa.String(length=40), nullable=False),
        sa.Column("epoch", sa.String(length=40), nullable=False),
        sa.Column("applied", sa.BigInteger(), nullable=False),
        sa.Column("refused", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("peer"),
    )
    op.create_table(
        "exchange_applied",
        sa.Column("peer", sa.String(length=40), nullable=False),
        sa.Column("message_id", sa.String(length=40), nullable=False),
        sa.Column("epoch", sa.String(length=40), nullable=False),
        sa.Column("seq", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("sent_at", sa.String(length=27), nullable=False),
        sa.Column("at", sa.String(length=27), nullable=False),
        sa.Column("refusal", sa.String(length=400), nullable=False),
        sa.PrimaryKeyConstraint("peer", "message_id"),
    )
    op.create_index("exchange_applied_by_peer", "exchange_applied", ["peer", "epoch", "seq"])
    op.create_index("exchange_applied_by_time", "exchange_applied", ["at"])


def downgrade() -> None:
    op.drop_index("exchange_applied_by_time", "exchange_applied")
    op.drop_index("exchange_applied_by_peer", "exchange_applied")
    op.drop_table("exchange_applied")
    op.drop_table("exchange_inboxes")
    op.drop_index("exchange_sent_by_end", "exchange_sent")
    op.drop_index("exchange_sent_by_peer", "exchange_sent")
    op.drop_table("exchange_sent")
    op.drop_table("exchange_outboxes")
