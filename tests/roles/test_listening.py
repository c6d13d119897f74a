"""Outside this machine a node listens with TLS or behind a named proxy, or not at all."""

import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from bongsu.kernel.failures import Failure
from bongsu.roles.listening import NotSafe, must_be_safe, tls_of
from bongsu.roles.settings import NodeSettings
from bongsu.roles.supervise import Supervisor
from tests.kernel.authority import Authority


def test_loopback_needs_nothing() -> None:
    for hosts in ("127.0.0.1,::1", "localhost", "127.0.0.53"):
        must_be_safe(NodeSettings(hosts=hosts))


@pytest.mark.parametrize("hosts", ["0.0.0.0", "127.0.0.1,192.0.2.4", "::", "node.example"])
def test_any_other_address_in_the_clear_is_refused_by_name(hosts: str) -> None:
    with pytest.raises(NotSafe) as refused:
        must_be_safe(NodeSettings(hosts=hosts))
    assert refused.value.field == "hosts"
    assert hosts.rsplit(",", maxsplit=1)[-1] in refused.value.detail


def test_with_tls_or_a_named_proxy_it_may(tmp_path: Path) -> None:
    certificate, key = (str(file) for file in Authority(tmp_path).issue("node.test"))
    must_be_safe(NodeSettings(hosts="0.0.0.0", tls_certificate=certificate, tls_key=key))
    must_be_safe(NodeSettings(hosts="0.0.0.0", trusted_proxies="192.0.2.1"))


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"tls_certificate": "c.pem"}, "tls_key"),
        ({"tls_key": "k.pem"}, "tls_certificate"),
        ({"tls_certificate": "none.pem", "tls_key": "none.key"}, "tls_certificate"),
        ({"trusted_proxies": "proxy"}, "trusted_proxies"),
    ],
)
def test_half_a_setting_is_refused_by_name(given: dict[str, str], field: str) -> None:
    with pytest.raises(Failure) as refused:
        must_be_safe(msgspec.structs.replace(NodeSettings(), **given))
    assert refused.value.field == field


@pytest.mark.parametrize("only", [(), ("--only", "node"), ("--only", "media")])
def test_the_command_refuses_before_anything_starts(tmp_path: Path, only: tuple[str, ...]) -> None:
    folder = tmp_path / "node"
    line = [sys.executable, "-m", "bongsu", "run", "--data-dir", str(folder), *only]
    said = subprocess.run(
        line,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env={"BONGSU_NODE_HOSTS": "0.0.0.0", "PATH": ""},
    )
    assert (said.returncode, said.stdout) == (2, "")
    assert "not_safe [hosts]" in said.stderr
    assert "--tls-cert" in said.stderr
    assert not folder.exists()


async def test_the_supervisor_of_the_demo_refuses_as_well(tmp_path: Path) -> None:
    with pytest.raises(NotSafe):
        await Supervisor(NodeSettings(data_dir=str(tmp_path / "n"), hosts="0.0.0.0")).start()
    assert not (tmp_path / "n").exists()


def test_addresses_follow_the_certificate(tmp_path: Path) -> None:
    certificate, key = (str(file) for file in Authority(tmp_path).issue("cctv.test", "192.0.2.4"))
    settings = NodeSettings(port=443, tls_certificate=certificate, tls_key=key)
    tls = tls_of(settings)
    assert tls is not None
    origins = settings.origins_at(tls.certificate.names).split(",")
    assert {"https://cctv.test", "https://192.0.2.4", "https://localhost"} <= set(origins)
    assert not any(origin.startswith("http:") for origin in origins)
    assert settings.live_source == "wss://*:444"
    assert NodeSettings().live_source == "ws://*:8601"
    named = NodeSettings(public_origin="https://only.test", tls_certificate=certificate)
    assert named.origins_at(tls.certificate.names) == "https://only.test"
