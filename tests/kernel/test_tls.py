"""Certificates: what is refused before anything is served, how a new one is taken, and when its end is said."""

import asyncio
import os
import signal
import ssl
import warnings
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from structlog.testing import capture_logs

from bongsu.kernel.tls import CertificateWatch, ServerTls, TlsUnusable, read_certificate
from tests.kernel.authority import Authority


async def until(holds: Callable[[], bool], within_s: float = 10.0) -> None:
    async with asyncio.timeout(within_s):
        while not holds():
            await asyncio.sleep(0.01)


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path)


def handshake(server: ServerTls, client: ssl.SSLContext, name: str | None) -> ssl.SSLObject:
    """Both ends in memory; raises what either end raises."""
    to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    there = server.context.wrap_bio(to_server, to_client, server_side=True)
    here = client.wrap_bio(to_client, to_server, server_hostname=name)
    for _ in range(6):
        for end in (here, there):
            try:
                end.do_handshake()
            except ssl.SSLWantReadError:
                continue
    here.do_handshake()
    return here


def test_only_tls_1_2_and_1_3_with_forward_secrecy_are_offered(authority: Authority) -> None:
    server = ServerTls(*authority.issue("node.test"))
    client = authority.trusting()
    assert handshake(server, client, "node.test").version() == "TLSv1.3"
    client.maximum_version = ssl.TLSVersion.TLSv1_2
    taken = handshake(server, client, "node.test").cipher()
    assert taken is not None
    assert taken[0].startswith("ECDHE-")
    assert "GCM" in taken[0] or "CHACHA20" in taken[0]


def test_an_older_protocol_is_refused(authority: Authority) -> None:
    server = ServerTls(*authority.issue("node.test"))
    client = authority.trusting()
    client.set_ciphers("ALL:@SECLEVEL=0")
    with warnings.catch_warnings(action="ignore"):
        client.minimum_version = ssl.TLSVersion.TLSv1
        client.maximum_version = ssl.TLSVersion.TLSv1_1
    with pytest.raises(ssl.SSLError):
        handshake(server, client, "node.test")


def test_a_name_that_is_not_in_the_certificate_is_refused_by_the_client(
    authority: Authority,
) -> None:
    server = ServerTls(*authority.issue("node.test"))
    with pytest.raises(ssl.SSLCertVerificationError, match="Hostname mismatch"):
        handshake(server, authority.trusting(), "elsewhere.test")


def test_what_cannot_be_used_is_named(authority: Authority, tmp_path: Path) -> None:
    certificate, key = authority.issue("node.test")
    _, other = authority.issue("node.test", file="other")
    broken = tmp_path / "broken.pem"
    broken.write_text("no certificate")
    with pytest.raises(TlsUnusable, match="do not fit") as refused:
        ServerTls(certificate, other)
    assert refused.value.field == "tls_key"
    with pytest.raises(TlsUnusable, match=r"not there") as refused:
        ServerTls(tmp_path / "none.pem", key)
    assert refused.value.field == "tls_certificate"
    with pytest.raises(TlsUnusable):
        ServerTls(broken, key)
    with pytest.raises(TlsUnusable):
        read_certificate(broken)


def test_a_certificate_says_its_names_its_end_and_its_strength(authority: Authority) -> None:
    certificate, _ = authority.issue("node.test", "127.0.0.1", "::1", days=10.5)
    read = read_certificate(certificate)
    assert read.names == ("node.test", "127.0.0.1", "[::1]")
    assert read.days_left(datetime.now(UTC)) == 10
    assert (read.key, read.is_strong) == ("ECDSA secp256r1", True)
    weak = rsa.generate_private_key(public_exponent=65537, key_size=1024)
    short, _ = authority.issue("node.test", file="weak", key=weak)
    assert (read_certificate(short).key, read_certificate(short).is_strong) == ("RSA 1024", False)


@pytest.mark.parametrize("by_signal", [True, False])
async def test_a_new_certificate_is_taken_on_sighup_and_when_the_file_changes(
    authority: Authority, *, by_signal: bool
) -> None:
    tls = ServerTls(*authority.issue("old.test"))
    watch = CertificateWatch(tls, look_every_s=3600 if by_signal else 0.02)
    await watch.start()
    try:
        certificate, _ = authority.issue("new.test")
        if by_signal:
            os.kill(os.getpid(), signal.SIGHUP)
        else:
            os.utime(certificate, ns=(1, 1))
        await until(lambda: tls.certificate.names == ("new.test",))
        handshake(tls, authority.trusting(), "new.test")
    finally:
        await watch.stop()


async def test_a_pair_that_does_not_fit_is_not_taken_and_the_old_one_serves_on(
    authority: Authority,
) -> None:
    tls = ServerTls(*authority.issue("node.test"))
    watch = CertificateWatch(tls, look_every_s=0.02)
    with capture_logs() as logs:
        await watch.start()
        key = authority.issue("node.test", file="other")[1]
        (key.parent / "node.key").write_bytes(key.read_bytes())
        await until(lambda: any("not taken" in log["event"] for log in logs))
        await watch.stop()
    handshake(tls, authority.trusting(), "node.test")


@pytest.mark.parametrize(("days", "warned"), [(29, True), (60, False), (-1, True)])
async def test_the_end_of_a_certificate_is_said_30_days_ahead(
    authority: Authority, days: int, *, warned: bool
) -> None:
    watch = CertificateWatch(ServerTls(*authority.issue("node.test", days=days)))
    with capture_logs() as logs:
        watch._warn(datetime.now(UTC))
        watch._warn(datetime.now(UTC))
    assert [log["event"] for log in logs] == ["certificate ends soon"] * warned


@pytest.mark.parametrize("names_a_host", [True, False])
def test_no_handshake_meets_a_certificate_half_taken(
    authority: Authority, *, names_a_host: bool
) -> None:
    tls = ServerTls(*authority.issue("node.test"))
    client = authority.trusting()
    client.check_hostname = names_a_host
    with ThreadPoolExecutor(1) as apart:
        taking = [apart.submit(tls.reload) for _ in range(200)]
        while not taking[-1].done():
            handshake(tls, client, "node.test" if names_a_host else None)
    assert not [one for one in taking if one.exception()]
    certificate, _ = authority.issue("new.test")
    tls.reload()
    client.check_hostname = False
    shown = handshake(tls, client, None).getpeercert(binary_form=True)
    assert shown == ssl.PEM_cert_to_DER_cert(certificate.read_text())
