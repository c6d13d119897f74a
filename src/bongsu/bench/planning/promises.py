"""The figures of `bongsu bench planning`: stable names, and what each should reach."""

from bongsu.bench.figures import Promise

PROMISES: dict[str, Promise] = {
    "gap_8000": Promise("%", 0.1),
    "cpu_8000": Promise("s", 30),
    "gap_17000": Promise("%", 1.0),
    "cpu_17000": Promise("s", 60),
    "coverage_over_rank_list": Promise("%", 30, "higher"),
    "spopt_speedup": Promise("×", 10, "higher"),
    "replacement_gain": Promise("%", 30, "higher"),
    "sight_pairs_cpu": Promise("s", 2.0),
    "mclp_gap": Promise("%", 0.1),
}
