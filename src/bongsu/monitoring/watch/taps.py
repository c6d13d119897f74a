"""Tickets for taps: a worker sees the pictures of a camera only while it holds that camera's job. Fails closed."""

from bongsu.media.placement import Placement
from bongsu.media.taps.mint import tap_ticket, tap_url
from bongsu.media.tickets import TicketSigner
from bongsu.monitoring.watch.desk import WatchDesk
from bongsu.monitoring.worker.messages import Fence, Tap, Taps, WhichTaps

NOT_ITS_OWN = "not_its_own"
NOT_WATCHED = "not_watched"
MEDIA_AWAY = "media_away"


class TapDesk:
    """Knows the key that signs tickets, and where each camera is pulled."""

    def __init__(self, desk: WatchDesk, signer: TicketSigner, placement: Placement) -> None:
        self._desk = desk
        self._signer = signer
        self._placement = placement

    def answer(self, asked: WhichTaps) -> Taps:
        """Each camera once: a signature costs more than a question."""
        fences = {fence.camera_id: fence for fence in asked.fences}
        return Taps(tuple(self._tap(fence, asked) for fence in fences.values()))

    def _tap(self, fence: Fence, asked: WhichTaps) -> Tap:
        camera_id = fence.camera_id
        if not self._desk.may_watch(camera_id):
            return Tap(camera_id=camera_id, problem=NOT_WATCHED)
        if fence.worker != asked.worker or not self._desk.fences.admit(fence):
            return Tap(camera_id=camera_id, problem=NOT_ITS_OWN)
        process = self._placement.place(camera_id)
        if process is None:
            return Tap(camera_id=camera_id, problem=MEDIA_AWAY)
        ticket = tap_ticket(camera_id, asked.worker, process, self._desk.clock.now())
        return Tap(
            camera_id=camera_id,
            url=tap_url(process, asked.host),
            process=process.name,
            ticket=self._signer.mint(ticket),
        )
