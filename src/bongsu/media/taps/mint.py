"""A tap's ticket, minted in the node for one worker, one camera and the media process that pulls it."""

from datetime import datetime, timedelta

from bongsu.kernel.ids import new_secret
from bongsu.media.placement import MediaProcess
from bongsu.media.tickets import Ticket

CONNECT_WITHIN = timedelta(seconds=30)
# A camera that is switched off is gone from a worker that does not listen within this. Media hears nothing of jobs: a word
# can be lost, its own clock cannot, and a new job of the same camera must not cut the pictures.
LASTS = timedelta(minutes=2)


def tap_ticket(camera_id: str, instance: str, process: MediaProcess, now: datetime) -> Ticket:
    """For a camera that this worker (`instance`: its start) may look at now; who signs it has checked that. No person
    sees these pictures: no grant, no incident, no name."""
    return Ticket(
        camera=camera_id,
        grant="",
        incident="",
        session=instance,
        viewer="",
        person="",
        organisation="",
        process=process.name,
        jti=new_secret(),
        exp=(now + CONNECT_WITHIN).timestamp(),
        ends=(now + LASTS).timestamp(),
        tap=True,
    )


def tap_url(process: MediaProcess, host: str) -> str:
    """Where workers reach it: as browsers do, beside `/live`."""
    return process.url(host).removesuffix("/live") + "/tap"
