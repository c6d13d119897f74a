"""Tables of the operator's queue. Alarms stay without picture when their clip is destroyed; nobody's name is in them."""

from sqlalchemy import Boolean, Column, Float, Index, Integer, String, Table, Text

from bongsu.kernel.tables import metadata

alarms = Table(
    "monitoring_alarms",
    metadata,
    Column("alarm_id", String(40), primary_key=True),
    Column("camera_id", String(40), nullable=False),
    Column("rule_id", String(40), nullable=False),
    Column("rule_name", String(80), nullable=False),
    Column("kind", String(24), nullable=False),
    Column("state", String(12), nullable=False),
    Column("score", Float, nullable=False),
    Column("threshold", Float, nullable=False),
    Column("rank", Float, nullable=False),
    Column("count", Integer, nullable=False),
    Column("people", Integer, nullable=False),
    Column("first_at", String(27), nullable=False),
    Column("last_at", String(27), nullable=False),
    Column("ended_at", String(27)),
    Column("back_at", String(27)),
    Column("keep_until", String(27), nullable=False),
    Column("boxes", Text, nullable=False),
    Column("moment_boxes", Text, nullable=False),
    Column("occasion", String(60), nullable=False),
    Column("shown_at", String(27)),
    Column("shown_to", Text, nullable=False),
    Column("opened_at", String(27)),
    Column("opened_by", String(40)),
    Column("held_until", String(27)),
    Column("verdict", String(8)),
    Column("reason", String(16)),
    Column("note", Text, nullable=False),
    Column("answered_at", String(27)),
    Column("answered_by", String(40)),
    Column("is_learned", Boolean, nullable=False),
    Column("incident_id", String(40)),
    Column("escalated", Boolean, nullable=False),
    Column("silenced_by", String(40)),
    Column("has_clip", Boolean, nullable=False),
    Column("has_picture", Boolean, nullable=False),
    Index("monitoring_alarms_by_state", "state", "last_at"),
    Index("monitoring_alarms_by_rule", "camera_id", "rule_id", "first_at"),
    Index("monitoring_alarms_by_first", "first_at"),
    Index("monitoring_alarms_by_keep", "has_clip", "has_picture", "keep_until"),
    Index("monitoring_alarms_by_learned", "is_learned", "answered_at"),
)

# who did what with an alarm, when; the trail has the deeds, this has them in order of one alarm
alarm_events = Table(
    "monitoring_alarm_events",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("alarm_id", String(40), nullable=False),
    Column("at", String(27), nullable=False),
    Column("what", String(16), nullable=False),
    Column("by", String(40)),
    Column("detail", Text, nullable=False),
    Index("monitoring_alarm_events_by_alarm", "alarm_id"),
)

# before whom an alarm was put: what the load of an operator is counted by
shown_log = Table(
    "monitoring_shown",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    Column("alarm_id", String(40), nullable=False),
    Column("person_id", String(40), nullable=False),
    Column("at", String(27), nullable=False),
    Column("opened_at", String(27)),
    Column("answered_at", String(27)),
    Column("outcome", String(12)),
    Index("monitoring_shown_by_alarm", "alarm_id", "person_id"),
    Index("monitoring_shown_by_at", "at"),
)

shelves = Table(
    "monitoring_shelves",
    metadata,
    Column("shelf_id", String(40), primary_key=True),
    Column("camera_id", String(40), nullable=False),
    Column("rule_id", String(40)),
    Column("reason", Text, nullable=False),
    Column("by", String(40), nullable=False),
    Column("since", String(27), nullable=False),
    Column("until", String(27), nullable=False),
    Column("ended_at", String(27)),
    Column("ended_by", String(40)),
    Column("arrivals", Integer, nullable=False),
    Index("monitoring_shelves_by_until", "until"),
)

tunings = Table(
    "monitoring_tunings",
    metadata,
    Column("tuning_id", String(40), primary_key=True),
    Column("camera_id", String(40), nullable=False),
    Column("rule_id", String(40), nullable=False),
    Column("what", String(8), nullable=False),
    Column("before", Float),
    Column("after", Float),
    Column("box", Text),
    Column("hours", Text),
    Column("verdicts", Text, nullable=False),
    Column("expected", Text, nullable=False),
    Column("at", String(27), nullable=False),
    Column("by", String(40), nullable=False),
    Column("undone_at", String(27)),
    Column("undone_by", String(40)),
    Column("undo_reason", Text, nullable=False),
    Column("silenced", Integer, nullable=False),
    Index("monitoring_tunings_by_rule", "camera_id", "rule_id", "at"),
)

missed = Table(
    "monitoring_missed",
    metadata,
    Column("missed_id", String(40), primary_key=True),
    Column("camera_id", String(40), nullable=False),
    Column("at", String(27), nullable=False),
    Column("kind", String(24), nullable=False),
    Column("note", Text, nullable=False),
    Column("by", String(40), nullable=False),
    Column("entered_at", String(27), nullable=False),
    Index("monitoring_missed_by_at", "at"),
)
