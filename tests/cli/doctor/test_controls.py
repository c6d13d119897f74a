"""Each control answers yes where it should, and where something is laxer says so, why, and what to do."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from bongsu.audit.verify import Verdict
from bongsu.cli.doctor.control import Facts, Finding, Outcome
from bongsu.cli.doctor.controls import CONTROLS, links
from bongsu.cli.doctor.controls.files import _kind_of_disk
from bongsu.media.settings import MediaSettings
from tests.cli.doctor.sound import NOW, verdict
from tests.kernel.authority import Authority

FAR_BUS = (
    'listen: "10.0.0.1:8610"\ntls { cert_file: "c", key_file: "k", min_version: "1.2", handshake_first: true }\n'
    f'authorization {{ users: [{{"user": "node", "password": "{"t" * 64}"}}] }}\n'
)
BY_ID = {control.id: control for control in CONTROLS}


def ask(facts: Facts, control: str) -> Finding:
    return BY_ID[control].check(facts)


def test_every_control_has_an_id_of_its_own_and_says_why() -> None:
    assert len(BY_ID) == len(CONTROLS)
    assert len(CONTROLS) >= 30
    for control in CONTROLS:
        assert control.asks
        assert control.why


@pytest.mark.parametrize("control", list(BY_ID))
def test_a_node_as_it_should_be_fails_no_control(facts: Facts, control: str) -> None:
    found = ask(facts, control)
    assert found.outcome is not Outcome.FAIL, found.said
    assert found.said


def with_identity(**given: object) -> Callable[[Facts], Facts]:
    return lambda facts: replace(facts, identity=msgspec.structs.replace(facts.identity, **given))


def with_node(**given: object) -> Callable[[Facts], Facts]:
    return lambda facts: replace(facts, node=msgspec.structs.replace(facts.node, **given))


def with_media(**given: object) -> Callable[[Facts], Facts]:
    return lambda facts: replace(facts, media=msgspec.structs.replace(facts.media, **given))


def with_books(**given: object) -> Callable[[Facts], Facts]:
    return lambda facts: replace(facts, books={**facts.books, **given})


def with_verdict(found: Verdict) -> Callable[[Facts], Facts]:
    return lambda facts: replace(facts, verdict=found)


def with_headers(**given: str) -> Callable[[Facts], Facts]:
    named = {name.replace("_", "-"): value for name, value in given.items()}
    return lambda facts: replace(facts, headers={**facts.headers, **named})


def with_started(**given: object) -> Callable[[Facts], Facts]:
    def change(facts: Facts) -> Facts:
        assert facts.started is not None
        return replace(facts, started=msgspec.structs.replace(facts.started, **given))

    return change


def with_file(name: str, mode: int = 0o600, text: str = "") -> Callable[[Facts], Facts]:
    def change(facts: Facts) -> Facts:
        file = facts.folder / name
        file.write_text(text)
        file.chmod(mode)
        return facts

    return change


LAXER: list[tuple[str, Callable[[Facts], Facts], Outcome, str]] = [
    ("folder-private", with_file("left.txt", 0o644), Outcome.FAIL, "left.txt"),
    ("keys-private", with_file("keys/audit.pem", 0o640), Outcome.FAIL, "audit.pem"),
    ("no-demo-credentials", with_file("demo-credentials.json"), Outcome.FAIL, "demo"),
    ("database-durable", with_books(synchronous=1), Outcome.FAIL, "synchronous"),
    ("database-durable", with_books(journal_mode="delete"), Outcome.FAIL, "journal_mode"),
    ("database-whole", with_books(quick_check="page 7 is odd"), Outcome.FAIL, "page 7"),
    ("database-current", with_books(revision="0001"), Outcome.FAIL, "0001"),
    ("listening-safe", with_node(hosts="0.0.0.0"), Outcome.FAIL, "0.0.0.0"),
    ("media-listening-safe", with_media(host="0.0.0.0"), Outcome.FAIL, "0.0.0.0"),
    ("proxy-named", with_node(public_origin="https://a.example"), Outcome.FAIL, "not named"),
    ("proxy-named", with_node(public_origin="http://a.example"), Outcome.FAIL, "clear"),
    ("cookies-secure", with_node(public_origin="https://a.example"), Outcome.FAIL, "clear"),
    ("bus-private", with_file("bus/nats.conf", text='listen: "0.0.0.0:1"'), Outcome.FAIL, "bus"),
    (
        "bus-private",
        with_file("bus/nats.conf", text=FAR_BUS.replace("handshake", "")),
        Outcome.FAIL,
        "bus",
    ),
    (
        "media-listening-safe",
        with_started(other_media=(MediaSettings(process="media-2", host="0.0.0.0"),)),
        Outcome.FAIL,
        "0.0.0.0",
    ),
    (
        "no-weak-settings",
        with_started(other_media=(MediaSettings(process="media-2", allow_no_origin=True),)),
        Outcome.FAIL,
        "ALLOW_NO_ORIGIN",
    ),
    (
        "content-policy",
        with_headers(content_security_policy="default-src *"),
        Outcome.FAIL,
        "default-src",
    ),
    ("security-headers", with_headers(referrer_policy="origin"), Outcome.FAIL, "referrer-policy"),
    ("strict-transport", with_headers(strict_transport_security=""), Outcome.FAIL, "nothing"),
    ("password-hashes", with_identity(argon2_memory_kib=8), Outcome.FAIL, "0 MiB"),
    ("password-length", with_identity(password_at_least=6), Outcome.FAIL, "6 letters"),
    ("second-factor", with_identity(second_factor_outside=False), Outcome.FAIL, "alone"),
    ("device-keys", with_identity(device_key_vehicles=False), Outcome.FAIL, "vehicles"),
    ("own-people-with-factors", with_books(own_people_without_factor=1), Outcome.WARN, "1 of 2"),
    ("more-than-one-account", with_books(people=1), Outcome.WARN, "only account"),
    ("idle-lock", with_identity(idle_lock_minutes=60), Outcome.FAIL, "60 minutes"),
    ("idle-lock", with_identity(idle_lock_minutes=0), Outcome.FAIL, "0 minutes"),
    ("session-length", with_identity(session_hours=720), Outcome.FAIL, "720 hours"),
    ("lockout", with_identity(failures_before_lock=1000), Outcome.FAIL, "1000 wrong"),
    ("lockout", with_identity(lock_at_most_s=1e6), Outcome.FAIL, "lasts"),
    ("trail-verifies", with_verdict(verdict(ok=False)), Outcome.FAIL, "row 5: gone"),
    ("head-file", with_verdict(verdict(ok=True)), Outcome.FAIL, "trail.head"),
    ("checkpoint-fresh", with_books(checkpoint_at=None), Outcome.FAIL, "no checkpoint"),
    (
        "checkpoint-fresh",
        with_books(checkpoint_size=9, trail_at="2026-11-20T02:09:00.000000Z"),
        Outcome.FAIL,
        "row 9 of 10",
    ),
    ("witnessed", with_books(witnesses=0), Outcome.WARN, "no other centre"),
    (
        "clock-not-behind",
        with_books(trail_at="2026-11-22T00:00:00.000000Z"),
        Outcome.FAIL,
        "stands before",
    ),
    ("backed-up", with_books(backup_at=None), Outcome.WARN, "never"),
    ("backed-up", with_books(backup_at="2026-11-01T00:00:00.000000Z"), Outcome.WARN, "20 days"),
    (
        "agreements-alive",
        with_books(agreement_ends="2026-12-01T00:00:00+00:00"),
        Outcome.WARN,
        "9 days",
    ),
    ("core-dumps-off", with_started(core_bytes=1), Outcome.FAIL, "core"),
    ("not-root", with_started(user=0), Outcome.WARN, "root"),
    (
        "no-weak-settings",
        with_identity(cache_s=60.0),
        Outcome.FAIL,
        "BONGSU_IDENTITY_CACHE_S=60.0",
    ),
    ("no-weak-settings", with_media(allow_no_origin=True), Outcome.FAIL, "ALLOW_NO_ORIGIN"),
]


@pytest.mark.parametrize(
    ("control", "laxer", "outcome", "words"), LAXER, ids=[f"{x[0]} {x[3]}" for x in LAXER]
)
def test_what_is_laxer_is_said_with_what_to_do(
    facts: Facts,
    control: str,
    laxer: Callable[[Facts], Facts],
    outcome: Outcome,
    words: str,
) -> None:
    found = ask(laxer(facts), control)
    assert (found.outcome, words in found.said) == (outcome, True), found.said
    assert found.do


def test_every_control_that_can_fail_is_seen_to_fail_here() -> None:
    elsewhere = {
        "local-disk",
        "disk-space",
        "clock-kept",
        "tls-key-private",
        "certificate-lives",
        "certificate-strong",
    }
    of_links = {control.id for control in links.CONTROLS}
    assert {control for control, *_ in LAXER} | elsewhere | of_links == set(BY_ID)


def test_a_certificate_is_looked_at_from_all_sides(facts: Facts, tmp_path: Path) -> None:
    facts = replace(facts, now=datetime.now(UTC))
    authority = Authority(tmp_path)

    def secured(days: float, key: rsa.RSAPrivateKey | None = None) -> Facts:
        certificate, secret = (
            str(file) for file in authority.issue("node.test", days=days, key=key)
        )
        return with_node(tls_certificate=certificate, tls_key=secret)(facts)

    good = secured(90)
    for control in ("tls-key-private", "certificate-lives", "certificate-strong", "listening-safe"):
        assert ask(good, control).outcome is Outcome.WELL, control
    Path(good.node.tls_key).chmod(0o644)
    assert ask(good, "tls-key-private").outcome is Outcome.FAIL
    assert ask(secured(20), "certificate-lives").outcome is Outcome.WARN
    assert ask(secured(-2), "certificate-lives").outcome is Outcome.FAIL
    weak = rsa.generate_private_key(public_exponent=65537, key_size=1024)
    assert ask(secured(90, weak), "certificate-strong").outcome is Outcome.FAIL
    gone = with_node(tls_certificate="gone.pem", tls_key="gone.key")(facts)
    for control in ("tls-key-private", "certificate-lives", "certificate-strong", "listening-safe"):
        assert ask(gone, control).outcome is Outcome.FAIL, control


def test_a_network_share_is_known_by_its_mount(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, facts: Facts
) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"disk / ext4 rw 0 0\nserver:/x {facts.folder.parent} nfs4 rw 0 0\n")
    monkeypatch.setattr("bongsu.cli.doctor.controls.files._MOUNTS", mounts)
    assert _kind_of_disk(facts.folder) == "nfs4"
    assert ask(facts, "local-disk").outcome is Outcome.FAIL
    mounts.write_text("disk / ext4 rw 0 0\n")
    assert ask(facts, "local-disk").outcome is Outcome.WELL


@pytest.mark.parametrize(
    ("free", "outcome"), [(10, Outcome.FAIL), (10**9, Outcome.WARN), (10**11, Outcome.WELL)]
)
def test_a_disk_that_fills_up_is_said_in_time(
    monkeypatch: pytest.MonkeyPatch, facts: Facts, free: int, outcome: Outcome
) -> None:
    usage = type("Usage", (), {"total": 2 * 10**11, "free": free})
    monkeypatch.setattr("shutil.disk_usage", lambda _: usage)
    assert ask(facts, "disk-space").outcome is outcome


@pytest.mark.parametrize(("state", "outcome"), [(5, Outcome.WARN), (0, Outcome.WELL)])
def test_a_clock_that_nobody_keeps_is_said(
    monkeypatch: pytest.MonkeyPatch, facts: Facts, state: int, outcome: Outcome
) -> None:
    library = type("Library", (), {"adjtimex": staticmethod(lambda _: state)})
    monkeypatch.setattr("ctypes.CDLL", lambda _: library)
    assert ask(facts, "clock-kept").outcome is outcome


def test_an_old_backup_and_a_certificate_are_measured_from_now(facts: Facts) -> None:
    later = replace(facts, now=NOW + timedelta(days=30))
    assert ask(later, "backed-up").outcome is Outcome.WARN


def test_a_bus_that_other_machines_reach_by_tls_is_private(facts: Facts) -> None:
    found = ask(with_file("bus/nats.conf", text=FAR_BUS)(facts), "bus-private")
    assert found.outcome is not Outcome.FAIL
    assert "by TLS" in found.said
