"""docs/guide/planning.md, followed as it stands: its blocks run one after the other and print what it says."""

import io
import re
from collections.abc import Iterator
from contextlib import redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from bongsu.cli.plan.group import plan

GUIDE = Path(__file__).parents[2] / "docs" / "guide" / "planning.md"
_BLOCK = re.compile(r"^```(python|text|console)\n(.*?)^```", re.MULTILINE | re.DOTALL)
ANYTHING = "…"


@dataclass(frozen=True, slots=True)
class Step:
    """A block of Python and what it prints, or commands."""

    kind: str
    body: str
    printed: str = ""


def steps() -> Iterator[Step]:
    blocks = _BLOCK.findall(GUIDE.read_text("utf-8"))
    for number, (kind, body) in enumerate(blocks):
        after = blocks[number + 1] if number + 1 < len(blocks) else ("", "")
        if kind != "text":
            yield Step(kind, body, after[1] if after[0] == "text" else "")


def as_pattern(printed: str) -> str:
    return ".*".join(re.escape(one) for one in printed.strip().split(ANYTHING))


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_every_block_runs_and_prints_what_the_guide_says(here: Path) -> None:
    notebook: dict[str, object] = {}
    commands = []
    for step in steps():
        if step.kind == "console":
            commands += [one.removeprefix("$ bongsu plan ") for one in step.body.splitlines()]
            continue
        said = io.StringIO()
        with redirect_stdout(said):
            exec(compile(step.body, GUIDE.name, "exec"), notebook)
        assert re.fullmatch(as_pattern(step.printed), said.getvalue().strip()), said.getvalue()
    assert commands, "the files of the last blocks lie here now"
    for command in commands:
        ran = CliRunner().invoke(plan, command.split())
        assert ran.exit_code == 0, (command, ran.output)
        assert ran.stdout.strip()
    assert (here / "sites.geojson").is_file()
