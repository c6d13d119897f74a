"""Weights run only when each file has the hash that was pinned."""

from pathlib import Path

import pytest

from bongsu.monitoring.detectors.detector import DetectorUnavailable
from bongsu.monitoring.detectors.pinned import FOLDER, NANODET, SSDLITE, Pinned

HELLO = Pinned(
    name="hello",
    files={"a.bin": "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"},
    source="test",
)


def test_the_file_that_was_pinned_is_taken(tmp_path: Path) -> None:
    (tmp_path / "a.bin").write_bytes(b"hello")
    assert HELLO.checked(tmp_path) == tmp_path / "a.bin"


def test_another_content_is_refused_by_the_file_s_name(tmp_path: Path) -> None:
    (tmp_path / "a.bin").write_bytes(b"hellO")
    with pytest.raises(DetectorUnavailable, match=r"a\.bin is not the file pinned for hello"):
        HELLO.checked(tmp_path)


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(DetectorUnavailable, match=r"missing: a\.bin"):
        HELLO.checked(tmp_path)


def test_two_detectors_have_two_digests() -> None:
    assert len({HELLO.digest, NANODET.digest, SSDLITE.digest}) == 3


@pytest.mark.parametrize("pinned", [NANODET, SSDLITE], ids=lambda each: each.name)
def test_the_build_made_the_weights_that_are_pinned_with_their_licence(pinned: Pinned) -> None:
    first = pinned.checked()
    assert first.parent == FOLDER
    assert "MIT" in (FOLDER / f"{pinned.name}.LICENSE.txt").read_text()
