"""Which figures each measure gives, known without loading a solver."""

NAMES: dict[str, tuple[str, ...]] = {
    "siting_8000": ("gap_8000", "cpu_8000", "coverage_over_rank_list"),
    "siting_17000": ("gap_17000", "cpu_17000"),
    "spopt": ("spopt_speedup",),
    "replacement": ("replacement_gain",),
    "sight": ("sight_pairs_cpu",),
    "mclp": ("mclp_gap",),
}
