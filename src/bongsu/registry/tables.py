"""Tables of the registry. Moments are ISO text in UTC (`UtcText`): SQLite and PostgreSQL then sort and compare alike."""

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    TypeDecorator,
)

from bongsu.kernel.tables import metadata


def utc_text(moment: datetime) -> str:
    """`2026-01-31T05:00:00.000000+00:00`: its order is time's order."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


class UtcText(TypeDecorator[datetime]):
    """An aware moment, stored as `2026-01-31T05:00:00.000000+00:00`."""

    impl = String(32)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        return None if value is None else utc_text(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)


poles = Table(
    "poles",
    metadata,
    Column("pole_id", String(24), primary_key=True),
    Column("district", String(8), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("lat", Float, nullable=False),
    Column("lon", Float, nullable=False),
    Column("height_m", Float),
)

sites = Table(
    "sites",
    metadata,
    Column("site_id", String(24), primary_key=True),
    # what makes it the same site in the next file: district, place, addresses, purpose, and which of equals
    Column("site_key", String(64), nullable=False, unique=True),
    # of the published cells only: what people measured since then is not a change of the file
    Column("content_hash", String(64), nullable=False),
    # published files of one series replace each other; a site missing from the next one was removed
    Column("series", String(200), nullable=False, index=True),
    Column("district", String(8), nullable=False, index=True),
    Column("dong_code", String(10)),
    Column("dong_name", String(40)),
    Column("purpose", String(32), nullable=False),
    Column("purpose_original", Text, nullable=False),
    Column("address_road", Text),
    Column("address_jibun", Text),
    Column("lat", Float, nullable=False),
    Column("lon", Float, nullable=False),
    Column("camera_count", Integer, nullable=False),
    Column("pole_id", String(24), ForeignKey("poles.pole_id")),
    Column("installed_on", Date),
    Column("installed_precision", String(8), nullable=False),
    # false when the date cannot be true (later than the file itself): kept, but not used for age or counts
    Column("installed_trusted", Boolean, nullable=False),
    Column("retention_days", Integer),
    Column("managed_by", Text),
    Column("source_file", Text, nullable=False),
    Column("source_row", Integer, nullable=False),
    Column("reference_date", Date),
    Column("flags", JSON, nullable=False),
    Column("valid_from", Date),
    Column("removed_on", Date),
)

# what a site said before a newer file changed it
site_history = Table(
    "site_history",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("site_id", String(24), ForeignKey("sites.site_id"), nullable=False, index=True),
    Column("valid_from", Date),
    Column("valid_to", Date),
    Column("replaced_at", UtcText, nullable=False),
    Column("facts", JSON, nullable=False),
)

cameras = Table(
    "cameras",
    metadata,
    Column("camera_id", String(32), primary_key=True),
    Column("site_id", String(24), ForeignKey("sites.site_id"), nullable=False, index=True),
    Column("district", String(8), nullable=False),
    Column("name", Text, nullable=False),
    Column("kind", String(16), nullable=False),
    Column("purpose", String(32), nullable=False),
    Column("status", String(16), nullable=False),
    Column("lat", Float, nullable=False),
    Column("lon", Float, nullable=False),
    Column("bearing_deg", Float),
    Column("hfov_deg", Float),
    Column("range_m", Float, nullable=False),
    Column("height_m", Float),
    Column("pixels_10k", Integer),
    Column("has_speaker", Boolean),
    Column("installed_on", Date),
    Column("installed_precision", String(8), nullable=False),
    Column("valid_from", Date),
    Column("removed_on", Date),
)

# what people found in the field (현장실사); the newest finding of each column stands in `cameras`
camera_surveys = Table(
    "camera_surveys",
    metadata,
    Column("survey_id", Integer, primary_key=True, autoincrement=True),
    Column("camera_id", String(32), ForeignKey("cameras.camera_id"), nullable=False, index=True),
    Column("surveyed_on", Date, nullable=False),
    # column of `cameras` → what it was found to be; columns left empty are not named
    Column("findings", JSON, nullable=False),
    Column("source_file", Text, nullable=False),
    Column("source_row", Integer, nullable=False),
)

camera_streams = Table(
    "camera_streams",
    metadata,
    Column("camera_id", String(32), ForeignKey("cameras.camera_id"), primary_key=True),
    Column("main_url", Text, nullable=False),
    Column("sub_url", Text),
)

# fed by media.camera_state; no foreign key, because a state may arrive before or after the camera's own row
camera_health = Table(
    "camera_health",
    metadata,
    Column("camera_id", String(32), primary_key=True),
    Column("state", String(16), nullable=False),
    Column("since", UtcText, nullable=False),
    Column("reason", Text, nullable=False),
    Column("process", String(64), nullable=False),
)

lights = Table(
    "lights",
    metadata,
    Column("light_id", Integer, primary_key=True, autoincrement=True),
    Column("district", String(8), nullable=False),
    Column("name", Text, nullable=False),
    Column("light_count", Integer),
    Column("lat", Float),
    Column("lon", Float),
    Column("address_road", Text),
    Column("address_jibun", Text),
    Column("installed_year", Integer),
    Column("mount", Text),
    Column("reference_date", Date),
    Column("source_file", Text, nullable=False),
    Column("source_row", Integer, nullable=False),
    Column("flags", JSON, nullable=False),
    Index("lights_by_place", "district", "lat", "lon"),
)

# outlines of buildings that stand in the way of sight
obstacles = Table(
    "obstacles",
    metadata,
    Column("obstacle_id", Integer, primary_key=True, autoincrement=True),
    Column("source_file", Text, nullable=False, index=True),
    Column("feature_index", Integer, nullable=False),
    # JSON: [[lon, lat], …], the outer ring as it was published
    Column("ring", Text, nullable=False),
)

import_runs = Table(
    "import_runs",
    metadata,
    Column("run_id", String(40), primary_key=True),
    Column("what", String(16), nullable=False),
    Column("file_name", Text, nullable=False),
    Column("file_sha256", String(64), nullable=False, index=True),
    Column("series", String(200), nullable=False),
    Column("reference_date", Date),
    Column("at", UtcText, nullable=False),
    Column("report", JSON, nullable=False),
)

# every row as it was published, with what became of it: nothing of a file is ever lost
import_rows = Table(
    "import_rows",
    metadata,
    Column("run_id", String(40), ForeignKey("import_runs.run_id"), primary_key=True),
    Column("row_number", Integer, primary_key=True),
    Column("cells", JSON, nullable=False),
    Column("flags", JSON, nullable=False),
    Column("outcome", String(16), nullable=False),
    Column("reason", Text),
    Column("site_id", String(24)),
)

dong_areas = Table(
    "dong_areas",
    metadata,
    Column("scheme", String(8), primary_key=True),
    Column("code", String(10), primary_key=True),
    Column("name", String(40), nullable=False),
    Column("district", String(8), nullable=False),
    Column("geojson", Text, nullable=False),
    Column("centre_lat", Float, nullable=False),
    Column("centre_lon", Float, nullable=False),
    Column("synthetic", Boolean, nullable=False),
)

# what other centres told of their cameras; never of our own, and never lent by us
peer_cameras = Table(
    "peer_cameras",
    metadata,
    Column("owner", String(24), primary_key=True),
    Column("camera_id", String(32), primary_key=True),
    Column("district", String(8), nullable=False),
    Column("name", String(120), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("purpose", String(32), nullable=False),
    Column("status", String(16), nullable=False),
    Column("lat", Float(53), nullable=False),
    Column("lon", Float(53), nullable=False),
    Column("bearing_deg", Float(53)),
    Column("hfov_deg", Float(53)),
    Column("range_m", Float(53), nullable=False),
    Column("height_m", Float(53)),
    Column("dong_code", String(10)),
    Column("state", String(16), nullable=False),
    Column("since", UtcText),
)
