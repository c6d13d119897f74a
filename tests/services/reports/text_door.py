"""A simulated text-report door: knows a report by its id, may be silent, lose its answer or refuse."""

from dataclasses import dataclass, field

import httpx
import msgspec

from bongsu.services.reports.door import Outgoing


@dataclass
class TextDoor:
    """`says`: receipt, nothing, lost (kept, the answer lost) or no."""

    says: str = "receipt"
    kept: dict[str, Outgoing] = field(default_factory=dict)
    asked: int = 0

    @property
    def transport(self) -> httpx.MockTransport:
        return httpx.MockTransport(self._answer)

    def _answer(self, request: httpx.Request) -> httpx.Response:
        self.asked += 1
        if self.says == "nothing":
            raise httpx.ConnectError("nobody there")
        if self.says == "no":
            return httpx.Response(422)
        report = msgspec.json.decode(request.content, type=Outgoing)
        self.kept[report.report_id] = report
        if self.says == "lost":
            raise httpx.ReadTimeout("the answer was lost")
        number = f"119-{list(self.kept).index(report.report_id) + 1:04}"
        return httpx.Response(200, json={"receipt_no": number})
