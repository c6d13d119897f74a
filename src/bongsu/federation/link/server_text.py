"""The link server's settings, written as JSON, which nats-server reads: a quoted value cannot become a setting of its own.

At the hub each centre has an account; what stands in an account under `out.<PEER>.<topic>` comes out in that peer's account
under `in.<OWN>.<topic>` and nowhere else, so the subject proves who speaks and nobody hears what two others say."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from bongsu.federation.line import LARGEST_BODY
from bongsu.federation.link.messages import CODE, LinkPlan
from bongsu.kernel.failures import Failure, Kind

USER = "gateway"
# room for the frame around the largest body
LARGEST_FRAME = LARGEST_BODY + 8_192
_NKEY = re.compile(r"U[A-Z2-7]{55}")
_SEED = re.compile(r"SU[A-Z2-7]{56}")
_ADDRESS = re.compile(r"(?:[A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\]):[0-9]{1,5}")
# a line that swallows packets is noticed after two of these
_PING = {"ping_interval": "2s", "ping_max": 2}
_AGAIN = "500ms"
# our own gateway needs about a hundred; a peer's connection beyond these is closed, and its memory with it
_BOUNDS = {"max_subscriptions": 1000, "max_pending": 33_554_432, "max_connections": 16}
# one, and one of before that nobody has yet noticed to be dead
_LEAVES = {"max_leafnodes": 2}
_OWN_ACCOUNT = "OWN"


class PlanRefused(Failure):
    """A plan or key that must not stand in the server's settings."""

    kind = Kind.INVALID
    code = "plan_refused"


class NoKeys(Failure):
    """The files of the link are not there, or cannot be read."""

    kind = Kind.UNAVAILABLE
    code = "no_link_keys"


@dataclass(frozen=True, slots=True, repr=False)
class KeyFiles:
    """`ca.pem`, `link.pem`, `link.key` (PEM) and `link.nk` (the nkey's seed); the node writes them."""

    folder: Path

    def tls(self) -> dict[str, object]:
        found = {
            "ca_file": self.folder / "ca.pem",
            "cert_file": self.folder / "link.pem",
            "key_file": self.folder / "link.key",
        }
        for file in found.values():
            if not file.is_file():
                raise NoKeys(f"{file.name} is not there", field="keys_dir")
        named = {name: str(file.resolve()) for name, file in found.items()}
        return {**named, "handshake_first": True, "min_version": "1.3", "timeout": 2}

    def seed(self) -> str:
        try:
            seed = (self.folder / "link.nk").read_text().strip()
        except (OSError, UnicodeDecodeError) as cause:
            raise NoKeys("link.nk cannot be read", field="keys_dir") from cause
        if not _SEED.fullmatch(seed):
            raise NoKeys("link.nk holds no nkey's seed", field="keys_dir")
        return seed

    def written_at(self) -> tuple[int, ...]:
        """Changes when a file does: a renewed certificate is taken by a new server."""
        files = (self.folder / name for name in ("ca.pem", "link.pem", "link.key", "link.nk"))
        return tuple(file.stat().st_mtime_ns if file.exists() else 0 for file in files)


def settings_of(
    plan: LinkPlan, keys: KeyFiles, listen: str, password: str
) -> dict[str, object] | None:
    """None when there is nobody to be linked with. Raises `PlanRefused` or `NoKeys`."""
    must_be_sound(plan)
    if plan.kind == "hub" and plan.peers:
        return _hub(plan, keys, listen, password)
    if plan.kind == "district":
        return _district(plan, keys, password)
    return None


def must_be_sound(plan: LinkPlan) -> None:
    codes = [peer.code for peer in plan.peers]
    for code in (plan.code, *codes, *([plan.hub_code] if plan.hub_code else [])):
        if not CODE.fullmatch(code):
            raise PlanRefused(f"{code[:40]!r} is no code of a centre", field="code")
    if len({plan.code, *codes}) != len(codes) + 1:
        raise PlanRefused("two centres with one code", field="code")
    if plan.kind == "hub" and not all(_NKEY.fullmatch(peer.nkey) for peer in plan.peers):
        raise PlanRefused("a peer's nkey is no public key", field="nkey")
    if plan.kind == "district" and not _ADDRESS.fullmatch(plan.hub_url):
        raise PlanRefused("the hub's address is no host:port", field="hub_url")


def _hub(plan: LinkPlan, keys: KeyFiles, listen: str, password: str) -> dict[str, object]:
    users: dict[str, dict[str, object]] = {
        plan.code: {"user": USER, "password": password, **_only("STANDARD")}
    }
    for peer in plan.peers:
        users[peer.code] = {"nkey": peer.nkey, **_only("LEAFNODE")}
    codes = list(users)
    return {
        "server_name": plan.code,
        "leafnodes": {
            "listen": listen,
            "no_advertise": True,
            "tls": {**keys.tls(), "verify": True},
        },
        "accounts": {
            code: {"users": [users[code]], "limits": _LEAVES, **_mapped(code, codes)}
            for code in codes
        },
    }


def _only(kind: str) -> dict[str, object]:
    """The gateway comes by loopback, peers by leaf nodes: neither's secret is worth anything at the other's door."""
    return {"allowed_connection_types": [kind]}


def _mapped(own: str, codes: Sequence[str]) -> dict[str, object]:
    others = [code for code in codes if code != own]
    return {
        "exports": [{"service": f"in.{code}.*", "accounts": [code]} for code in others],
        "imports": [
            {"service": {"account": code, "subject": f"in.{own}.*"}, "to": f"out.{code}.*"}
            for code in others
        ],
    }


def _district(plan: LinkPlan, keys: KeyFiles, password: str) -> dict[str, object]:
    remote = {
        "urls": [f"tls://{plan.hub_url}"],
        "account": _OWN_ACCOUNT,
        "nkey": keys.seed(),
        "tls": keys.tls(),
    }
    return {
        "server_name": plan.code,
        "accounts": {_OWN_ACCOUNT: {"users": [{"user": USER, "password": password}]}},
        "leafnodes": {"reconnect": _AGAIN, "remotes": [remote]},
    }


def written(settings: dict[str, object], folder: Path, port: int) -> str:
    """The whole file. The server's own log turns over: a stranger who knocks all day must not fill the disk."""
    own = {
        "listen": f"127.0.0.1:{port}",
        "ports_file_dir": str(folder),
        "log_file": str(folder / "nats.log"),
        "logfile_size_limit": 1_000_000,
        "logfile_max_num": 3,
        "max_payload": LARGEST_FRAME,
        "no_sys_acc": True,
        **_BOUNDS,
        **_PING,
    }
    return msgspec.json.format(msgspec.json.encode({**own, **settings}), indent=1).decode()
