"""The figures of `bongsu bench federation`: stable names, and what each should reach."""

from bongsu.bench.figures import Promise

PROMISES: dict[str, Promise] = {
    "sync_70000": Promise("s", 5),
    "update_p50": Promise("ms"),
    "update_p99": Promise("ms", 50),
    "flow_after_heal_p95": Promise("s", 2),
    "caught_up_p95": Promise("s", 5),
    "lost": Promise("rows", 0),
    "doubled": Promise("rows", 0),
    "out_of_order": Promise("rows", 0),
    "hop_added_p95": Promise("ms", 60),
    "hub_rss": Promise("MiB", 400),
    "district_rss": Promise("MiB", 250),
    "idle_cpu": Promise("%", 2),
}
