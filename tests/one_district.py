"""Which worker runs which journey: who walks in the one running district in one, nodes of their own beside it."""

from pathlib import PurePosixPath

from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]

# what the other worker does meanwhile; those that take or wait longest first
NODES_OF_THEIR_OWN = (
    "test_city",
    "test_second_factor",
    "test_processes",
    "test_tls",
    "test_last_picture",
    "test_roles_apart",
    "test_two_centres",
    "test_provider_sign_in",
    "test_on_postgresql",
)


def walks_in_the_district(nodeid: str) -> bool:
    file = PurePosixPath(nodeid.partition("::")[0])
    return file.parent.name in {"journeys", "browser"} and file.stem not in NODES_OF_THEIR_OWN


def turn_of(nodeid: str) -> int:
    """The district's own worker starts at once; tests that are no journeys keep their order."""
    name = PurePosixPath(nodeid.partition("::")[0]).stem
    if walks_in_the_district(nodeid) or name not in NODES_OF_THEIR_OWN:
        return 0
    return 1 + NODES_OF_THEIR_OWN.index(name)


class OneDistrict(LoadScopeScheduling):  # type: ignore[misc]  # xdist tells no types
    """A file goes to one worker, and all files of the district to the same: pytest 9.2 drops the groups of xdist 3.8."""

    def _split_scope(self, nodeid: str) -> str:
        return "the district" if walks_in_the_district(nodeid) else nodeid.partition("::")[0]
