"""What an operator may change about the line to other centres. Environment: `BONGSU_FEDERATION_<FIELD>`."""

from pathlib import Path

import msgspec


class LinkSettings(msgspec.Struct, frozen=True, kw_only=True):
    """A hub that districts reach from other machines sets `link_host`; everything else may stay."""

    link_host: str = ""
    """Address at which a hub waits for its districts (mutual TLS); empty: the first of `BONGSU_NODE_HOSTS`."""
    link_port: int = 0
    """Port of the same; 0: the node's own port + 3."""
    keys_dir: str = ""
    """Folder of `ca.pem`, `link.pem`, `link.key`, `link.nk`; empty: `keys/link` in the data folder. Set it
    for `bongsu peer` too; a folder outside the data folder is in no backup."""
    messages_per_s: float = 400.0
    """Messages one peer may send, on average; raise it only when the link page says `flood` of an honest peer."""
    bytes_per_s: float = 16_000_000.0
    """Bytes one peer may send, on average; twice as much at once."""
    at_once: int = 16
    """Messages of one peer that may be under way in each direction; a slow peer keeps no more than these waiting."""
    flood_refusals: int = 200
    """Refused messages within a second after which a peer is not heard at all for `flood_s`."""
    flood_s: float = 5.0
    """How long a peer that floods is not heard; its messages then end at the hub's server."""

    def keys(self, folder: Path) -> Path:
        return Path(self.keys_dir) if self.keys_dir else folder / "keys" / "link"
