"""Catalogues of linked centres, and the versions of our own."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "peer_cameras",
        sa.Column("owner", sa.String(length=24), nullable=False),
        sa.Column("camera_id", sa.String(length=32), nullable=False),
        sa.Column("district", sa.String(length=8), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("purpose", sa.String(length=32), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("lat", sa.Float(precision=53), nullable=False),
        sa.Column("lon", sa.Float(precision=53), nullable=False),
        sa.Column("bearing_deg", sa.Float(precision=53), nullable=True),
        sa.Column("hfov_deg", sa.Float(precision=53), nullable=True),
        sa.Column("range_m", sa.Float(precision=53), nullable=False),
        sa.Column("height_m", sa.Float(precision=53), nullable=True),
        sa.Column("dong_code", sa.String(length=10), nullable=True),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("since", sa.String(length=32), nullable=True),
        sa.PrimaryKeyConstraint("owner", "camera_id"),
    )
    op.create_table(
        "catalogue_versions",
        sa.Column("camera_id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("purpose", sa.String(length=32), nullable=False),
        sa.Column("former", sa.String(length=400), nullable=False),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("camera_id"),
    )
    op.create_index("catalogue_versions_by_version", "catalogue_versions", ["version"])
    op.create_table(
        "peer_catalogues",
        sa.Column("owner", sa.String(length=24), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("scope", sa.String(length=64), nullable=False),
        sa.Column("source", sa.String(length=200), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("own_digest", sa.String(length=64), nullable=False),
        sa.Column("checked_at", sa.String(length=27), nullable=True),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.Column("refused_last", sa.String(length=400), nullable=False),
        sa.Column("mended", sa.Integer(), nullable=False),
        sa.Column("mended_at", sa.String(length=27), nullable=True),
        sa.PrimaryKeyConstraint("owner"),
    )


def downgrade() -> None:
    op.drop_table("peer_catalogues")
    op.drop_index("catalogue_versions_by_version", "catalogue_versions")
    op.drop_table("catalogue_versions")
    op.drop_table("peer_cameras")
