"""No linked service imports another: what two of them need lies in `services/shared/` (decision 010)."""

import ast
from pathlib import Path

import pytest

import bongsu.services

ROOT = Path(bongsu.services.__file__).parent
SERVICES = sorted(one.parent.name for one in ROOT.glob("*/service.toml"))
# `intake` is the door for all of them: what a person enters goes through it like a message
FOR_ALL = {"folder", "intake", "manifest", "shared"}


def imported(file: Path) -> set[str]:
    """Second names of everything that is imported from `bongsu.services`."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("bongsu.services"):
            rest = (node.module or "").split(".")[2:]
            found |= {rest[0]} if rest else {alias.name for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {
                alias.name.split(".")[2]
                for alias in node.names
                if alias.name.startswith("bongsu.services.")
            }
    return found


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_stands_alone(name: str) -> None:
    for file in sorted((ROOT / name).rglob("*.py")):
        assert imported(file) <= {name} | FOR_ALL, file.name


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_says_what_it_is(name: str) -> None:
    assert (ROOT / name / "service.py").is_file()
    assert (ROOT / name / "README.md").is_file()
