"""The machine and the environment: the clock, core dumps, the account, settings that weaken."""

import ctypes
import sys

from bongsu.cli.doctor.control import Control, Facts, Finding, fails, not_applicable, passes, warns
from bongsu.identity.settings import IdentitySettings

_TIMEX_BYTES = 512
_TIME_ERROR = 5
# a value on the wrong side of the default, and the side
_LOWER_IS_WEAKER = (
    "argon2_memory_kib",
    "argon2_time_cost",
    "lock_s",
    "password_at_least",
    "forget_failures_hours",
)
_HIGHER_IS_WEAKER = (
    "cache_s",
    "failures_before_lock",
    "idle_lock_minutes",
    "idle_minutes",
    "session_hours",
)
_FALSE_IS_WEAKER = ("second_factor_outside", "device_key_vehicles", "first_password_must_change")


def clock_synchronised(_: Facts) -> Finding:
    if sys.platform != "linux":
        return not_applicable("only Linux says whether its clock is kept")
    # adjtimex(2) without a mode only reads
    state = ctypes.CDLL(None).adjtimex(ctypes.create_string_buffer(_TIMEX_BYTES))
    if state == _TIME_ERROR:
        return warns("nobody keeps this machine's clock", "let chrony or systemd-timesyncd keep it")
    return passes("the machine's clock is kept")


def core_dumps_off(facts: Facts) -> Finding:
    if facts.started is None:
        return not_applicable("the node never ran here")
    if facts.started.core_bytes:
        return fails("the node may leave core files", "report it: this release is at fault")
    return passes("the node leaves no core files")


def not_root(facts: Facts) -> Finding:
    if facts.started is None:
        return not_applicable("the node never ran here")
    if facts.started.user == 0:
        return warns("the node runs as root", "give it an account of its own; it needs no rights")
    return passes(f"the node runs as account {facts.started.user}")


def no_weak_settings(facts: Facts) -> Finding:
    given, usual = facts.identity, IdentitySettings()
    weak = [name for name in _LOWER_IS_WEAKER if getattr(given, name) < getattr(usual, name)]
    weak += [name for name in _HIGHER_IS_WEAKER if getattr(given, name) > getattr(usual, name)]
    weak += [name for name in _FALSE_IS_WEAKER if not getattr(given, name)]
    named = [f"BONGSU_IDENTITY_{name.upper()}={getattr(given, name)}" for name in sorted(weak)]
    if any(media.allow_no_origin for media in facts.all_media):
        named.append("BONGSU_MEDIA_ALLOW_NO_ORIGIN=true")
    if named:
        return fails(f"weaker than this release's own: {', '.join(named)}", "unset them")
    by_hand = facts.started.environment if facts.started else ()
    return passes(f"{len(by_hand)} settings were made by hand, none weakens")


CONTROLS = (
    Control(
        "clock-kept",
        "Somebody keeps this machine's clock",
        "the trail's times would say nothing",
        clock_synchronised,
        is_basic=True,
    ),
    Control(
        "core-dumps-off",
        "A fallen process leaves no memory on the disk",
        "keys and pictures would lie in it",
        core_dumps_off,
    ),
    Control(
        "not-root",
        "The node runs under an account of its own",
        "a fault in it would be a fault of the whole machine",
        not_root,
    ),
    Control(
        "no-weak-settings",
        "No setting is weaker than this release's own",
        "a line in an environment file is easily forgotten",
        no_weak_settings,
    ),
)
