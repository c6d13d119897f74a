"""The first release's tables. A migration is one long list by nature, so this file may pass 400 lines."""

import sqlalchemy as sa
from alembic import op

# the trail refuses changes by itself (audit/tables.py says why)
_SQLITE = (
    "CREATE TRIGGER trail_is_not_updated BEFORE UPDATE ON trail BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END",
    "CREATE TRIGGER trail_is_not_deleted BEFORE DELETE ON trail BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END",
    "CREATE TRIGGER trail_grows_by_one BEFORE INSERT ON trail WHEN NEW.sequence IS NOT (SELECT coalesce(max(sequence), 0) + 1 FROM trail) BEGIN SELECT RAISE(ABORT, 'the trail grows by one'); END",
    "CREATE TRIGGER journals_are_not_updated BEFORE UPDATE ON journals BEGIN SELECT RAISE(ABORT, 'journals are append-only'); END",
    "CREATE TRIGGER journals_are_not_deleted BEFORE DELETE ON journals BEGIN SELECT RAISE(ABORT, 'journals are append-only'); END",
)
_POSTGRESQL = (
    "CREATE FUNCTION trail_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the trail is append-only'; END $$",
    "CREATE TRIGGER trail_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON trail FOR EACH STATEMENT EXECUTE FUNCTION trail_is_append_only()",
    "CREATE TRIGGER journals_are_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON journals FOR EACH STATEMENT EXECUTE FUNCTION trail_is_append_only()",
)

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "camera_health",
        sa.Column("camera_id", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("since", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("process", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("camera_id"),
    )
    op.create_table(
        "dong_areas",
        sa.Column("scheme", sa.String(length=8), nullable=False),
        sa.Column("code", sa.String(length=10), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("district", sa.String(length=8), nullable=False),
        sa.Column("geojson", sa.Text(), nullable=False),
        sa.Column("centre_lat", sa.Float(), nullable=False),
        sa.Column("centre_lon", sa.Float(), nullable=False),
        sa.Column("synthetic", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("scheme", "code"),
    )
    op.create_table(
        "grants",
        sa.Column("grant_id", sa.String(length=40), nullable=False),
        sa.Column("incident_id", sa.String(length=40), nullable=False),
        sa.Column("organisation", sa.String(length=60), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("clause", sa.String(length=20), nullable=True),
        sa.Column("reason", sa.String(length=40), nullable=True),
        sa.Column("reason_ko", sa.String(length=200), nullable=False),
        sa.Column("reason_en", sa.String(length=200), nullable=False),
        sa.Column("waits", sa.String(length=20), nullable=True),
        sa.Column("options", sa.String(length=400), nullable=False),
        sa.Column("deadline", sa.String(length=40), nullable=True),
        sa.Column("decided_at", sa.String(length=40), nullable=False),
        sa.Column("ends_at", sa.String(length=40), nullable=True),
        sa.Column("renewals_left", sa.Integer(), nullable=False),
        sa.Column("ttl_s", sa.Integer(), nullable=False),
        sa.Column("to_vehicles", sa.Boolean(), nullable=False),
        sa.Column("recommended", sa.String(length=10), nullable=True),
        sa.Column("undo_until", sa.String(length=40), nullable=True),
        sa.Column("cut_reason", sa.String(length=20), nullable=True),
        sa.PrimaryKeyConstraint("grant_id"),
    )
    with op.batch_alter_table("grants", schema=None) as batch_op:
        batch_op.create_index("grants_by_state", ["state"], unique=False)
        batch_op.create_index("grants_of_incident", ["incident_id"], unique=False)

    op.create_table(
        "import_runs",
        sa.Column("run_id", sa.String(length=40), nullable=False),
        sa.Column("what", sa.String(length=16), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("file_sha256", sa.String(length=64), nullable=False),
        sa.Column("series", sa.String(length=200), nullable=False),
        sa.Column("reference_date", sa.Date(), nullable=True),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("report", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("run_id"),
    )
    with op.batch_alter_table("import_runs", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_import_runs_file_sha256"), ["file_sha256"], unique=False
        )

    op.create_table(
        "incident_messages",
        sa.Column("partner", sa.String(length=60), nullable=False),
        sa.Column("ext_incident_no", sa.String(length=80), nullable=False),
        sa.Column("msg_id", sa.String(length=80), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("partner", "ext_incident_no", "msg_id"),
    )
    op.create_table(
        "incident_timeline",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("incident_id", sa.String(length=40), nullable=False),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("text_ko", sa.String(length=300), nullable=False),
        sa.Column("text_en", sa.String(length=300), nullable=False),
        sa.Column("about", sa.String(length=60), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("incident_timeline", schema=None) as batch_op:
        batch_op.create_index("timeline_of_incident", ["incident_id"], unique=False)

    op.create_table(
        "incidents",
        sa.Column("incident_id", sa.String(length=40), nullable=False),
        sa.Column("partner", sa.String(length=60), nullable=False),
        sa.Column("ext_incident_no", sa.String(length=80), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("received_at", sa.String(length=40), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("incident_id"),
        sa.UniqueConstraint("partner", "ext_incident_no", name="one_incident_per_call"),
    )
    with op.batch_alter_table("incidents", schema=None) as batch_op:
        batch_op.create_index("incidents_by_state", ["state"], unique=False)
        batch_op.create_index("incidents_by_time", ["received_at"], unique=False)

    op.create_table(
        "lights",
        sa.Column("light_id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("district", sa.String(length=8), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("light_count", sa.Integer(), nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("address_road", sa.Text(), nullable=True),
        sa.Column("address_jibun", sa.Text(), nullable=True),
        sa.Column("installed_year", sa.Integer(), nullable=True),
        sa.Column("mount", sa.Text(), nullable=True),
        sa.Column("reference_date", sa.Date(), nullable=True),
        sa.Column("source_file", sa.Text(), nullable=False),
        sa.Column("source_row", sa.Integer(), nullable=False),
        sa.Column("flags", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("light_id"),
    )
    with op.batch_alter_table("lights", schema=None) as batch_op:
        batch_op.create_index("lights_by_place", ["district", "lat", "lon"], unique=False)

    op.create_table(
        "obstacles",
        sa.Column("obstacle_id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("source_file", sa.Text(), nullable=False),
        sa.Column("feature_index", sa.Integer(), nullable=False),
        sa.Column("ring", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("obstacle_id"),
    )
    with op.batch_alter_table("obstacles", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_obstacles_source_file"), ["source_file"], unique=False)

    op.create_table(
        "organisations",
        sa.Column("code", sa.String(length=80), nullable=False),
        sa.Column("name_ko", sa.String(length=120), nullable=False),
        sa.Column("name_en", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("code"),
    )
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "partners",
        sa.Column("partner_id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("organisation", sa.String(length=80), nullable=False),
        sa.Column("system", sa.String(length=10), nullable=False),
        sa.Column("services", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("added_at", sa.String(length=27), nullable=False),
        sa.Column("disabled_at", sa.String(length=27), nullable=True),
        sa.PrimaryKeyConstraint("partner_id"),
        sa.UniqueConstraint("name"),
        sa.UniqueConstraint("token_hash"),
    )
    op.create_table(
        "poles",
        sa.Column("pole_id", sa.String(length=24), nullable=False),
        sa.Column("district", sa.String(length=8), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("lat", sa.Float(), nullable=False),
        sa.Column("lon", sa.Float(), nullable=False),
        sa.Column("height_m", sa.Float(), nullable=True),
        sa.PrimaryKeyConstraint("pole_id"),
    )
    op.create_table(
        "trail",
        sa.Column(
            "sequence",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("at", sa.String(length=27), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("actor", sa.String(length=120), nullable=False),
        sa.Column("organisation", sa.String(length=80), nullable=True),
        sa.Column("incident_id", sa.String(length=40), nullable=True),
        sa.Column("grant_id", sa.String(length=40), nullable=True),
        sa.Column("camera_id", sa.String(length=80), nullable=True),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("previous", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("sequence"),
    )
    with op.batch_alter_table("trail", schema=None) as batch_op:
        batch_op.create_index("trail_by_incident", ["incident_id", "sequence"], unique=False)
        batch_op.create_index("trail_by_kind", ["kind", "sequence"], unique=False)

    op.create_table(
        "trail_head",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sequence", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "wrong_sign_ins",
        sa.Column("name_hash", sa.String(length=64), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.String(length=27), nullable=False),
        sa.Column("locked_until", sa.String(length=27), nullable=True),
        sa.PrimaryKeyConstraint("name_hash"),
    )
    op.create_table(
        "grant_cameras",
        sa.Column("grant_id", sa.String(length=40), nullable=False),
        sa.Column("camera_id", sa.String(length=40), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("chance", sa.Float(), nullable=False),
        sa.Column("distance_m", sa.Float(), nullable=False),
        sa.Column("direction_deg", sa.Float(), nullable=False),
        sa.Column("why_ko", sa.String(length=200), nullable=False),
        sa.Column("why_en", sa.String(length=200), nullable=False),
        sa.Column("lent_at", sa.String(length=40), nullable=False),
        sa.Column("withdrawn_at", sa.String(length=40), nullable=True),
        sa.Column("withdrawn_reason", sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(
            ["grant_id"],
            ["grants.grant_id"],
        ),
        sa.PrimaryKeyConstraint("grant_id", "camera_id"),
    )
    op.create_table(
        "import_rows",
        sa.Column("run_id", sa.String(length=40), nullable=False),
        sa.Column("row_number", sa.Integer(), nullable=False),
        sa.Column("cells", sa.JSON(), nullable=False),
        sa.Column("flags", sa.JSON(), nullable=False),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("site_id", sa.String(length=24), nullable=True),
        sa.ForeignKeyConstraint(
            ["run_id"],
            ["import_runs.run_id"],
        ),
        sa.PrimaryKeyConstraint("run_id", "row_number"),
    )
    op.create_table(
        "journals",
        sa.Column("process", sa.String(length=80), nullable=False),
        sa.Column(
            "sequence",
            sa.BigInteger().with_variant(sa.Integer(), "sqlite"),
            autoincrement=False,
            nullable=False,
        ),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column(
            "trail_sequence", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["trail_sequence"],
            ["trail.sequence"],
        ),
        sa.PrimaryKeyConstraint("process", "sequence"),
        sa.UniqueConstraint("trail_sequence"),
    )
    op.create_table(
        "people",
        sa.Column("person_id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("display_name", sa.String(length=120), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("organisation", sa.String(length=80), nullable=False),
        sa.Column("unit_id", sa.String(length=40), nullable=True),
        sa.Column("password_hash", sa.String(length=200), nullable=False),
        sa.Column("added_at", sa.String(length=27), nullable=False),
        sa.Column("disabled_at", sa.String(length=27), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation"],
            ["organisations.code"],
        ),
        sa.PrimaryKeyConstraint("person_id"),
        sa.UniqueConstraint("name"),
    )
    op.create_table(
        "sites",
        sa.Column("site_id", sa.String(length=24), nullable=False),
        sa.Column("site_key", sa.String(length=64), nullable=False),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("series", sa.String(length=200), nullable=False),
        sa.Column("district", sa.String(length=8), nullable=False),
        sa.Column("dong_code", sa.String(length=10), nullable=True),
        sa.Column("dong_name", sa.String(length=40), nullable=True),
        sa.Column("purpose", sa.String(length=32), nullable=False),
        sa.Column("purpose_original", sa.Text(), nullable=False),
        sa.Column("address_road", sa.Text(), nullable=True),
        sa.Column("address_jibun", sa.Text(), nullable=True),
        sa.Column("lat", sa.Float(), nullable=False),
        sa.Column("lon", sa.Float(), nullable=False),
        sa.Column("camera_count", sa.Integer(), nullable=False),
        sa.Column("pole_id", sa.String(length=24), nullable=True),
        sa.Column("installed_on", sa.Date(), nullable=True),
        sa.Column("installed_precision", sa.String(length=8), nullable=False),
        sa.Column("installed_trusted", sa.Boolean(), nullable=False),
        sa.Column("retention_days", sa.Integer(), nullable=True),
        sa.Column("managed_by", sa.Text(), nullable=True),
        sa.Column("source_file", sa.Text(), nullable=False),
        sa.Column("source_row", sa.Integer(), nullable=False),
        sa.Column("reference_date", sa.Date(), nullable=True),
        sa.Column("flags", sa.JSON(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("removed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["pole_id"],
            ["poles.pole_id"],
        ),
        sa.PrimaryKeyConstraint("site_id"),
        sa.UniqueConstraint("site_key"),
    )
    with op.batch_alter_table("sites", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sites_district"), ["district"], unique=False)
        batch_op.create_index(batch_op.f("ix_sites_series"), ["series"], unique=False)

    op.create_table(
        "cameras",
        sa.Column("camera_id", sa.String(length=32), nullable=False),
        sa.Column("site_id", sa.String(length=24), nullable=False),
        sa.Column("district", sa.String(length=8), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("purpose", sa.String(length=32), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("lat", sa.Float(), nullable=False),
        sa.Column("lon", sa.Float(), nullable=False),
        sa.Column("bearing_deg", sa.Float(), nullable=True),
        sa.Column("hfov_deg", sa.Float(), nullable=True),
        sa.Column("range_m", sa.Float(), nullable=False),
        sa.Column("height_m", sa.Float(), nullable=True),
        sa.Column("pixels_10k", sa.Integer(), nullable=True),
        sa.Column("has_speaker", sa.Boolean(), nullable=True),
        sa.Column("installed_on", sa.Date(), nullable=True),
        sa.Column("installed_precision", sa.String(length=8), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("removed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["site_id"],
            ["sites.site_id"],
        ),
        sa.PrimaryKeyConstraint("camera_id"),
    )
    with op.batch_alter_table("cameras", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_cameras_site_id"), ["site_id"], unique=False)

    op.create_table(
        "sessions",
        sa.Column("session_id", sa.String(length=40), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.String(length=40), nullable=False),
        sa.Column("started_at", sa.String(length=27), nullable=False),
        sa.Column("seen_at", sa.String(length=27), nullable=False),
        sa.Column("ended_at", sa.String(length=27), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.person_id"],
        ),
        sa.PrimaryKeyConstraint("session_id"),
        sa.UniqueConstraint("token_hash"),
    )
    with op.batch_alter_table("sessions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sessions_person_id"), ["person_id"], unique=False)

    op.create_table(
        "site_history",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("site_id", sa.String(length=24), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=True),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("replaced_at", sa.String(length=32), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["site_id"],
            ["sites.site_id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("site_history", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_site_history_site_id"), ["site_id"], unique=False)

    op.create_table(
        "camera_streams",
        sa.Column("camera_id", sa.String(length=32), nullable=False),
        sa.Column("main_url", sa.Text(), nullable=False),
        sa.Column("sub_url", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["camera_id"],
            ["cameras.camera_id"],
        ),
        sa.PrimaryKeyConstraint("camera_id"),
    )
    op.create_table(
        "camera_surveys",
        sa.Column("survey_id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("camera_id", sa.String(length=32), nullable=False),
        sa.Column("surveyed_on", sa.Date(), nullable=False),
        sa.Column("findings", sa.JSON(), nullable=False),
        sa.Column("source_file", sa.Text(), nullable=False),
        sa.Column("source_row", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["camera_id"],
            ["cameras.camera_id"],
        ),
        sa.PrimaryKeyConstraint("survey_id"),
    )
    with op.batch_alter_table("camera_surveys", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_camera_surveys_camera_id"), ["camera_id"], unique=False
        )

    dialect = op.get_bind().dialect.name
    for statement in _SQLITE if dialect == "sqlite" else _POSTGRESQL:
        op.execute(statement)


def downgrade() -> None:
    with op.batch_alter_table("camera_surveys", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_camera_surveys_camera_id"))

    op.drop_table("camera_surveys")
    op.drop_table("camera_streams")
    with op.batch_alter_table("site_history", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_site_history_site_id"))

    op.drop_table("site_history")
    with op.batch_alter_table("sessions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sessions_person_id"))

    op.drop_table("sessions")
    with op.batch_alter_table("cameras", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_cameras_site_id"))

    op.drop_table("cameras")
    with op.batch_alter_table("sites", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sites_series"))
        batch_op.drop_index(batch_op.f("ix_sites_district"))

    op.drop_table("sites")
    op.drop_table("people")
    op.drop_table("journals")
    op.drop_table("import_rows")
    op.drop_table("grant_cameras")
    op.drop_table("wrong_sign_ins")
    op.drop_table("trail_head")
    with op.batch_alter_table("trail", schema=None) as batch_op:
        batch_op.drop_index("trail_by_kind")
        batch_op.drop_index("trail_by_incident")

    op.drop_table("trail")
    op.drop_table("poles")
    op.drop_table("partners")
    op.drop_table("outbox")
    op.drop_table("organisations")
    with op.batch_alter_table("obstacles", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_obstacles_source_file"))

    op.drop_table("obstacles")
    with op.batch_alter_table("lights", schema=None) as batch_op:
        batch_op.drop_index("lights_by_place")

    op.drop_table("lights")
    with op.batch_alter_table("incidents", schema=None) as batch_op:
        batch_op.drop_index("incidents_by_time")
        batch_op.drop_index("incidents_by_state")

    op.drop_table("incidents")
    with op.batch_alter_table("incident_timeline", schema=None) as batch_op:
        batch_op.drop_index("timeline_of_incident")

    op.drop_table("incident_timeline")
    op.drop_table("incident_messages")
    with op.batch_alter_table("import_runs", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_import_runs_file_sha256"))

    op.drop_table("import_runs")
    with op.batch_alter_table("grants", schema=None) as batch_op:
        batch_op.drop_index("grants_of_incident")
        batch_op.drop_index("grants_by_state")

    op.drop_table("grants")
    op.drop_table("dong_areas")
    op.drop_table("camera_health")
    if op.get_context().dialect.name == "postgresql":
        op.execute("DROP FUNCTION trail_is_append_only()")
