"""What may go wrong when somebody acts on an alarm."""

from bongsu.kernel.failures import Failure, Kind


class UnknownAlarm(Failure):
    """No such alarm, or one at a camera that is nobody's to see."""

    kind = Kind.NOT_FOUND
    code = "unknown_alarm"


class AnsweredByAnother(Failure):
    """Another was first."""

    kind = Kind.CONFLICT
    code = "answered_by_another"


class OpenedByAnother(Failure):
    """Another at work has it open."""

    kind = Kind.CONFLICT
    code = "opened_by_another"


class AlarmOver(Failure):
    """It has lapsed, or its state allows this no more."""

    kind = Kind.CONFLICT
    code = "alarm_over"


class TooLateToUndo(Failure):
    """Ten seconds are over, or something was built upon it."""

    kind = Kind.CONFLICT
    code = "too_late_to_undo"


class NoPicture(Failure):
    """There is none yet, or it was destroyed by its day."""

    kind = Kind.NOT_FOUND
    code = "no_picture"


class UnknownShelf(Failure):
    """No such shelf, or it has ended."""

    kind = Kind.NOT_FOUND
    code = "unknown_shelf"


class UnknownTuning(Failure):
    """No such change."""

    kind = Kind.NOT_FOUND
    code = "unknown_tuning"


class TuningUndone(Failure):
    """It was taken back before, or a later one stands upon it."""

    kind = Kind.CONFLICT
    code = "tuning_undone"


class UnknownCameraHere(Failure):
    """No camera of this centre that may be shown."""

    kind = Kind.NOT_FOUND
    code = "unknown_camera"
