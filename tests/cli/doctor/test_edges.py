"""Where exactly each control begins to complain: one step on this side passes, one step on the other does not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from bongsu.cli.doctor.control import Facts, Outcome
from tests.cli.doctor.sound import NOW, verdict
from tests.cli.doctor.test_controls import (
    ask,
    with_books,
    with_headers,
    with_identity,
    with_media,
    with_node,
    with_verdict,
)

WELL, WARN, FAIL, NONE = Outcome.WELL, Outcome.WARN, Outcome.FAIL, Outcome.NOT_APPLICABLE
Change = Callable[[Facts], Facts]


def ago(**span: float) -> str:
    return (NOW - timedelta(**span)).isoformat()


def never_started(facts: Facts) -> Facts:
    return replace(facts, started=None)


def no_database(facts: Facts) -> Facts:
    return replace(facts, books={}, verdict=None)


EDGES: list[tuple[str, Change, Outcome]] = [
    ("password-hashes", with_identity(argon2_memory_kib=19_456, argon2_time_cost=2), WELL),
    ("password-hashes", with_identity(argon2_memory_kib=19_455, argon2_time_cost=2), FAIL),
    ("password-hashes", with_identity(argon2_memory_kib=47_103, argon2_time_cost=1), FAIL),
    ("password-hashes", with_identity(argon2_memory_kib=47_104, argon2_time_cost=1), WELL),
    ("password-length", with_identity(password_at_least=8), WELL),
    ("password-length", with_identity(password_at_least=7), FAIL),
    ("idle-lock", with_identity(idle_lock_minutes=15), WELL),
    ("idle-lock", with_identity(idle_lock_minutes=15.5), FAIL),
    ("idle-lock", with_identity(idle_lock_minutes=-1), FAIL),
    ("session-length", with_identity(session_hours=24), WELL),
    ("session-length", with_identity(session_hours=24.5), FAIL),
    ("lockout", with_identity(failures_before_lock=10), WELL),
    ("lockout", with_identity(failures_before_lock=11), FAIL),
    ("lockout", with_identity(lock_s=10.0), WELL),
    ("lockout", with_identity(lock_s=9.0), FAIL),
    ("lockout", with_identity(lock_at_most_s=3600.0), WELL),
    ("lockout", with_identity(lock_at_most_s=3601.0), FAIL),
    ("more-than-one-account", with_books(people=0), WELL),
    ("more-than-one-account", with_books(people=1), WARN),
    ("more-than-one-account", with_books(people=2), WELL),
    ("own-people-with-factors", with_books(own_people=0), NONE),
    ("own-people-with-factors", with_books(own_people=1, own_people_without_factor=1), WARN),
    ("backed-up", with_books(backup_at=ago(days=7)), WELL),
    ("backed-up", with_books(backup_at=ago(days=7, seconds=1)), WARN),
    ("backed-up", with_books(trail_rows=0, backup_at=None), NONE),
    ("clock-not-behind", with_books(trail_at=ago(seconds=-5)), WELL),
    ("clock-not-behind", with_books(trail_at=ago(seconds=-6)), FAIL),
    ("clock-not-behind", with_books(trail_at=None), NONE),
    ("checkpoint-fresh", with_books(checkpoint_size=9, trail_at=ago(minutes=60)), WELL),
    ("checkpoint-fresh", with_books(checkpoint_size=9, trail_at=ago(minutes=61)), FAIL),
    ("checkpoint-fresh", with_books(trail_rows=0), NONE),
    ("checkpoint-fresh", never_started, NONE),
    ("agreements-alive", with_books(agreement_ends=ago(days=-30)), WELL),
    ("agreements-alive", with_books(agreement_ends=ago(days=-29, hours=-23)), WARN),
    ("agreements-alive", with_books(agreement_ends=ago(days=1)), WARN),
    ("agreements-alive", with_books(agreement_ends=None), NONE),
    ("witnessed", with_books(witnesses=1), WELL),
    ("witnessed", no_database, WARN),
    ("trail-verifies", no_database, NONE),
    ("head-file", no_database, NONE),
    ("head-file", never_started, NONE),
    ("head-file", with_verdict(verdict(ok=True, head_file=True)), WELL),
    ("database-durable", no_database, NONE),
    ("database-durable", with_books(foreign_keys=0), FAIL),
    ("database-durable", with_books(synchronous=3), FAIL),
    ("database-whole", no_database, NONE),
    ("database-whole", with_books(quick_check=None), FAIL),
    ("database-current", no_database, NONE),
    ("database-current", with_books(revision=None), FAIL),
    ("core-dumps-off", never_started, NONE),
    ("not-root", never_started, NONE),
    ("proxy-named", with_node(public_origin=""), NONE),
    (
        "proxy-named",
        with_node(public_origin="https://a.example", trusted_proxies="192.0.2.1"),
        WELL,
    ),
    (
        "cookies-secure",
        with_node(public_origin="https://a.example", trusted_proxies="192.0.2.1"),
        WELL,
    ),
    ("cookies-secure", with_identity(https=True), WELL),
    ("listening-safe", with_node(hosts="127.0.0.1,::1,localhost"), WELL),
    ("listening-safe", with_node(hosts="0.0.0.0", trusted_proxies="192.0.2.1"), WELL),
    ("media-listening-safe", with_media(host="127.0.0.1,::1"), WELL),
    ("media-listening-safe", with_media(host="127.0.0.1,192.0.2.7"), FAIL),
    ("strict-transport", with_headers(strict_transport_security="max-age=31536000"), WELL),
    ("strict-transport", with_headers(strict_transport_security="max-age=31535999"), FAIL),
    ("strict-transport", with_headers(strict_transport_security="max-age=forever"), FAIL),
    ("tls-key-private", with_node(tls_key=""), NONE),
    ("certificate-lives", with_node(tls_certificate=""), NONE),
    ("certificate-strong", with_node(tls_certificate=""), NONE),
]


@pytest.mark.parametrize(
    ("control", "change", "outcome"),
    EDGES,
    ids=[f"{number} {control} {outcome}" for number, (control, _, outcome) in enumerate(EDGES)],
)
def test_each_limit_lies_where_it_is_said(
    facts: Facts, control: str, change: Change, outcome: Outcome
) -> None:
    found = ask(change(facts), control)
    assert found.outcome is outcome, found.said
    assert bool(found.do) == (outcome in {WARN, FAIL}), "what to do, where there is something"


@pytest.mark.parametrize(
    "policy",
    [
        "default-src 'self'",
        "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors *; form-action 'self'",
        "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'; "
        "script-src 'self' https://elsewhere.example",
        "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'; "
        "worker-src 'unsafe-eval'",
        "",
    ],
)
def test_a_policy_that_lets_more_in_is_too_wide(facts: Facts, policy: str) -> None:
    assert (
        ask(with_headers(content_security_policy=policy)(facts), "content-policy").outcome is FAIL
    )


@pytest.mark.parametrize(
    "name",
    [
        "x_content_type_options",
        "referrer_policy",
        "cross_origin_opener_policy",
        "cache_control",
    ],
)
def test_each_header_is_asked_for(facts: Facts, name: str) -> None:
    found = ask(with_headers(**{name: "public"})(facts), "security-headers")
    assert (found.outcome, found.said) == (FAIL, f"missing: {name.replace('_', '-')}")


@pytest.mark.parametrize(
    "weaker",
    [
        {"argon2_memory_kib": 1},
        {"argon2_time_cost": 0},
        {"lock_s": 1.0},
        {"password_at_least": 1},
        {"forget_failures_hours": 0.1},
        {"cache_s": 999.0},
        {"failures_before_lock": 99},
        {"idle_lock_minutes": 999},
        {"session_hours": 999},
        {"second_factor_outside": False},
        {"device_key_vehicles": False},
    ],
    ids=str,
)
def test_each_weaker_setting_is_named_with_its_variable(
    facts: Facts, weaker: dict[str, object]
) -> None:
    found = ask(with_identity(**weaker)(facts), "no-weak-settings")
    (name,) = weaker
    assert found.outcome is FAIL
    assert f"BONGSU_IDENTITY_{name.upper()}={weaker[name]}" in found.said


def test_a_trail_proved_from_a_checkpoint_on_says_from_where(facts: Facts) -> None:
    proved = replace(verdict(ok=True), rows=900, since=512)
    said = ask(with_verdict(proved)(facts), "trail-verifies").said
    assert said == "900 rows, each after row 512 as it was written, those before as signed"
    whole = replace(proved, since=0)
    said = ask(with_verdict(whole)(facts), "trail-verifies").said
    assert said == "900 rows, each as it was written"
