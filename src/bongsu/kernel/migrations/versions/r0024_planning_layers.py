"""설치 계획: imported layers."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Layers with their source, and their rows; a former edition stays, out of use."""
    op.create_table(
        "planning_layers",
        sa.Column("layer_id", sa.String(40), primary_key=True),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("source", sa.String(300), nullable=False),
        sa.Column("licence", sa.String(300), nullable=False),
        sa.Column("as_of", sa.Date()),
        sa.Column("content_sha256", sa.String(64), nullable=False),
        sa.Column("row_count", sa.Integer(), nullable=False),
        sa.Column("left_out", sa.Text(), nullable=False),
        sa.Column("imported_at", sa.String(27), nullable=False),
        sa.Column("imported_by", sa.String(40), nullable=False),
        sa.Column("ended_at", sa.String(27)),
    )
    op.create_index("planning_layers_by_code", "planning_layers", ["code", "ended_at"])
    op.create_table(
        "planning_layer_rows",
        sa.Column(
            "layer_id", sa.String(40), sa.ForeignKey("planning_layers.layer_id"), primary_key=True
        ),
        sa.Column("number", sa.Integer(), primary_key=True),
        sa.Column("content", sa.Text(), nullable=False),
    )


def downgrade() -> None:
    op.drop_table("planning_layer_rows")
    op.drop_table("planning_layers")
