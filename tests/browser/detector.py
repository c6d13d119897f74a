"""Whether a worker can look here: its weights are made by the build; where they could not be, its journeys are skipped."""

import pytest

from bongsu.monitoring.detectors.detector import DetectorUnavailable
from bongsu.monitoring.detectors.pinned import NANODET


def _missing() -> str:
    try:
        NANODET.checked()
    except DetectorUnavailable as cause:
        return cause.detail
    return ""


_why = _missing()
needs_detector = pytest.mark.skipif(bool(_why), reason=f"NO DETECTOR: {_why}")
