"""설치 계획: purses and their lines; 교체: lists."""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "purses",
        sa.Column("purse_id", sa.String(40), primary_key=True),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(60), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("won", sa.BigInteger(), nullable=False),
        sa.Column("earmark", sa.String(200), nullable=False),
        sa.Column("made_by", sa.String(40), nullable=False),
        sa.Column("made_at", sa.String(40), nullable=False),
        sa.UniqueConstraint("year", "code", name="purses_once"),
    )
    op.create_table(
        "purse_lines",
        sa.Column("line_id", sa.String(40), primary_key=True),
        sa.Column("purse_id", sa.String(40), sa.ForeignKey("purses.purse_id"), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("won", sa.BigInteger(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("item", sa.String(200), nullable=False),
        sa.Column("site_id", sa.String(40), nullable=False),
        sa.Column("counters", sa.String(40), nullable=False),
        sa.Column("other_purse_id", sa.String(40), nullable=False),
        sa.Column("plan_id", sa.String(40), nullable=False),
        sa.Column("made_by", sa.String(40), nullable=False),
        sa.Column("made_at", sa.String(40), nullable=False),
    )
    op.create_index("ix_purse_lines_purse_id", "purse_lines", ["purse_id"])
    op.create_table(
        "replacement_lists",
        sa.Column("list_id", sa.String(40), primary_key=True),
        sa.Column("config", sa.Text(), nullable=False),
        sa.Column("inputs_digest", sa.String(64), nullable=False),
        sa.Column("drawn", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("made_by", sa.String(40), nullable=False),
        sa.Column("made_at", sa.String(40), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("replacement_lists")
    op.drop_table("purse_lines")
    op.drop_table("purses")
