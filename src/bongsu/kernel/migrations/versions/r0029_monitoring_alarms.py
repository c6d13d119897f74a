"""선별관제: alarms, who was shown them, verdicts, shelves, tunings, what was missed."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Alarms stay without picture when their clip is destroyed."""
    op.create_table(
        "monitoring_alarms",
        sa.Column("alarm_id", sa.String(40), primary_key=True),
        sa.Column("camera_id", sa.String(40), nullable=False),
        sa.Column("rule_id", sa.String(40), nullable=False),
        sa.Column("rule_name", sa.String(80), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("threshold", sa.Float(), nullable=False),
        sa.Column("rank", sa.Float(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("first_at", sa.String(27), nullable=False),
        sa.Column("last_at", sa.String(27), nullable=False),
        sa.Column("ended_at", sa.String(27)),
        sa.Column("back_at", sa.String(27)),
        sa.Column("keep_until", sa.String(27), nullable=False),
        sa.Column("boxes", sa.Text(), nullable=False),
        sa.Column("moment_boxes", sa.Text(), nullable=False),
        sa.Column("occasion", sa.String(60), nullable=False),
        sa.Column("shown_at", sa.String(27)),
        sa.Column("shown_to", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.String(27)),
        sa.Column("opened_by", sa.String(40)),
        sa.Column("held_until", sa.String(27)),
        sa.Column("verdict", sa.String(8)),
        sa.Column("reason", sa.String(16)),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.String(27)),
        sa.Column("answered_by", sa.String(40)),
        sa.Column("is_learned", sa.Boolean(), nullable=False),
        sa.Column("incident_id", sa.String(40)),
        sa.Column("escalated", sa.Boolean(), nullable=False),
        sa.Column("silenced_by", sa.String(40)),
        sa.Column("has_clip", sa.Boolean(), nullable=False),
        sa.Column("has_picture", sa.Boolean(), nullable=False),
    )
    op.create_index("monitoring_alarms_by_state", "monitoring_alarms", ["state", "last_at"])
    op.create_index(
        "monitoring_alarms_by_rule", "monitoring_alarms", ["camera_id", "rule_id", "first_at"]
    )
    op.create_index("monitoring_alarms_by_first", "monitoring_alarms", ["first_at"])
    op.create_index(
        "monitoring_alarms_by_keep", "monitoring_alarms", ["has_clip", "has_picture", "keep_until"]
    )
    op.create_index(
        "monitoring_alarms_by_learned", "monitoring_alarms", ["is_learned", "answered_at"]
    )
    op.create_table(
        "monitoring_alarm_events",
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("alarm_id", sa.String(40), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("what", sa.String(16), nullable=False),
        sa.Column("by", sa.String(40)),
        sa.Column("detail", sa.Text(), nullable=False),
    )
    op.create_index("monitoring_alarm_events_by_alarm", "monitoring_alarm_events", ["alarm_id"])
    op.create_table(
        "monitoring_shown",
        sa.Column("number", sa.Integer(), primary_key=True, autoincrement=True),
        sa.Column("alarm_id", sa.String(40), nullable=False),
        sa.Column("person_id", sa.String(40), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("opened_at", sa.String(27)),
        sa.Column("answered_at", sa.String(27)),
        sa.Column("outcome", sa.String(12)),
    )
    op.create_index("monitoring_shown_by_alarm", "monitoring_shown", ["alarm_id", "person_id"])
    op.create_index("monitoring_shown_by_at", "monitoring_shown", ["at"])
    op.create_table(
        "monitoring_shelves",
        sa.Column("shelf_id", sa.String(40), primary_key=True),
        sa.Column("camera_id", sa.String(40), nullable=False),
        sa.Column("rule_id", sa.String(40)),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by", sa.String(40), nullable=False),
        sa.Column("since", sa.String(27), nullable=False),
        sa.Column("until", sa.String(27), nullable=False),
        sa.Column("ended_at", sa.String(27)),
        sa.Column("ended_by", sa.String(40)),
        sa.Column("arrivals", sa.Integer(), nullable=False),
    )
    op.create_index("monitoring_shelves_by_until", "monitoring_shelves", ["until"])
    op.create_table(
        "monitoring_tunings",
        sa.Column("tuning_id", sa.String(40), primary_key=True),
        sa.Column("camera_id", sa.String(40), nullable=False),
        sa.Column("rule_id", sa.String(40), nullable=False),
        sa.Column("what", sa.String(8), nullable=False),
        sa.Column("before", sa.Float()),
        sa.Column("after", sa.Float()),
        sa.Column("box", sa.Text()),
        sa.Column("hours", sa.Text()),
        sa.Column("verdicts", sa.Text(), nullable=False),
        sa.Column("expected", sa.Text(), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("by", sa.String(40), nullable=False),
        sa.Column("undone_at", sa.String(27)),
        sa.Column("undone_by", sa.String(40)),
        sa.Column("undo_reason", sa.Text(), nullable=False),
        sa.Column("silenced", sa.Integer(), nullable=False),
    )
    op.create_index(
        "monitoring_tunings_by_rule", "monitoring_tunings", ["camera_id", "rule_id", "at"]
    )
    op.create_table(
        "monitoring_missed",
        sa.Column("missed_id", sa.String(40), primary_key=True),
        sa.Column("camera_id", sa.String(40), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("kind", sa.String(24), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by", sa.String(40), nullable=False),
        sa.Column("entered_at", sa.String(27), nullable=False),
    )
    op.create_index("monitoring_missed_by_at", "monitoring_missed", ["at"])


def downgrade() -> None:
    op.drop_table("monitoring_missed")
    op.drop_table("monitoring_tunings")
    op.drop_table("monitoring_shelves")
    op.drop_table("monitoring_shown")
    op.drop_table("monitoring_alarm_events")
    op.drop_table("monitoring_alarms")
