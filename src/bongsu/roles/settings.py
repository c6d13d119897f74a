"""What the processes of one node share. Environment: `BONGSU_NODE_<FIELD>`."""

from pathlib import Path
from urllib.parse import urlsplit

import msgspec

from bongsu.registry.centres import CentreProfile, profile


class NodeSettings(msgspec.Struct, frozen=True, kw_only=True):
    """One node on one machine works with the defaults."""

    centre: str = "SEONGBUK"
    """Which control centre this node is: GANGBUK, GURO, … or SEOUL, the city's hub. Never change it where data lies."""
    data_dir: str = "var/node"
    """Database, keys, journals, bus store; put it on a disk of this machine, never on a network share."""
    database_url: str = ""
    """Empty = SQLite in the data folder; `postgresql://user@host/name` = PostgreSQL, see docs/postgresql.md."""
    hosts: str = "127.0.0.1,::1"
    """Addresses to listen on, separated by commas; outside loopback only with TLS or a trusted proxy."""
    port: int = 8600
    """Port of console, API and feed; media takes the next one."""
    public_origin: str = ""
    """The console's address as people type it, when a proxy stands before it; else loopback."""
    tls_certificate: str = ""
    """PEM file of the certificate and those above it; set it where browsers reach this node without a proxy."""
    tls_key: str = ""
    """PEM file of its private key, mode 0600, without a passphrase."""
    trusted_proxies: str = ""
    """Addresses of proxies that end TLS before this node; their X-Forwarded-Proto and -For are believed, nobody else's."""
    media_public_url: str = ""
    """`wss://…/media/{process}/live` as browsers reach it, when a proxy stands before it; else this host and its port."""
    media_processes: int = 1
    """How many media processes `bongsu run` starts here, at every tenth port; 0 where others show the pictures."""
    media_sources: str = ""
    """`wss://host:port` of media processes on other machines, separated by commas: pages may go there too."""
    media_process: str = ""
    """Name of the media process that `--only media` starts; empty = `BONGSU_MEDIA_PROCESS`, else media-1."""
    media_port_chosen: int = 0
    """Its port; 0 = the one after the console's."""
    analytics_workers: int = 1
    """How many analytics workers `bongsu run` starts here; 0 where others look, or where nobody is to."""
    analytics_worker: str = ""
    """Name of the worker that `--only analytics` starts; empty = `BONGSU_MONITORING_WORKER`, else its machine's."""
    bus_url: str = ""
    """Set by the supervisor; `tls://host:port` where this process runs on another machine than the bus."""
    bus_token: str = ""
    """Set by the supervisor, anew at each start."""
    bus_token_file: str = ""
    """File with the bus's token, mode 0600; the same on every machine where a process of this node runs."""
    bus_host: str = "127.0.0.1"
    """Address at which the bus listens; outside loopback only with a certificate and a token file."""
    bus_port: int = 0
    """Its port; 0 = a free one. Choose one where processes run on other machines."""
    bus_certificate: str = ""
    """PEM file of the bus's certificate; its names are those by which other machines reach the bus."""
    bus_key: str = ""
    """PEM file of its private key, mode 0600."""
    bus_ca: str = ""
    """PEM file of whoever signed it, on every machine; empty = the machine's own authorities."""
    bus_name: str = ""
    """Name in the bus's certificate, where `bus_url` says another one; the supervisor sets it."""
    supervised: bool = False
    """Set by the supervisor, which has written down with which settings the whole node was started."""

    @property
    def profile(self) -> CentreProfile:
        """Raises `UnknownCentre`."""
        return profile(self.centre)

    @property
    def folder(self) -> Path:
        return Path(self.data_dir)

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite+aiosqlite:///{self.folder / 'node.db'}"

    @property
    def database_shown(self) -> str:
        """The URL without its password, for whoever may read settings but not secrets."""
        parts = urlsplit(self.database_url)
        if not parts.netloc:
            return self.database_url
        who, at, where = parts.netloc.rpartition("@")
        # what follows `?` may hold a password as well
        return f"{parts.scheme}://{who.partition(':')[0]}{at}{where}{parts.path}"

    @property
    def host_names(self) -> tuple[str, ...]:
        return tuple(host.strip() for host in self.hosts.split(",") if host.strip())

    @property
    def media_port(self) -> int:
        return self.media_port_chosen or self.port + 1

    def media_port_of(self, number: int) -> int:
        """Of the node's first, second … media process: 8601, 8611, 8621; the next one is for other centres."""
        return self.media_port + 10 * (number - 1)

    def media_public_url_of(self, process: str) -> str:
        return self.media_public_url.replace("{process}", process)

    @property
    def ticket_key(self) -> Path:
        return self.folder / "keys" / "ticket.pem"

    @property
    def agreement_key(self) -> Path:
        """With which the centre signs agreements."""
        return self.folder / "keys" / "agreement.pem"

    @property
    def audit_key(self) -> Path:
        return self.folder / "keys" / "audit.pem"

    @property
    def live_source(self) -> str:
        """Where pages may open live pictures, as the content security policy says it."""
        return " ".join(self.live_sources)

    @property
    def live_sources(self) -> tuple[str, ...]:
        """The media processes' ports on any host name of this machine, and the other machines that were named."""
        far = tuple(one.strip() for one in self.media_sources.split(",") if one.strip())
        if self.media_public_url:
            scheme, _, rest = self.media_public_url.partition("://")
            return (f"{scheme}://{rest.partition('/')[0]}", *far)
        numbers = range(1, self.media_processes + 1)
        near = (f"{self.live_scheme}://*:{self.media_port_of(number)}" for number in numbers)
        return (*near, *far)

    @property
    def live_scheme(self) -> str:
        return "wss" if self.tls_certificate else "ws"

    @property
    def origins(self) -> str:
        """Origins whose pages may open live pictures."""
        return self.origins_at(())

    def origins_at(self, names: tuple[str, ...]) -> str:
        """The same with the names in the certificate, by which people reach a node with TLS of its own."""
        if self.public_origin:
            return self.public_origin
        scheme, usual = ("https", 443) if self.tls_certificate else ("http", 80)
        port = "" if self.port == usual else f":{self.port}"
        near = ("localhost", "127.0.0.1", "[::1]", self.profile.local_host)
        return ",".join(f"{scheme}://{name}{port}" for name in dict.fromkeys((*near, *names)))
