"""The code blocks of docs/client.md, run as they stand."""

import ast
import re
from collections.abc import Mapping
from pathlib import Path
from types import CodeType
from typing import Any  # Any: names of a code block

GUIDE = Path(__file__).parents[2] / "docs" / "client.md"
_BLOCK = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
BLOCKS = tuple(_BLOCK.findall(GUIDE.read_text()))
CATALOGUE, CHANGES, CALL, TICKET, PICTURE = range(5)


def _compiled(number: int) -> CodeType:
    flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
    made: CodeType = compile(BLOCKS[number], f"{GUIDE.name} block {number + 1}", "exec", flags)
    return made


async def run(number: int, given: Mapping[str, Any]) -> dict[str, Any]:
    """The names that the block leaves behind."""
    names = dict(given)
    waiting = eval(_compiled(number), names)  # our own text
    if waiting is not None:
        await waiting
    return names
