"""What an operator may change about pulling and showing cameras."""

from pathlib import Path

import msgspec

Origins = frozenset[str]


class MediaSettings(msgspec.Struct, frozen=True, kw_only=True):
    """Environment: `BONGSU_MEDIA_<FIELD>`."""

    process: str = "media-1"
    """This media process's name in tickets and in the trail; change it when a node runs several."""
    public_url: str = ""
    """`wss://…/live` as browsers reach this process; set it when it runs on a machine of its own or behind a proxy."""
    capacity: int = 100
    """Cameras that this process pulls at ease, compared with the node's others; raise it for a bigger machine."""
    present_every_s: float = 1.0
    """How often node hears that this process is there; after three silent seconds its cameras go to another."""
    host: str = "127.0.0.1"
    """Addresses to listen on, separated by commas; the console's own (`BONGSU_NODE_HOSTS`) where this is not set."""
    port: int = 8601
    """Port of `/live`; 0 takes a free one (tests)."""
    peer_port: int = 8602
    """Port of `/peer`, where other centres' media processes come; the console's port and two where this is not set."""
    peer_public_url: str = ""
    """`wss://…/peer` as other centres reach this process; else its first listening address and `peer_port`."""
    peer_connections: int = 2000
    """Pictures other centres may pull from this process at once; lower it on a small machine."""
    peer_connections_each: int = 500
    """Of these, by one centre; the hub relays for everybody and needs the most."""
    link_dir: str = "data/keys/link"
    """Folder of `ca.pem`, `link.pem` and `link.key`; written when the centre is linked."""
    journal_dir: str = "data/media"
    """Folder of the watch journal; put it on a disk that survives a restart."""
    origins: str = "http://localhost:8600"
    """Origins whose pages may open `/live`, separated by commas; add the console's public address."""
    proxies: str = ""
    """The node's own trusted proxies (`BONGSU_NODE_TRUSTED_PROXIES`); without TLS only they and this machine may come."""
    allow_no_origin: bool = False
    """Whether a viewer without `Origin` (no browser) is let in; only for benches and closed networks."""
    ticket_within_s: float = 5.0
    """How long a connection may wait before it shows its ticket; raise it only for very slow links."""
    connections_per_session: int = 32
    """Tiles one signed-in session may hold open; raise it for video walls."""
    connections: int = 2000
    """Sockets this process accepts in all; lower it on a small machine."""
    tap_connections: int = 64
    """Analytics workers that may be connected at once; raise it only with more of them."""
    tap_cameras: int = 1000
    """Cameras on one worker's connection; more than one machine can look at."""
    tap_queue_bytes: int = 16_000_000
    """What may wait for a slow worker before it gets only the newest key picture of each camera."""
    tap_back_s: float = 10.0
    """How long after the last viewer a worker is shown the viewers' stream instead of the smaller one it asked for."""
    linger_s: float = 15.0
    """How long a pull without consumers goes on; raise it where cameras are slow to open."""
    warm_stream: str = "main"
    """Stream pulled ahead for a new grant, `main` or `sub`; `sub` where lines to cameras are thin."""
    frozen_after_s: float = 4.5
    """Silence on an open connection that counts as frozen; below 5 s so that it is shown within 5 s."""
    first_picture_within_s: float = 25.0
    """Packets without one whole key picture for this long are nonsense; above the longest key interval."""
    connect_within_s: float = 2.0
    """Time for a camera to accept a connection; raise it for cameras behind satellite links."""
    answer_within_s: float = 3.0
    """Time for a camera to answer one request; raise it for old recorders."""
    transport: str = "auto"
    """`tcp`, `udp`, or `auto` (TCP, then UDP when the camera refuses TCP)."""
    retry_first_s: float = 0.25
    """First retry comes at a random moment within this; doubled each time."""
    retry_watched_s: float = 1.5
    """Longest wait between tries while somebody watches; with a 2 s key interval a camera is back within 3 s."""
    retry_tapped_s: float = 10.0
    """Longest wait between tries while only a machine looks; as long as a camera may go unseen."""
    retry_idle_s: float = 60.0
    """Longest wait between tries while nobody watches."""
    stable_after_s: float = 30.0
    """A pull that lived this long starts counting tries anew."""
    group_bytes: int = 12_000_000
    """Largest cached group of pictures of one stream; raise it for 4K cameras with long key intervals."""
    group_pictures: int = 900
    """Most pictures in a cached group: 30 s at 30 a second."""
    viewer_queue_bytes: int = 2_000_000
    """What may wait for one slow viewer before it is dropped to the next key picture."""
    stills: int = 4000
    """Last pictures kept in memory."""
    stills_bytes: int = 128_000_000
    """Memory for them; the oldest go first."""
    address_keep_s: float = 60.0
    """How long a camera's address is used before the registry is asked again."""
    ask_within_s: float = 2.0
    """How long node may take to answer a question over the bus."""
    alive_every_s: float = 5.0
    """How often node is asked which grants are in force; a lost message is mended within this."""

    @property
    def hosts(self) -> tuple[str, ...]:
        return tuple(part.strip() for part in self.host.split(",") if part.strip())

    @property
    def allowed_origins(self) -> Origins:
        return frozenset(part.strip() for part in self.origins.split(",") if part.strip())

    @property
    def journal_path(self) -> Path:
        return Path(self.journal_dir) / f"{self.process}.journal"
