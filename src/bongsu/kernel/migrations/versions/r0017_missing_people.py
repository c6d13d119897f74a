"""실종아동등: the register, consents, searches and what was destroyed."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "missing_people",
        sa.Column("person_id", sa.String(length=40), nullable=False),
        sa.Column("organisation", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("photo", sa.Text(), nullable=True),
        sa.Column("guardian_id", sa.String(length=40), nullable=True),
        sa.Column("consented_on", sa.String(length=10), nullable=False),
        sa.Column("registered_at", sa.String(length=40), nullable=False),
        sa.Column("registered_by", sa.String(length=40), nullable=False),
        sa.Column("checked_at", sa.String(length=40), nullable=False),
        sa.Column("check_due", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("person_id"),
    )
    op.create_table(
        "missing_consents",
        sa.Column("consent_id", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.String(length=40), nullable=False),
        sa.Column("guardian_id", sa.String(length=40), nullable=False),
        sa.Column("given_at", sa.String(length=40), nullable=False),
        sa.Column("until", sa.String(length=40), nullable=False),
        sa.Column("withdrawn_at", sa.String(length=40), nullable=True),
        sa.PrimaryKeyConstraint("consent_id"),
    )
    op.create_table(
        "missing_searches",
        sa.Column("incident_id", sa.String(length=40), nullable=False),
        sa.Column("ext_incident_no", sa.String(length=80), nullable=False),
        sa.Column("police_no", sa.String(length=40), nullable=True),
        sa.Column("register_id", sa.String(length=40), nullable=True),
        sa.Column("organisation", sa.String(length=60), nullable=False),
        sa.Column("opened_at", sa.String(length=40), nullable=False),
        sa.Column("ended_at", sa.String(length=40), nullable=True),
        sa.Column("found", sa.Integer(), nullable=False),
        sa.Column("destroyed_at", sa.String(length=40), nullable=True),
        sa.Column("destroyed", sa.String(length=400), nullable=False),
        sa.Column("receipt_no", sa.String(length=60), nullable=True),
        sa.Column("receipt_at", sa.String(length=40), nullable=True),
        sa.Column("receipt_by", sa.String(length=40), nullable=True),
        sa.PrimaryKeyConstraint("incident_id"),
    )
    op.create_table(
        "missing_seats",
        sa.Column("incident_id", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.String(length=40), nullable=False),
        sa.Column("session_id", sa.String(length=60), nullable=False),
        sa.Column("joined_at", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("incident_id", "person_id"),
    )
    op.create_table(
        "missing_sectors",
        sa.Column("incident_id", sa.String(length=40), nullable=False),
        sa.Column("camera_id", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.String(length=40), nullable=True),
        sa.Column("ring", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(length=10), nullable=True),
        sa.Column("verdict_at", sa.String(length=40), nullable=True),
        sa.Column("verdict_by", sa.String(length=40), nullable=True),
        sa.PrimaryKeyConstraint("incident_id", "camera_id"),
    )
    op.create_table(
        "missing_copies",
        sa.Column("copy_id", sa.String(length=40), nullable=False),
        sa.Column("incident_id", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("camera_id", sa.String(length=40), nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("at", sa.String(length=40), nullable=False),
        sa.Column("by", sa.String(length=60), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("copy_id"),
    )
    op.create_index("missing_people_of_guardian", "missing_people", ["guardian_id"])
    op.create_index("missing_consents_of_person", "missing_consents", ["person_id"])
    op.create_index("missing_searches_of_register", "missing_searches", ["register_id"])
    op.create_index("missing_copies_of_incident", "missing_copies", ["incident_id"])


def downgrade() -> None:
    op.drop_index("missing_copies_of_incident", "missing_copies")
    op.drop_index("missing_searches_of_register", "missing_searches")
    op.drop_index("missing_consents_of_person", "missing_consents")
    op.drop_index("missing_people_of_guardian", "missing_people")
    op.drop_table("missing_copies")
    op.drop_table("missing_sectors")
    op.drop_table("missing_seats")
    op.drop_table("missing_searches")
    op.drop_table("missing_consents")
    op.drop_table("missing_people")
