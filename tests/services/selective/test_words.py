"""What people write down about alarms, faults and searches holds no letter that a database, a terminal or a page obeys."""

from typing import Any

import msgspec
import pytest

from bongsu.maintenance.decide import Confirm, Dismiss, NewFault
from bongsu.monitoring.alarms.answer import Answer
from bongsu.monitoring.alarms.missed import MissedWish
from bongsu.monitoring.alarms.routes.shelves import UndoWish
from bongsu.monitoring.alarms.shelve import ShelfWish
from bongsu.monitoring.watch.switch import Switch
from bongsu.services.missing.routes.clothing import AnswerClothing, AskClothing
from bongsu.services.selective.announce import AnnounceWish

SAID: list[tuple[type, str, dict[str, object]]] = [
    (Answer, "note", {"verdict": "real"}),
    (ShelfWish, "reason", {"camera_id": "SB-1", "minutes": 5}),
    (UndoWish, "reason", {}),
    (MissedWish, "note", {"camera_id": "SB-1", "at": "2026-11-22T07:00:00Z", "kind": "intrusion"}),
    (Switch, "reason", {"on": True}),
    (AnnounceWish, "text", {}),
    (NewFault, "note", {"camera_id": "SB-1", "kind": "moved"}),
    (Confirm, "note", {}),
    (Dismiss, "reason", {}),
    (AskClothing, "reason", {}),
    (AnswerClothing, "reason", {"approve": True}),
]


@pytest.mark.parametrize(
    ("form", "field", "more"), SAID, ids=lambda one: getattr(one, "__name__", "")
)
def test_no_letter_that_does_something_is_written_down(
    form: type[Any], field: str, more: dict[str, object]
) -> None:
    read = msgspec.json.Decoder(form)
    good = "<b>=합계</b> 확인\n둘째 줄"
    assert getattr(read.decode(msgspec.json.encode({**more, field: good})), field) == good
    for bad in ("확인\x00", "확인\x1b[31m", "확인\u202e", "\u2066확인"):
        with pytest.raises(msgspec.ValidationError, match=field):
            read.decode(msgspec.json.encode({**more, field: bad}))
