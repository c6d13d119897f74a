"""Centres that this one is linked with, and the invitations to join."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "peers",
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name_ko", sa.String(length=80), nullable=False),
        sa.Column("name_en", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("route", sa.String(length=20), nullable=False),
        sa.Column("joined_at", sa.String(length=40), nullable=False),
        sa.Column("districts", sa.String(length=120), nullable=False),
        sa.Column("nkey", sa.String(length=60), nullable=False),
        sa.Column("certificate", sa.String(length=64), nullable=False),
        sa.Column("certificate_ends", sa.String(length=40)),
        sa.Column("revoked_at", sa.String(length=40)),
        sa.Column("revoked_why", sa.String(length=200), nullable=False),
        sa.Column("stage", sa.String(length=20), nullable=False),
        sa.Column("stage_on", sa.String(length=10)),
        sa.Column("media", sa.Text(), nullable=False),
        sa.Column("ticket_key", sa.String(length=60), nullable=False),
        sa.Column("release", sa.String(length=40), nullable=False),
        sa.Column(
            "about_version",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            nullable=False,
        ),
        sa.Column("link", sa.String(length=260), nullable=False),
        sa.PrimaryKeyConstraint("code"),
    )
    op.create_table(
        "peer_invitations",
        sa.Column("invitation_id", sa.String(length=40), nullable=False),
        sa.Column("peer", sa.String(length=40), nullable=False),
        sa.Column("link", sa.String(length=260), nullable=False),
        sa.Column("made_at", sa.String(length=40), nullable=False),
        sa.Column("made_by", sa.String(length=60), nullable=False),
        sa.Column("expires_at", sa.String(length=40), nullable=False),
        sa.Column("used_at", sa.String(length=40)),
        sa.PrimaryKeyConstraint("invitation_id"),
    )


def downgrade() -> None:
    op.drop_table("peer_invitations")
    op.drop_table("peers")
