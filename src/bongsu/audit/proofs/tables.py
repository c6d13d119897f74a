"""Tiles of the tree, signed checkpoints with their cosignatures, our witnesses, and the trails that we witness."""

from sqlalchemy import BigInteger, Column, Index, Integer, LargeBinary, String, Table, Text

from bongsu.kernel.tables import metadata

_Size = BigInteger().with_variant(Integer, "sqlite")

# full tiles only: 256 hashes, and the root above them, which is one hash of the level above
trail_tiles = Table(
    "trail_tiles",
    metadata,
    Column("level", Integer, primary_key=True, autoincrement=False),
    Column("position", _Size, primary_key=True, autoincrement=False),
    Column("hashes", LargeBinary, nullable=False),
    Column("root", LargeBinary, nullable=False),
)

trail_checkpoints = Table(
    "trail_checkpoints",
    metadata,
    Column("size", _Size, primary_key=True, autoincrement=False),
    Column("at", String(27), nullable=False),
    Column("note", Text, nullable=False),
    Index("trail_checkpoints_by_time", "at"),
)

trail_cosignatures = Table(
    "trail_cosignatures",
    metadata,
    Column("size", _Size, primary_key=True, autoincrement=False),
    Column("witness", String(200), primary_key=True),
    Column("at", String(27), nullable=False),
    Column("line", Text, nullable=False),
)

witnesses = Table(
    "witnesses",
    metadata,
    Column("name", String(80), primary_key=True),
    Column("url", String(400), nullable=False),
    Column("vkey", String(400), nullable=False),
    Column("added_at", String(27), nullable=False),
)

# `size` 0 and an empty note: nothing was cosigned yet
watched_logs = Table(
    "watched_logs",
    metadata,
    Column("origin", String(120), primary_key=True),
    Column("vkey", String(400), nullable=False),
    Column("added_at", String(27), nullable=False),
    Column("size", _Size, nullable=False),
    Column("note", Text, nullable=False),
)

# what other trails have shown us, so that an old head shown again is told from a trail that was rolled back
watched_heads = Table(
    "watched_heads",
    metadata,
    Column("origin", String(120), primary_key=True),
    Column("size", _Size, primary_key=True, autoincrement=False),
    Column("root", String(64), primary_key=True),
    Column("at", String(27), nullable=False),
    Column("verdict", String(20), nullable=False),
    Index("watched_heads_by_verdict", "origin", "verdict", "at"),
)
