"""The call bench's own tickets show pictures for as long as the step lasts: the node knows their sessions."""

from contextlib import AsyncExitStack
from time import perf_counter

from bongsu.bench.call.district import BenchCamera
from bongsu.bench.call.district import District as BenchDistrict
from bongsu.bench.call.stand import Stand, signed_in_as
from bongsu.bench.call.watching import Tickets, watching
from bongsu.kernel.keys import load_or_create_key
from bongsu.media.settings import MediaSettings
from bongsu.media.tickets import TicketSigner
from bongsu.roles.settings import NodeSettings
from tests.journeys.node import Node


def cameras(node: Node, count: int) -> list[BenchCamera]:
    query = "SELECT camera_id, main_url FROM camera_streams ORDER BY camera_id LIMIT ?"
    return [
        BenchCamera(str(camera_id), 4, 0, str(url)) for camera_id, url in node.rows(query, count)
    ]


async def test_a_bench_viewing_outlives_the_question_which_sessions_stand(node: Node) -> None:
    settings = NodeSettings(data_dir=str(node.folder), port=node.port)
    first, second, unused = cameras(node, 3)
    district = BenchDistrict({4: [unused]}, [], node.passwords, "", 0)
    async with AsyncExitStack() as stack:
        operator = await signed_in_as(stack, settings, node.passwords, "operator")
        signer = TicketSigner(load_or_create_key(settings.ticket_key))
        stand = Stand(settings, district, {}, operator, operator, operator, signer)
        tickets = Tickets(stand)
        viewers = [
            await stack.enter_async_context(watching(stand, await tickets.ticket(camera)))
            for camera in (first, second)
        ]
        asked_again_s = perf_counter() + MediaSettings().alive_every_s
        for viewer in viewers:
            await viewer.picture(after_s=asked_again_s)
