"""Lendings by and to other centres."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_TEXTS = {
    "owner": 40,
    "owner_grant_id": 40,
    "owner_state": 20,
    "owner_wish": 10,
    "own_ends_at": 40,
}
_WORDS = ("owner_clause_ko", "owner_clause_en")


def upgrade() -> None:
    for name, length in _TEXTS.items():
        op.add_column("grants", sa.Column(name, sa.String(length), nullable=True))
    for name in _WORDS:
        words = sa.Column(name, sa.String(200), nullable=False, server_default="")
        op.add_column("grants", words)
    op.create_table(
        "crossings",
        sa.Column("incident_id", sa.String(40), nullable=False),
        sa.Column("peer", sa.String(40), nullable=False),
        sa.Column("said", sa.LargeBinary(), nullable=True),
        sa.Column("heard", sa.LargeBinary(), nullable=True),
        sa.Column("is_over", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("incident_id", "peer"),
    )


def downgrade() -> None:
    op.drop_table("crossings")
    with op.batch_alter_table("grants") as grants:
        for name in (*_WORDS, *_TEXTS):
            grants.drop_column(name)
