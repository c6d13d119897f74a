"""A port that is free now, for a server that must be told its port before it starts."""

import os
import random
import socket

# below those that the system gives to whoever asks for any (32,768 on), above a bench's city
_FIRST, _LAST = 30_600, 32_700
_given: set[int] = set()


def own_ports(first: int, last: int, together: int = 1) -> range:
    """This worker's share, each the first of so many `together`: nobody else's test takes one before its server does."""
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    here = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) % workers
    return range(first + together * here, last, together * workers)


def free_port() -> int:
    """This worker's own: none that another test, or a connection of some process, takes before its server does."""
    own = [port for port in own_ports(_FIRST, _LAST) if port not in _given]
    random.shuffle(own)
    for port in own:
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
        _given.add(port)
        return port
    raise AssertionError("no port is free")
