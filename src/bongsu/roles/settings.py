"""What the processes of one node share. Environment: `BONGSU_NODE_<FIELD>`."""

from pathlib import Path

import msgspec


class NodeSettings(msgspec.Struct, frozen=True, kw_only=True):
    """One node on one machine works with the defaults."""

    data_dir: str = "var/node"
    """Database, keys, journals, bus store; put it on a disk of this machine, never on a network share."""
    database_url: str = ""
    """Empty = SQLite in the data folder; set it to move to another database."""
    hosts: str = "127.0.0.1,::1"
    """Addresses to listen on, separated by commas; others only behind TLS."""
    port: int = 8600
    """Port of console, API and feed; media takes the next one."""
    public_origin: str = ""
    """The console's address as people type it, when a proxy stands before it; else loopback."""
    media_public_url: str = ""
    """`wss://…/live` as browsers reach it, when a proxy stands before it; else this host and the next port."""
    bus_url: str = ""
    """Set by the supervisor; set it yourself when processes run apart."""
    bus_token: str = ""
    """Set by the supervisor, anew at each start."""

    @property
    def folder(self) -> Path:
        return Path(self.data_dir)

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite+aiosqlite:///{self.folder / 'node.db'}"

    @property
    def host_names(self) -> tuple[str, ...]:
        return tuple(host.strip() for host in self.hosts.split(",") if host.strip())

    @property
    def media_port(self) -> int:
        return self.port + 1

    @property
    def ticket_key(self) -> Path:
        return self.folder / "keys" / "ticket.pem"

    @property
    def live_source(self) -> str:
        """Where pages may open live pictures: the media process's port on any host name of this machine."""
        if self.media_public_url:
            scheme, _, rest = self.media_public_url.partition("://")
            return f"{scheme}://{rest.partition('/')[0]}"
        return f"ws://*:{self.media_port}"

    @property
    def origins(self) -> str:
        """Origins whose pages may open live pictures."""
        if self.public_origin:
            return self.public_origin
        names = ("localhost", "127.0.0.1", "[::1]", "seongbuk.localhost")
        return ",".join(f"http://{name}:{self.port}" for name in names)
