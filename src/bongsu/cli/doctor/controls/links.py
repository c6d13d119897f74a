"""Links with other centres: whose keys they are, how long the certificate lives, who is let in at the hub's door."""

import json
import os
import stat
from pathlib import Path
from typing import Any  # Any: the link server's settings are JSON

from bongsu.cli.doctor.control import (
    Control,
    Facts,
    Finding,
    fails,
    not_applicable,
    passes,
    warns,
)
from bongsu.federation.link.settings import LinkSettings
from bongsu.kernel.settings import load
from bongsu.kernel.tls import WARN_BEFORE, TlsUnusable, read_certificate

_NO_LINK = "this centre is linked with none"
_PUBLIC = {"ca.pem", "link.pem"}
_MAKE_NEW = "revoke the link at both ends and join with a new token"


def _keys(facts: Facts) -> Path:
    return load(LinkSettings, "federation").keys(facts.folder)


def _server(facts: Facts) -> dict[str, Any]:
    """As the link server was last started; empty where it never was. Raises `ValueError`."""
    settings = facts.folder / "link" / "nats.conf"
    found = json.loads(settings.read_text()) if settings.is_file() else {}
    return found if isinstance(found, dict) else {}


def link_keys_private(facts: Facts) -> Finding:
    folder = _keys(facts)
    files = sorted(folder.iterdir()) if folder.is_dir() else []
    if not files:
        return not_applicable(_NO_LINK)
    wrong = [
        one.name
        for one in files
        if one.name not in _PUBLIC
        and (stat.S_IMODE(one.stat().st_mode) & 0o077 or one.stat().st_uid != os.getuid())
    ]
    if wrong:
        return fails(f"not this account's alone: {', '.join(wrong)}", f"chmod 600; {_MAKE_NEW}")
    return passes(f"{len(files)} files, the secret ones this account's alone")


def link_certificate_lives(facts: Facts) -> Finding:
    file = _keys(facts) / "link.pem"
    if not file.is_file():
        return not_applicable(_NO_LINK)
    try:
        certificate = read_certificate(file)
    except TlsUnusable as problem:
        return fails(problem.detail, _MAKE_NEW)
    said = f"{certificate.days_left(facts.now)} days left"
    if not certificate.not_before <= facts.now < certificate.not_after:
        return fails(f"not valid today: {said}", _MAKE_NEW)
    if facts.now + WARN_BEFORE > certificate.not_after:
        return warns(
            f"{said}, and it has not renewed itself", "see under 연결 why the line is down"
        )
    return passes(said)


def link_door_closed(facts: Facts) -> Finding:
    try:
        server = _server(facts)
    except ValueError:
        return fails("link/nats.conf cannot be read", "remove the folder link/")
    if not server:
        return not_applicable("the link server never ran here")
    if not str(server.get("listen", "")).startswith("127.0.0.1:"):
        return fails("its own gateway's door is open to others", "remove the folder link/")
    leaves = server.get("leafnodes", {})
    if "listen" not in leaves:
        return passes("this centre connects; nobody connects to it")
    tls = leaves.get("tls", {})
    if not (tls.get("verify") and tls.get("handshake_first") and tls.get("min_version") == "1.3"):
        return fails("districts are let in without a certificate", "remove the folder link/")
    return passes(f"{leaves['listen']}: a certificate of this hub's before the first word")


def only_linked_let_in(facts: Facts) -> Finding:
    """Each centre is an account of the hub's server; one more is ourselves."""
    try:
        server = _server(facts)
    except ValueError:
        return fails("link/nats.conf cannot be read", "remove the folder link/")
    if "listen" not in server.get("leafnodes", {}):
        return not_applicable("no centre connects to this one")
    let_in, linked = len(server.get("accounts", {})) - 1, facts.book("peers_linked")
    revoked = facts.book("peers_revoked")
    if let_in > linked:
        return fails(
            f"{let_in} centres are let in, {linked} are linked, {revoked} were revoked",
            "start the node, so that the federation process learns who was revoked",
        )
    return passes(f"{let_in} centres are let in; {revoked} were revoked")


def links_confirmed(facts: Facts) -> Finding:
    waiting = facts.book("peers_to_confirm")
    if waiting:
        return warns(
            f"{waiting} links wait since the node was restored, and nobody of them is let in",
            "bongsu peer list, then confirm who was not revoked since the backup, and revoke the others",
        )
    if not facts.book("peers_linked"):
        return not_applicable(_NO_LINK)
    return passes("none waits to be confirmed")


CONTROLS = (
    Control(
        "links-confirmed",
        "No link of a restored node waits to be confirmed",
        "a restored node lets in nobody whom it may have revoked since its backup",
        links_confirmed,
        is_basic=True,
    ),
    Control(
        "link-keys-private",
        "Keys of links are mode 0600 and the node's own",
        "whoever has them speaks to other centres as this one",
        link_keys_private,
    ),
    Control(
        "link-certificate-lives",
        "The link's certificate is valid for 30 days and more",
        "no line to another centre stands afterwards",
        link_certificate_lives,
        is_basic=True,
    ),
    Control(
        "link-door-closed",
        "Only centres with a certificate of this hub's get a word at the link's port",
        "strangers could try keys and read what passes",
        link_door_closed,
    ),
    Control(
        "only-linked-let-in",
        "No centre whose link was revoked is let in",
        "a centre that lost its keys could go on listening",
        only_linked_let_in,
    ),
)
