"""The figures of `bongsu bench services`: stable names, and what each should reach."""

from bongsu.bench.figures import Promise

PROMISES: dict[str, Promise] = {
    "trigger_to_screen_p95": Promise("ms", 1000),
    "trigger_to_first_picture_p95": Promise("ms"),
    "drill_leaks": Promise("messages", 0),
    "refusals_correct": Promise("%", 100, "higher"),
    "frames_after_end": Promise("pictures", 0),
}
