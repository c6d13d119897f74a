"""The figures of `bongsu bench accountability`: stable names, and what each should reach."""

from bongsu.bench.figures import Promise

PROMISES: dict[str, Promise] = {
    "oracle_disagreements": Promise("requests", 0),
    "decisions_per_s": Promise("decisions/s", better="higher"),
    "tampering_found": Promise("share of attempts", 1.0, better="higher"),
    "proof_bytes": Promise("bytes", 1024),
    "trail_rows_per_s": Promise("rows/s", 10_000, better="higher"),
    "trail_added_p95": Promise("ms", 5),
    "kill9_lost": Promise("rows", 0),
    "suspend_to_last_picture_p95": Promise("ms", 1000),
}
