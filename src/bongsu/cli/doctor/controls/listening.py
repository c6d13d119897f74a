"""Where the node can be reached, and whether that way is closed to listeners."""

import re
import stat
from pathlib import Path

from bongsu.cli.doctor.control import (
    Control,
    Facts,
    Finding,
    fails,
    not_applicable,
    passes,
    warns,
)
from bongsu.kernel.failures import Failure
from bongsu.kernel.tls import WARN_BEFORE, TlsUnusable, read_certificate
from bongsu.roles.listening import is_loopback, must_be_safe

_NO_TLS = "this node has no certificate of its own"
_SHORTEST_TOKEN = 32
_PASSWORDS = re.compile(r'"password": "([^"]*)"')
_TLS_OF_BUS = "handshake_first: true"


def listening_safe(facts: Facts) -> Finding:
    try:
        must_be_safe(facts.node)
    except Failure as problem:
        return fails(problem.detail, "see docs/reverse-proxy.md")
    if facts.node.tls_certificate:
        return passes(f"TLS on {facts.node.hosts}")
    if facts.node.trusted_proxies:
        return passes(f"{facts.node.hosts}, behind {facts.node.trusted_proxies}")
    return passes("loopback only")


def media_listening_safe(facts: Facts) -> Finding:
    hosts = dict.fromkeys(host for media in facts.all_media for host in media.hosts)
    outside = [host for host in hosts if not is_loopback(host)]
    if outside and not facts.node.tls_certificate and not facts.node.trusted_proxies:
        return fails(
            f"pictures are served in the clear on {', '.join(outside)}", "unset BONGSU_MEDIA_HOST"
        )
    return passes("as the console")


def proxy_named(facts: Facts) -> Finding:
    public = facts.node.public_origin
    if not public:
        return not_applicable("no address is set under which a proxy stands")
    if not public.startswith("https://"):
        return fails(f"people reach it at {public}, in the clear", "let the proxy end TLS")
    if not facts.node.trusted_proxies and not facts.identity.https:
        return fails(
            "a proxy stands before this node and is not named", "set BONGSU_NODE_TRUSTED_PROXIES"
        )
    return passes(f"{public} through {facts.node.trusted_proxies or 'a proxy'}")


def tls_key_private(facts: Facts) -> Finding:
    if not facts.node.tls_key:
        return not_applicable(_NO_TLS)
    key = Path(facts.node.tls_key)
    if not key.exists():
        return fails(f"{key} is not there", "name the right file")
    mode = stat.S_IMODE(key.stat().st_mode)
    if mode & 0o077:
        return fails(f"{key.name} has mode {mode:o}", f"chmod 600 {key}")
    return passes(f"{key.name} has mode {mode:o}")


def certificate_lives(facts: Facts) -> Finding:
    if not facts.node.tls_certificate:
        return not_applicable(_NO_TLS)
    try:
        certificate = read_certificate(Path(facts.node.tls_certificate))
    except TlsUnusable as problem:
        return fails(problem.detail, "name the right file")
    said = f"{certificate.days_left(facts.now)} days left"
    if not certificate.not_before <= facts.now < certificate.not_after:
        return fails(f"not valid today: {said}", "put a new certificate in its place")
    if facts.now + WARN_BEFORE > certificate.not_after:
        return warns(said, "renew it: the node takes the new file without a restart")
    return passes(said)


def certificate_strong(facts: Facts) -> Finding:
    if not facts.node.tls_certificate:
        return not_applicable(_NO_TLS)
    try:
        certificate = read_certificate(Path(facts.node.tls_certificate))
    except TlsUnusable as problem:
        return fails(problem.detail, "name the right file")
    if not certificate.is_strong:
        return fails(f"{certificate.key} is too weak", "RSA 2048 or more, ECDSA P-256, Ed25519")
    return passes(certificate.key)


def bus_private(facts: Facts) -> Finding:
    settings = facts.folder / "bus" / "nats.conf"
    if not settings.exists():
        return not_applicable("the bus never ran here")
    text = settings.read_text()
    shortest = min((len(one) for one in _PASSWORDS.findall(text)), default=0)
    is_near = 'listen: "127.0.0.1:' in text
    if shortest < _SHORTEST_TOKEN or not (is_near or _TLS_OF_BUS in text):
        return fails("the bus listens elsewhere or without a token", "remove the folder bus/")
    if is_near:
        return passes("loopback only, each role with a password of its own")
    return passes("other machines reach it by TLS, each role with a password of its own")


CONTROLS = (
    Control(
        "listening-safe",
        "Addresses outside this machine answer by TLS or to a named proxy only",
        "passwords and pictures would travel in the clear",
        listening_safe,
        is_basic=True,
    ),
    Control(
        "media-listening-safe",
        "Live pictures are served as safely as the console",
        "pictures of streets would travel in the clear",
        media_listening_safe,
    ),
    Control(
        "proxy-named",
        "The proxy before this node ends TLS and is named",
        "the node would not know that cookies must be Secure",
        proxy_named,
    ),
    Control(
        "tls-key-private",
        "The certificate's key is mode 0600",
        "whoever has it stands in for this node",
        tls_key_private,
    ),
    Control(
        "certificate-lives",
        "The certificate is valid for 30 days and more",
        "no browser opens the console afterwards",
        certificate_lives,
        is_basic=True,
    ),
    Control(
        "certificate-strong",
        "The certificate's key has 112 bits of strength or more",
        "NIST SP 800-57 part 1",
        certificate_strong,
    ),
    Control(
        "bus-private",
        "The bus listens on loopback with a token",
        "whoever speaks on it ends and opens pictures",
        bus_private,
    ),
)
