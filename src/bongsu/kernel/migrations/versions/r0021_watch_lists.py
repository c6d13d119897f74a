"""수배차량, 스토킹 피해자, 다매체 신고: lists and reports."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Home cameras of protected people, wanted plates and their hits, reports sent to 112 and 119."""
    op.create_table(
        "stalking_homes",
        sa.Column("subject_mark", sa.String(64), primary_key=True),
        sa.Column("organisation", sa.String(60), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("set_at", sa.String(40), nullable=False),
        sa.Column("ends_at", sa.String(40), nullable=False),
    )
    op.create_index("stalking_homes_by_end", "stalking_homes", ["ends_at"])
    _wanted_cars()
    _reports()


def _wanted_cars() -> None:
    op.create_table(
        "wanted_plates",
        sa.Column("plate_mark", sa.String(64), primary_key=True),
        sa.Column("organisation", sa.String(60), nullable=False),
        sa.Column("added_at", sa.String(40), nullable=False),
        sa.Column("ends_at", sa.String(40), nullable=False),
    )
    op.create_index("wanted_plates_by_end", "wanted_plates", ["ends_at"])
    op.create_table(
        "plate_hits",
        sa.Column("hit_id", sa.String(40), primary_key=True),
        sa.Column("plate_mark", sa.String(64), nullable=False),
        sa.Column("organisation", sa.String(60), nullable=False),
        sa.Column("camera_id", sa.String(60), nullable=False),
        sa.Column("lat", sa.Float(), nullable=False),
        sa.Column("lon", sa.Float(), nullable=False),
        sa.Column("at", sa.String(40), nullable=False),
        sa.Column("heard_at", sa.String(40), nullable=False),
    )
    op.create_index("plate_hits_by_time", "plate_hits", ["heard_at"])
    op.create_table(
        "plate_hit_counts",
        sa.Column("day", sa.String(10), primary_key=True),
        sa.Column("hits", sa.Integer(), nullable=False),
    )


def _reports() -> None:
    op.create_table(
        "out_reports",
        sa.Column("report_id", sa.String(40), primary_key=True),
        sa.Column("recipient", sa.String(8), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("person_id", sa.String(40), nullable=False),
        sa.Column("incident_id", sa.String(40)),
        sa.Column("camera_id", sa.String(60)),
        sa.Column("reported_at", sa.String(40), nullable=False),
        sa.Column("sealed", sa.Text()),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.String(40)),
        sa.Column("receipt_no", sa.String(60)),
        sa.Column("receipt_at", sa.String(40)),
        sa.Column("refused", sa.String(200)),
        sa.Column("destroyed_at", sa.String(40)),
    )
    op.create_index("out_reports_by_next", "out_reports", ["next_at"])


def downgrade() -> None:
    for name in (
        "out_reports",
        "plate_hit_counts",
        "plate_hits",
        "wanted_plates",
        "stalking_homes",
    ):
        op.drop_table(name)
