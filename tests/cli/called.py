"""Calls `bongsu` in this process as the shell would: arguments in, exit code and both outputs out."""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from bongsu.cli.main import main


@dataclass(frozen=True)
class Said:
    """What a command left behind."""

    code: int
    out: str
    err: str


Call = Callable[..., Said]


def caller(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Call:
    def call(*arguments: str) -> Said:
        monkeypatch.setattr(sys, "argv", ["bongsu", *arguments])
        before, code = os.umask(0o022), 0
        try:
            main()
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 1
        finally:
            os.umask(before)
        said = capsys.readouterr()
        return Said(code, said.out, said.err)

    return call
