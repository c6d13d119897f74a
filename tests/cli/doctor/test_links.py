"""What doctor says of links with other centres: keys, certificate, the hub's door, who is let in."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from bongsu.cli.doctor.control import Facts, Finding, Outcome
from bongsu.cli.doctor.controls.links import CONTROLS
from bongsu.federation.link.messages import LinkPlan, PeerPlan
from bongsu.federation.link.server_text import KeyFiles, settings_of, written
from bongsu.federation.link.settings import LinkSettings
from bongsu.federation.peers.link_keys import LinkKeys
from bongsu.federation.peers.nkey import new_nkey
from tests.cli.doctor.sound import NOW

BY_ID = {control.id: control for control in CONTROLS}


def ask(facts: Facts, control: str) -> Finding:
    return BY_ID[control].check(facts)


@pytest.fixture
def hub(facts: Facts) -> Facts:
    """A hub whose link server ran with two districts."""
    LinkKeys(LinkSettings().keys(facts.folder)).make_hub("SEOUL", ["hub.seoul.example"], NOW)
    codes = ("GANGBUK", "GURO")
    peers = tuple(PeerPlan(code=code, nkey=new_nkey().public) for code in codes)
    plan = LinkPlan(code="SEOUL", kind="hub", peers=peers)
    settings = settings_of(plan, KeyFiles(facts.folder / "keys" / "link"), "0.0.0.0:8603", "secret")
    assert settings is not None
    folder = facts.folder / "link"
    folder.mkdir()
    (folder / "nats.conf").write_text(written(settings, folder, 4222))
    return replace(facts, books={**facts.books, "peers_linked": 2, "peers_revoked": 1})


@pytest.mark.parametrize("control", list(BY_ID))
def test_a_centre_without_links_is_asked_nothing(facts: Facts, control: str) -> None:
    assert ask(facts, control).outcome is Outcome.NOT_APPLICABLE


@pytest.mark.parametrize("control", list(BY_ID))
def test_a_hub_as_it_should_be_is_well(hub: Facts, control: str) -> None:
    found = ask(hub, control)
    assert found.outcome is Outcome.WELL, found.said


def test_links_that_wait_after_a_restore_are_said_with_what_to_do(hub: Facts) -> None:
    found = ask(
        replace(hub, books={**hub.books, "peers_linked": 0, "peers_to_confirm": 2}),
        "links-confirmed",
    )
    assert found.outcome is Outcome.WARN
    assert "2 links" in found.said
    assert "confirm" in found.do


@pytest.mark.parametrize("name", ["link.key", "link.nk", "ca.key"])
def test_a_key_that_others_read_is_named(hub: Facts, name: str) -> None:
    (hub.folder / "keys" / "link" / name).chmod(0o640)
    found = ask(hub, "link-keys-private")
    assert found.outcome is Outcome.FAIL
    assert name in found.said


@pytest.mark.parametrize(
    ("days", "outcome"),
    [(300, Outcome.WELL), (340, Outcome.WARN), (366, Outcome.FAIL), (-1, Outcome.FAIL)],
)
def test_a_certificate_that_ends_is_said_before_it_does(
    hub: Facts, days: int, outcome: Outcome
) -> None:
    later = replace(hub, now=NOW + timedelta(days=days))
    assert ask(later, "link-certificate-lives").outcome is outcome


def test_what_is_no_certificate_fails(hub: Facts) -> None:
    (hub.folder / "keys" / "link" / "link.pem").write_text("nothing")
    assert ask(hub, "link-certificate-lives").outcome is Outcome.FAIL


@pytest.mark.parametrize(
    "change", [{"verify": False}, {"handshake_first": False}, {"min_version": "1.2"}]
)
def test_a_door_that_asks_for_no_certificate_fails(hub: Facts, change: dict[str, object]) -> None:
    file = hub.folder / "link" / "nats.conf"
    server = json.loads(file.read_text())
    server["leafnodes"]["tls"] |= change
    file.write_text(json.dumps(server))
    assert ask(hub, "link-door-closed").outcome is Outcome.FAIL


def test_a_gateway_that_others_reach_fails(hub: Facts) -> None:
    file = hub.folder / "link" / "nats.conf"
    file.write_text(json.dumps({**json.loads(file.read_text()), "listen": "0.0.0.0:4222"}))
    assert ask(hub, "link-door-closed").outcome is Outcome.FAIL


@pytest.mark.parametrize("control", ["link-door-closed", "only-linked-let-in"])
def test_settings_that_are_none_fail(hub: Facts, control: str) -> None:
    (hub.folder / "link" / "nats.conf").write_text("{")
    assert ask(hub, control).outcome is Outcome.FAIL


def test_a_district_lets_nobody_in(hub: Facts) -> None:
    (hub.folder / "link" / "nats.conf").write_text(
        json.dumps({"listen": "127.0.0.1:1", "leafnodes": {"remotes": []}})
    )
    assert ask(hub, "link-door-closed").outcome is Outcome.WELL
    assert ask(hub, "only-linked-let-in").outcome is Outcome.NOT_APPLICABLE


def test_a_revoked_centre_that_is_still_let_in_fails(hub: Facts) -> None:
    fewer = replace(hub, books={**hub.books, "peers_linked": 1, "peers_revoked": 2})
    found = ask(fewer, "only-linked-let-in")
    assert found.outcome is Outcome.FAIL
    assert "2 were revoked" in found.said
