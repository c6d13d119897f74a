"""The figures of `bongsu bench monitoring`: stable names, and what each should reach."""

from bongsu.bench.figures import Promise

PROMISES: dict[str, Promise] = {
    "ap50": Promise("share", 0.80, "higher"),
    "ap50_vtest": Promise("share", 0.90, "higher"),
    "ap50_tud": Promise("share", 0.80, "higher"),
    "precision": Promise("share", None, "higher"),
    "recall": Promise("share", None, "higher"),
    "mota": Promise("share", None, "higher"),
    "idf1": Promise("share", None, "higher"),
    **{
        f"{name}_{clip}": Promise("share", None, "higher")
        for name in ("precision", "recall", "mota", "idf1")
        for clip in ("vtest", "tud")
    },
    "events_shown": Promise("%", 95, "higher"),
    "camera_time_shown": Promise("%", 2),
    "false_alarm_cut": Promise("%", 50, "higher"),
    "recall_lost": Promise("%", 1),
    "cameras_per_core": Promise("cameras", None, "higher"),
    "gated_cameras_per_core": Promise("cameras"),
    "event_to_screen_p95": Promise("ms"),
    "event_to_screen_escalated_p95": Promise("ms", 3_000),
    "takeover_p95": Promise("ms", 5_000),
    "health_found": Promise("%", 99, "higher"),
    "health_false": Promise("rows", 0),
}
