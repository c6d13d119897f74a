"""Documents need the fonts that `make build` puts in place."""

import pytest

from bongsu.kernel.documents.fonts import FILES, FOLDER

needs_fonts = pytest.mark.skipif(
    not all((FOLDER / name).is_file() for name in FILES), reason="NO FONTS: run make build"
)
