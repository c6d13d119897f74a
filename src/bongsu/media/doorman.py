"""Sends away connections that never finish a request; aiohttp lets them stand for an hour."""

import asyncio

from aiohttp import web


class Doorman:
    """Owned by a server. `attended`: the connections somebody looks after."""

    def __init__(self, every_s: float) -> None:
        self.attended: set[asyncio.BaseTransport] = set()
        self._every_s = every_s

    async def run(self, runner: web.AppRunner) -> None:
        seen: set[object] = set()
        while True:
            await asyncio.sleep(self._every_s)
            connections = runner.server.connections if runner.server else []
            idle = [one for one in connections if one.transport not in self.attended]
            for one in idle:
                if one in seen:
                    one.force_close()
            seen = {*idle}
