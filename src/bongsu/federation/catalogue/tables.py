"""Versions of our own cameras, and how far we have each other centre's. The cameras themselves are the registry's."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
)

from bongsu.kernel.tables import metadata

catalogue_versions = Table(
    "catalogue_versions",
    metadata,
    Column("camera_id", String(32), primary_key=True),
    # one counter for all of our cameras; a number is given once
    Column("version", BigInteger, nullable=False),
    # SHA-256 of the public record
    Column("hash", LargeBinary, nullable=False),
    Column("purpose", String(32), nullable=False),
    # purposes it had before, with commas: who was entitled by one of them is told that it is gone
    Column("former", String(400), nullable=False),
    # a camera that was removed keeps its row, so that whoever was away learns of it
    Column("gone", Boolean, nullable=False),
    Index("catalogue_versions_by_version", "version"),
)

peer_catalogues = Table(
    "peer_catalogues",
    metadata,
    Column("owner", String(24), primary_key=True),
    Column("version", BigInteger, nullable=False),
    # which part of its cameras the owner lets us know, as the owner names it
    Column("scope", String(64), nullable=False),
    # empty = told by the owner's own node; else the published file that it was read from
    Column("source", String(200), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("own_digest", String(64), nullable=False),
    Column("checked_at", String(27)),
    Column("refused", Integer, nullable=False),
    Column("refused_last", String(400), nullable=False),
    Column("mended", Integer, nullable=False),
    Column("mended_at", String(27)),
)
