"""Where the real data may lie: `BONGSU_SHARED_DIR`, or a folder `shared` beside the checkout."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHARED = Path(os.environ.get("BONGSU_SHARED_DIR", ROOT.parent / "shared"))
