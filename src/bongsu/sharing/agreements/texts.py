"""The texts that come with this release, by the centre that lends: its own agreement, and what it lends to neighbours."""

from functools import cache
from importlib.resources import files

from bongsu.sharing.agreement import Agreement
from bongsu.sharing.document import read_agreement

_OWN = {
    "SEONGBUK": "seongbuk-2023-08.toml",
    "GANGBUK": "gangbuk-2024-05.toml",
    "GURO": "guro-2026-01.toml",
    "SEOUL": "seoul-2024-01.toml",
}
# 서울시 자치구 간 영상 연계 협약: the hub owns no camera, so it lends nothing across a border
_ACROSS = {
    "SEONGBUK": "seongbuk-link-2024-05.toml",
    "GANGBUK": "gangbuk-link-2024-05.toml",
    "GURO": "guro-link-2026-01.toml",
}
LINKED = tuple(_OWN)


@cache
def _read(name: str) -> Agreement:
    return read_agreement(files("bongsu.sharing").joinpath("agreements", name).read_bytes())


def own_text(centre: str) -> Agreement:
    """What the centre has agreed with its own rooms."""
    return _read(_OWN[centre])


def linking_text(centre: str) -> Agreement | None:
    """What it has agreed with its neighbours; None where it lends nothing across its border."""
    name = _ACROSS.get(centre)
    return _read(name) if name else None


def service_texts(centre: str) -> tuple[Agreement, ...]:
    """What it has agreed for one linked service each: `seongbuk-service-moj.toml`."""
    begins = f"{centre.lower()}-service-"
    folder = files("bongsu.sharing").joinpath("agreements")
    names = sorted(one.name for one in folder.iterdir() if one.name.startswith(begins))
    return tuple(_read(name) for name in names)


def texts_of(centre: str) -> tuple[Agreement, ...]:
    """All of them, in the order in which they are signed."""
    linking = linking_text(centre)
    across = (linking,) if linking else ()
    return (own_text(centre), *across, *service_texts(centre))
