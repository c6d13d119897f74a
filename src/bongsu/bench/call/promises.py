"""The figures of `bongsu bench call`: stable names, and what each should reach."""

from bongsu.bench.figures import Promise
from bongsu.bench.sees import TARGET_MS

PROMISES: dict[str, Promise] = {
    "message_to_feed_p50": Promise("ms"),
    "message_to_feed_p95": Promise("ms", 200),
    "message_to_feed_p99": Promise("ms"),
    "warm_first_picture_p50": Promise("ms", 70),
    "warm_first_picture_p95": Promise("ms", 150),
    "cold_first_picture_p95_gop1": Promise("ms", 1300),
    "cold_first_picture_p95_gop2": Promise("ms", 2300),
    "cold_first_picture_p95_gop4": Promise("ms", 4300),
    "still_p95": Promise("ms", 300),
    "room_first_picture_p50": Promise("ms"),
    "room_first_picture_p95": Promise("ms"),
    "withdraw_to_last_picture_p95": Promise("ms", 1000),
    "viewers1_cpu": Promise("%"),
    "viewers10_cpu": Promise("%"),
    "viewers50_cpu": Promise("%", 5),
    "pull100_cpu": Promise("%", 15),
    "frozen_shown_p95": Promise("ms", 5000),
    "back_to_picture_p95": Promise("ms", 3000),
    "sees_p99": Promise("ms", TARGET_MS),
    "first_tile_sees": Promise("share of calls", better="higher"),
    "first_tile_sees_turned": Promise("share of calls", better="higher"),
    "first_tile_sees_unknown": Promise("share of calls", better="higher"),
    "first_tile_sees_turned_unknown": Promise("share of calls", better="higher"),
}
