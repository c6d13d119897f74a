"""Plans, their versions (never changed), the sites of a chosen plan with their steps, and the last score."""

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
)

from bongsu.kernel.tables import metadata

plans = Table(
    "plans",
    metadata,
    Column("plan_id", String(40), primary_key=True),
    Column("district", String(8), nullable=False),
    Column("year", Integer, nullable=False),
    Column("name", String(120), nullable=False),
    Column("made_at", String(40), nullable=False),
    Column("chosen_version", Integer),
    Column("chosen_at", String(40)),
    Column("chosen_by", String(40)),
    Column("reason", String(400)),
    Index("plans_by_year", "district", "year"),
)

plan_versions = Table(
    "plan_versions",
    metadata,
    Column("plan_id", String(40), ForeignKey("plans.plan_id"), primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("config", Text, nullable=False),
    # SHA-256 of the inputs as the child read them: the same digest means the same city
    Column("inputs_digest", String(64), nullable=False),
    # a DrawnPlan
    Column("plan", Text, nullable=False),
    # a DrawnCandidates: read by nobody but the planner's map
    Column("candidates", Text, nullable=False),
    # a VersionSummary: what a list shows without reading the whole plan
    Column("summary", Text, nullable=False),
    Column("made_by", String(40), nullable=False),
    Column("made_at", String(40), nullable=False),
)

planned_sites = Table(
    "planned_sites",
    metadata,
    Column("planned_site_id", String(40), primary_key=True),
    Column("plan_id", String(40), ForeignKey("plans.plan_id"), nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("candidate_id", String(60), nullable=False),
    Column("lat", Float(53), nullable=False),
    Column("lon", Float(53), nullable=False),
    Column("won", BigInteger, nullable=False),
    # a DrawnSite
    Column("site", Text, nullable=False),
    Column("state", String(16), nullable=False),
    # what acceptance wrote into the registry
    Column("site_id", String(24)),
    Column("camera_ids", Text),
    Column("purpose", String(32)),
)

# only added to: a correction is a row of its own, the last one counts
site_steps = Table(
    "site_steps",
    metadata,
    Column("step_id", Integer, primary_key=True, autoincrement=True),
    Column(
        "planned_site_id",
        String(40),
        ForeignKey("planned_sites.planned_site_id"),
        nullable=False,
        index=True,
    ),
    Column("state", String(16), nullable=False),
    # one of the two: when it is to be, or when it was
    Column("planned_on", Date),
    Column("done_on", Date),
    Column("note", String(400), nullable=False),
    Column("reason", String(400), nullable=False),
    Column("made_by", String(40), nullable=False),
    Column("made_at", String(40), nullable=False),
)

plan_scores = Table(
    "plan_scores",
    metadata,
    Column("district", String(8), primary_key=True),
    Column("config", Text, nullable=False),
    # a Scored
    Column("scored", Text, nullable=False),
    Column("made_at", String(40), nullable=False),
)
