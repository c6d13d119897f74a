"""Exercises (훈련): who takes part, and what they scored."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "drills",
        sa.Column("drill_id", sa.String(40), primary_key=True),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("reason", sa.String(400), nullable=False),
        sa.Column("services", sa.Text(), nullable=False),
        sa.Column("organisations", sa.Text(), nullable=False),
        sa.Column("starts", sa.String(40), nullable=False),
        sa.Column("ends", sa.String(40), nullable=False),
        sa.Column("begun_by", sa.String(40), nullable=False),
        sa.Column("ended_at", sa.String(40)),
        sa.Column("ended_by", sa.String(40)),
        sa.Column("score", sa.Text()),
    )
    op.create_table(
        "drill_people",
        sa.Column("drill_id", sa.String(40), sa.ForeignKey("drills.drill_id"), primary_key=True),
        sa.Column("person_id", sa.String(40), primary_key=True),
        sa.Column("organisation", sa.String(60), nullable=False),
        sa.Column("joined_at", sa.String(40), nullable=False),
    )
    op.create_table(
        "drill_seen",
        sa.Column("drill_id", sa.String(40), sa.ForeignKey("drills.drill_id"), primary_key=True),
        sa.Column("incident_id", sa.String(40), primary_key=True),
        sa.Column("person_id", sa.String(40), primary_key=True),
        sa.Column("at", sa.String(40), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("drill_seen")
    op.drop_table("drill_people")
    op.drop_table("drills")
