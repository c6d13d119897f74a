"""Tiles and signed checkpoints of the trail, witnesses and what this node has witnessed."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

_SIZE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "trail_tiles",
        sa.Column("level", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", _SIZE, autoincrement=False, nullable=False),
        sa.Column("hashes", sa.LargeBinary(), nullable=False),
        sa.Column("root", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("level", "position"),
    )
    op.create_table(
        "trail_checkpoints",
        sa.Column("size", _SIZE, autoincrement=False, nullable=False),
        sa.Column("at", sa.String(length=27), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("size"),
    )
    op.create_index("trail_checkpoints_by_time", "trail_checkpoints", ["at"])
    op.create_table(
        "trail_cosignatures",
        sa.Column("size", _SIZE, autoincrement=False, nullable=False),
        sa.Column("witness", sa.String(length=200), nullable=False),
        sa.Column("at", sa.String(length=27), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("size", "witness"),
    )
    op.create_table(
        "witnesses",
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("url", sa.String(length=400), nullable=False),
        sa.Column("vkey", sa.String(length=400), nullable=False),
        sa.Column("added_at", sa.String(length=27), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "watched_logs",
        sa.Column("origin", sa.String(length=120), nullable=False),
        sa.Column("vkey", sa.String(length=400), nullable=False),
        sa.Column("added_at", sa.String(length=27), nullable=False),
        sa.Column("size", _SIZE, nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("origin"),
    )
    op.create_table(
        "watched_heads",
        sa.Column("origin", sa.String(length=120), nullable=False),
        sa.Column("size", _SIZE, autoincrement=False, nullable=False),
        sa.Column("root", sa.String(length=64), nullable=False),
        sa.Column("at", sa.String(length=27), nullable=False),
        sa.Column("verdict", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("origin", "size", "root"),
    )
    op.create_index("watched_heads_by_verdict", "watched_heads", ["origin", "verdict", "at"])


def downgrade() -> None:
    op.drop_index("watched_heads_by_verdict", "watched_heads")
    op.drop_table("watched_heads")
    op.drop_table("watched_logs")
    op.drop_table("witnesses")
    op.drop_table("trail_cosignatures")
    op.drop_index("trail_checkpoints_by_time", "trail_checkpoints")
    op.drop_table("trail_checkpoints")
    op.drop_table("trail_tiles")
