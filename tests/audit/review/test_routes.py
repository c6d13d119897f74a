"""The review over HTTP: months, findings with their rows, words, the signature and the Korean document."""

import io
from collections.abc import AsyncIterator
from hashlib import sha256
from typing import Any  # Any: JSON

import msgspec
import pytest
from litestar import Litestar
from litestar.datastructures import State
from litestar.di import Provide
from litestar.testing import AsyncTestClient
from pypdf import PdfReader

from bongsu.audit.kinds import TrailKind
from bongsu.audit.list_trail import list_trail
from bongsu.audit.review.desk import ReviewDesk
from bongsu.audit.review.review import Examiner
from bongsu.audit.review.routes import review_router
from bongsu.audit.store import Only
from bongsu.kernel.documents.fonts import FOLDER
from bongsu.kernel.failures import Failure
from bongsu.web.problems import from_failure
from tests.audit.review.conftest import write_trail
from tests.audit.review.months import MONTH, at, download, own_look, sign_in

Client = AsyncTestClient[Litestar]


async def cpo() -> Examiner:
    return Examiner("per_cpo", "CPO", "SEONGBUK")


@pytest.fixture
async def client(desk: ReviewDesk) -> AsyncIterator[Client]:
    assert desk.database.url.database is not None
    looks = [deed for n in range(8) for deed in own_look("per_kim", at(9, 7 + n), "SB-0777")]
    taken = download("per_kim", at(22, 15), "recording", "개인 소장용 자료")
    write_trail(desk.database.url, [sign_in("per_kim", at(9, 6)), *looks, taken])
    await desk.make_missing()
    app = Litestar(
        [review_router([], Provide(cpo))],
        state=State({"reviews": desk}),
        exception_handlers={Failure: from_failure},
    )
    async with AsyncTestClient(app) as client:
        yield client


async def post(client: Client, path: str, **body: object) -> Any:
    answer = await client.post(f"/api/log-reviews/{MONTH}{path}", json=body)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_months_are_listed_with_their_figures(client: Client) -> None:
    running, october = (await client.get("/api/log-reviews")).json()["months"]
    assert (running["month"], running["state"], running["findings"]) == ("2026-11", "running", None)
    assert (october["month"], october["state"]) == (MONTH, "open")
    assert (october["findings"], october["alarms"], october["explained"]) == (2, 0, 0)
    assert october["due_at"] == "2026-11-10T15:00:00.000000Z"


async def test_a_finding_comes_with_its_rows(client: Client) -> None:
    review = (await client.get(f"/api/log-reviews/{MONTH}")).json()
    first = review["findings"][0]
    assert (first["kind"], first["who"], first["role"]) == ("same_camera", "per_kim", "OPERATOR")
    assert first["facts"] == {"in_a_day": 8, "in_the_month": 8}
    rows = (await client.get(f"/api/log-reviews/{MONTH}/findings/1/rows")).json()["rows"]
    assert [row["sequence"] for row in rows] == first["rows"]
    assert {row["kind"] for row in rows} == {"lend"}


async def test_it_is_explained_and_signed_as_it_was_read(client: Client) -> None:
    said = {"outcome": "acted", "explanation": "당사자 면담, 재교육 실시"}
    await post(client, "/findings/1", **said)
    await post(client, "/findings/2", **said)
    read = await post(client, "/remark", remark="두 건 모두 같은 사람의 조회이다.")
    signed = await post(client, "/sign", sha256=read["sha256"])
    assert (signed["state"], signed["signed_by"], signed["sha256"]) == (
        "signed",
        "per_cpo",
        read["sha256"],
    )
    again = await client.post(f"/api/log-reviews/{MONTH}/remark", json={"remark": "x"})
    assert (again.status_code, again.json()["code"]) == (409, "already_signed")


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/findings/1", {"outcome": "fine", "explanation": "확인"}, 400),
        ("/findings/9", {"outcome": "acted", "explanation": "확인"}, 404),
        ("/sign", {"sha256": "0" * 64}, 409),
        ("/sign", {}, 400),
        ("/pdf", {"reason": "업무"}, 400),
    ],
)
async def test_what_cannot_be_done_is_said(
    client: Client, path: str, body: dict[str, str], status: int
) -> None:
    answer = await client.post(f"/api/log-reviews/{MONTH}{path}", json=body)
    assert answer.status_code == status


async def test_a_month_that_is_none_and_one_that_has_no_review(client: Client) -> None:
    assert (await client.get("/api/log-reviews/october")).status_code == 400
    assert (await client.get("/api/log-reviews/2025-01")).status_code == 404
    running = await client.post("/api/log-reviews/2026-11/pdf", json={"reason": "감사원 제출 자료"})
    assert running.status_code == 404, "a preview is no document"


@pytest.mark.skipif(not any(FOLDER.glob("*")), reason="fonts come with make build")
async def test_the_document_is_korean_and_its_hash_lies_in_the_trail(
    client: Client, desk: ReviewDesk
) -> None:
    await post(client, "/findings/1", outcome="inquiry", explanation="담당자 소명 요청 중")
    answer = await client.post(
        f"/api/log-reviews/{MONTH}/pdf", json={"reason": "감사원 정기감사 제출"}
    )
    assert answer.headers["content-type"] == "application/pdf", answer.text
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    for said in (
        "2026년 10월 접속기록 점검",
        "per_kim",
        "같은 카메라 반복 조회",
        "추가 조사",
        "담당자 소명",
    ):
        assert said in text
    (row,) = await list_trail(desk.database, only=Only(kind=TrailKind.DOWNLOAD, actor="per_cpo"))
    body = msgspec.json.decode(row.body)
    assert body["sha256"] == sha256(answer.content).hexdigest()
    assert (body["what"], body["span"]) == ("log_review", {"month": MONTH})
