"""Table of what operators have reported to 112 and 119; picture and words lie sealed until the receipt's time is over."""

from sqlalchemy import Column, Index, Integer, String, Table, Text

from bongsu.kernel.tables import metadata

out_reports = Table(
    "out_reports",
    metadata,
    Column("report_id", String(40), primary_key=True),
    Column("recipient", String(8), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("person_id", String(40), nullable=False),
    Column("incident_id", String(40)),
    Column("camera_id", String(60)),
    Column("reported_at", String(40), nullable=False),
    # words, place and picture; None once destroyed
    Column("sealed", Text),
    Column("attempts", Integer, nullable=False),
    # None: nothing more to be sent
    Column("next_at", String(40)),
    Column("receipt_no", String(60)),
    Column("receipt_at", String(40)),
    Column("refused", String(200)),
    Column("destroyed_at", String(40)),
    Index("out_reports_by_next", "next_at"),
)
