"""Which worker runs which journey: who walks in the one running district in one, nodes of their own beside it."""

from pathlib import PurePosixPath

from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]

# what the other worker does meanwhile
NODES_OF_THEIR_OWN = (
    "test_city",
    "test_last_picture",
    "test_on_postgresql",
    "test_processes",
    "test_provider_sign_in",
    "test_roles_apart",
    "test_second_factor",
    "test_tls",
    "test_two_centres",
)


def walks_in_the_district(nodeid: str) -> bool:
    file = PurePosixPath(nodeid.partition("::")[0])
    return file.parent.name in {"journeys", "browser"} and file.stem not in NODES_OF_THEIR_OWN


class OneDistrict(LoadScopeScheduling):  # type: ignore[misc]  # xdist tells no types
    """A file goes to one worker, and all files of the district to the same: pytest 9.2 drops the groups of xdist 3.8."""

    def _split_scope(self, nodeid: str) -> str:
        return "the district" if walks_in_the_district(nodeid) else nodeid.partition("::")[0]
