"""docs/asvs.md is complete and true: every requirement of level 1 and 2 has its row, every test and control in it exists."""

import ast
import csv
import re
from functools import cache
from pathlib import Path

import pytest

from bongsu.cli.doctor.controls import CONTROLS
from tests.shared_folder import ROOT

TABLE = ROOT / "docs" / "asvs.md"
REQUIREMENTS = Path(__file__).parent / "asvs-5.0.0.csv"
_TEST = re.compile(r"`([\w/-]+\.py)::(test_\w+)`")
_CONTROL = re.compile(r"doctor `([a-z-]+)`")
_FILE = re.compile(r"written in `([^`]+)`")
_SHORT = "**falls short**"


def requirements() -> dict[str, str]:
    """OWASP's own ids and levels; ids and levels are facts, the words are ours."""
    with REQUIREMENTS.open() as file:
        return {row["id"]: row["level"] for row in csv.DictReader(file)}


def rows() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in TABLE.read_text().splitlines():
        if line.startswith("| V"):
            cells = [cell.strip() for cell in line.strip("|").split(" | ")]
            assert cells[0] not in found, f"{cells[0]} stands there twice"
            found[cells[0]] = cells
    return found


@cache
def names_in(file: Path) -> frozenset[str]:
    if not file.exists():
        return frozenset()
    return frozenset(
        node.name
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )


def test_every_requirement_of_level_1_and_2_has_its_row() -> None:
    asked = requirements()
    assert (len(asked), list(asked.values()).count("1")) == (253, 70)
    assert {id_: cells[1] for id_, cells in rows().items()} == asked


def test_every_row_has_something_to_show_or_says_why_not() -> None:
    bare = []
    for id_, cells in rows().items():
        assert len(cells) == 5, id_
        if not cells[2] or not (cells[3] or cells[4].strip(" |")):
            bare.append(id_)
    assert bare == []


def test_every_named_test_exists() -> None:
    missing = [
        f"{id_}: {file}::{name}"
        for id_, cells in rows().items()
        for file, name in _TEST.findall(cells[3])
        if name not in names_in(ROOT / "tests" / file)
    ]
    assert missing == []


def test_every_named_control_exists() -> None:
    known = {control.id for control in CONTROLS}
    named = {(id_, one) for id_, cells in rows().items() for one in _CONTROL.findall(cells[3])}
    assert {one for one in named if one[1] not in known} == set()
    assert len(named) > 20


def test_every_named_page_exists() -> None:
    named = {page for cells in rows().values() for page in _FILE.findall(cells[4])}
    assert [page for page in named if not (ROOT / page).exists()] == []


def test_nothing_proved_hides_between_names() -> None:
    """Whatever stands in the column is a name that the tests above have looked for."""
    for id_, cells in rows().items():
        for piece in filter(None, cells[3].split("<br>")):
            assert _TEST.fullmatch(piece) or _CONTROL.fullmatch(piece), f"{id_}: {piece}"


@pytest.mark.parametrize("level", ["1", "2"])
def test_what_falls_short_is_said_and_does_not_spread(level: str) -> None:
    """A new release may only shorten this list; whoever lengthens it says so here."""
    short = [id_ for id_, cells in rows().items() if cells[1] == level and _SHORT in cells[4]]
    assert len(short) <= {"1": 7, "2": 16}[level], short
