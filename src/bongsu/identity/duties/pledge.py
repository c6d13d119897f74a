"""보안서약서: its text, and its signing. Another text gets another version, and everybody signs anew."""

from hashlib import sha256

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.identity.duties.failures import NothingToPledge, PledgeChanged
from bongsu.identity.duties.store import sign_pledge
from bongsu.identity.people import SignedIn
from bongsu.kernel.clock import Clock
from bongsu.kernel.database import Database

VERSION = "2026-1"
TEXT_KO = (
    "관제 업무로 알게 된 개인영상정보를 업무 목적 외로 이용하거나 다른 사람에게 알리지 않겠습니다.",
    "카메라를 설치 목적과 다르게 조작하거나 다른 곳을 비추지 않으며, 녹음 기능을 사용하지 않겠습니다.",
    "화면을 촬영·복사·유출하지 않으며, 영상의 제공과 반출은 정해진 절차로만 하겠습니다.",
    "내 계정을 다른 사람과 함께 쓰지 않으며, 자리를 비울 때는 화면을 잠그겠습니다.",
    "위반하면 개인정보 보호법 등 관계 법령에 따라 책임을 진다는 것과, 퇴직 후에도 같다는 것을 알고 있습니다.",
)
TEXT_EN = (
    "I use personal video data that I learn of in monitoring for my duty only, and tell nobody else.",
    "I turn no camera to another purpose than its own or to another place, and record no sound.",
    "I photograph, copy or leak no screen; pictures are provided and exported by the set procedure only.",
    "I share my account with nobody and lock my screen when I leave it.",
    "I answer for breaches under the Personal Information Protection Act and other laws, also after I leave.",
)
TEXT_SHA256 = sha256("\n".join((*TEXT_KO, *TEXT_EN)).encode()).hexdigest()


async def pledge(database: Database, clock: Clock, signed_in: SignedIn, version: str) -> None:
    """Signs the text in force, once. Raises `PledgeChanged`, `NothingToPledge`."""
    if version != VERSION:
        raise PledgeChanged(f"version: the pledge in force is {VERSION}", field="version")
    if not signed_in.role.is_own:
        raise NothingToPledge("the security pledge is for the centre's own people")
    now, person_id = clock.now(), signed_in.person_id
    entry = Entry(
        kind=TrailKind.DUTY,
        actor=person_id,
        organisation=signed_in.person.organisation,
        body={"duty": "pledge", "version": VERSION, "text_sha256": TEXT_SHA256},
    )
    async with database.work() as work:
        if await sign_pledge(work.connection, person_id, VERSION, TEXT_SHA256, now):
            await record(work, now, entry)
