"""The operator's queue on the feed: alarms whole, how the queue stands, whose screens are open. For its people alone."""

from collections.abc import Iterable, Sequence

import msgspec

from bongsu.incidents.screen import Screen
from bongsu.incidents.views import AlarmGone, AlarmMessage, MonitoringMessage
from bongsu.monitoring.alarms.board import AlarmBoard


class AlarmFeed:
    """`board` is set by whoever puts the node together; without it nobody is told anything."""

    def __init__(self) -> None:
        self.board: AlarmBoard | None = None

    def join(self, screen: Screen, seq: int) -> None:
        """All that are open; what an earlier screen of this session may still show and is open no more, once again."""
        board = self._board_for(screen)
        if board is None:
            return
        viewer = screen.viewer
        board.enter(screen, viewer.person_id, viewer.name, viewer.role)
        open_now = board.open_now()
        self._tell(board, screen, [*sorted(screen.alarms - set(open_now)), *open_now], seq)
        self.stands(screen, seq)

    def leave(self, screen: Screen) -> None:
        if self.board is not None:
            self.board.leave(screen)

    def changed(self, screens: Iterable[Screen], alarm_ids: Sequence[str], seq: int) -> None:
        theirs = [screen for screen in list(screens) if self._board_for(screen) is not None]
        if self.board is None or not theirs:
            return
        stands = _message(self.board, seq)
        for screen in theirs:
            self._tell(self.board, screen, alarm_ids, seq)
            screen.tell(stands)

    def stands(self, screen: Screen, seq: int) -> None:
        board = self._board_for(screen)
        if board is not None:
            screen.tell(_message(board, seq))

    def _tell(self, board: AlarmBoard, screen: Screen, alarm_ids: Sequence[str], seq: int) -> None:
        for alarm_id, view in board.views(screen.viewer.person_id, alarm_ids).items():
            if view is not None:
                screen.alarms.add(alarm_id)
                screen.tell(AlarmMessage(seq=seq, alarm=view))
            elif alarm_id in screen.alarms:
                screen.alarms.discard(alarm_id)
                screen.tell(AlarmGone(seq=seq, alarm_id=alarm_id))

    def _board_for(self, screen: Screen) -> AlarmBoard | None:
        """Nobody from outside, and no system, is ever told of an alarm."""
        viewer = screen.viewer
        if self.board is None or viewer.is_system or not viewer.monitors:
            return None
        return self.board


def _message(board: AlarmBoard, seq: int) -> MonitoringMessage:
    """It goes over all cameras: made once for all screens."""
    return MonitoringMessage(seq=seq, **msgspec.structs.asdict(board.counts()))
