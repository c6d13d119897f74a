"""설치 계획: plans, their versions, their sites step by step."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Plans and versions, the way of a chosen plan's sites, the last score."""
    op.create_table(
        "plans",
        sa.Column("plan_id", sa.String(40), primary_key=True),
        sa.Column("district", sa.String(8), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("made_at", sa.String(40), nullable=False),
        sa.Column("chosen_version", sa.Integer()),
        sa.Column("chosen_at", sa.String(40)),
        sa.Column("chosen_by", sa.String(40)),
        sa.Column("reason", sa.String(400)),
    )
    op.create_index("plans_by_year", "plans", ["district", "year"])
    op.create_table(
        "plan_versions",
        sa.Column("plan_id", sa.String(40), sa.ForeignKey("plans.plan_id"), primary_key=True),
        sa.Column("version", sa.Integer(), primary_key=True),
        sa.Column("config", sa.Text(), nullable=False),
        sa.Column("inputs_digest", sa.String(64), nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("candidates", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("made_by", sa.String(40), nullable=False),
        sa.Column("made_at", sa.String(40), nullable=False),
    )
    op.create_table(
        "plan_scores",
        sa.Column("district", sa.String(8), primary_key=True),
        sa.Column("config", sa.Text(), nullable=False),
        sa.Column("scored", sa.Text(), nullable=False),
        sa.Column("made_at", sa.String(40), nullable=False),
    )
    _sites()


def _sites() -> None:
    op.create_table(
        "planned_sites",
        sa.Column("planned_site_id", sa.String(40), primary_key=True),
        sa.Column("plan_id", sa.String(40), sa.ForeignKey("plans.plan_id"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("candidate_id", sa.String(60), nullable=False),
        sa.Column("lat", sa.Float(53), nullable=False),
        sa.Column("lon", sa.Float(53), nullable=False),
        sa.Column("won", sa.BigInteger(), nullable=False),
        sa.Column("site", sa.Text(), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("site_id", sa.String(24)),
        sa.Column("camera_ids", sa.Text()),
        sa.Column("purpose", sa.String(32)),
    )
    op.create_index("ix_planned_sites_plan_id", "planned_sites", ["plan_id"])
    op.create_table(
        "site_steps",
        sa.Column("step_id", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column(
            "planned_site_id",
            sa.String(40),
            sa.ForeignKey("planned_sites.planned_site_id"),
            nullable=False,
        ),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("planned_on", sa.Date()),
        sa.Column("done_on", sa.Date()),
        sa.Column("note", sa.String(400), nullable=False),
        sa.Column("reason", sa.String(400), nullable=False),
        sa.Column("made_by", sa.String(40), nullable=False),
        sa.Column("made_at", sa.String(40), nullable=False),
    )
    op.create_index("ix_site_steps_planned_site_id", "site_steps", ["planned_site_id"])


def downgrade() -> None:
    for table in ("site_steps", "planned_sites", "plan_scores", "plan_versions", "plans"):
        op.drop_table(table)
