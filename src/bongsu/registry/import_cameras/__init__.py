"""Reading 전국CCTV표준데이터 as it really is: every defect is recognised, flagged and kept, never dropped or mended."""

from bongsu.registry.import_cameras.report import FileReport, ImportReport
from bongsu.registry.import_cameras.run import import_cameras

__all__ = ["FileReport", "ImportReport", "import_cameras"]
